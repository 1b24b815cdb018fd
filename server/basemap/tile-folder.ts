import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { StartError } from '../start-error.ts'
import type { GroundTiles, GroundType } from './ground.ts'

const TYPES: Readonly<Record<string, GroundType>> = {
  mvt: 'mvt',
  pbf: 'mvt',
  png: 'png',
  jpg: 'jpeg',
  jpeg: 'jpeg',
  webp: 'webp',
}

/**
 * A folder of tiles, `{z}/{x}/{y}.pbf` or `.png` and the like; `metadata.json` beside them may name attribution and
 * vector layers, as tippecanoe and mb-util write it.
 *
 * @throws StartError for a folder without tiles
 */
export async function openTileFolder(folder: string): Promise<GroundTiles> {
  const zooms = (await readdir(folder)).filter((name) => /^\d{1,2}$/.test(name)).map(Number)
  const ending =
    zooms.length > 0 ? await firstEnding(path.join(folder, String(Math.min(...zooms)))) : undefined
  const type = ending ? TYPES[ending] : undefined
  if (!ending || !type) {
    throw new StartError(
      `BASEMAP=${folder} holds no tiles: {z}/{x}/{y} with ${Object.keys(TYPES).join(', ')} is expected.`,
    )
  }
  const metadata = await readMetadata(folder)
  return {
    type,
    minZoom: Math.min(...zooms),
    maxZoom: Math.max(...zooms),
    vectorLayers: metadata.vectorLayers,
    attribution: metadata.attribution,
    async tile(z, x, y) {
      try {
        const bytes = await readFile(path.join(folder, String(z), String(x), `${y}.${ending}`))
        const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
        return { bytes, type, encoding: isPacked ? 'gzip' : undefined }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    async close() {},
  }
}

async function firstEnding(zoomFolder: string): Promise<string | undefined> {
  for (const column of await readdir(zoomFolder)) {
    for (const name of await readdir(path.join(zoomFolder, column)).catch(() => [])) {
      const ending = /^\d+\.([a-z]+)$/.exec(name)?.[1]
      if (ending) return ending
    }
  }
  return undefined
}

async function readMetadata(folder: string): Promise<{ vectorLayers: string[]; attribution: string }> {
  try {
    const metadata = JSON.parse(await readFile(path.join(folder, 'metadata.json'), 'utf8')) as {
      json?: string
      vector_layers?: { id: string }[]
      attribution?: string
    }
    const inner = metadata.json ? (JSON.parse(metadata.json) as typeof metadata) : metadata
    return {
      vectorLayers: inner.vector_layers?.map(({ id }) => id) ?? [],
      attribution: metadata.attribution ?? '',
    }
  } catch {
    return { vectorLayers: [], attribution: '' }
  }
}
