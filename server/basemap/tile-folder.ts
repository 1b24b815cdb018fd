import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { StartError } from '../start-error.ts'
import { type GroundTiles, type GroundType, isGzip } from './ground.ts'
import { layersOfTile } from './layers-of-tile.ts'

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
 * vector layers, as tippecanoe and mb-util write it. Where it names no layers, some of the tiles are asked.
 *
 * @throws StartError for a folder without tiles
 */
export async function openTileFolder(folder: string): Promise<GroundTiles> {
  const zooms = (await readdir(folder)).filter((name) => /^\d{1,2}$/.test(name)).map(Number)
  const [first] = zooms.length > 0 ? await someFiles(path.join(folder, String(Math.min(...zooms))), 1) : []
  const ending = first && path.extname(first).slice(1)
  const type = ending ? TYPES[ending] : undefined
  if (!ending || !type) {
    throw new StartError(
      `BASEMAP=${folder} holds no tiles: {z}/{x}/{y} with ${Object.keys(TYPES).join(', ')} is expected.`,
    )
  }
  const metadata = await readMetadata(folder)
  const isUnnamed = type === 'mvt' && metadata.vectorLayers.length === 0
  return {
    type,
    minZoom: Math.min(...zooms),
    maxZoom: Math.max(...zooms),
    vectorLayers: isUnnamed ? await layersOfSome(folder, zooms) : metadata.vectorLayers,
    attribution: metadata.attribution,
    async tile(z, x, y) {
      try {
        const bytes = await readFile(path.join(folder, String(z), String(x), `${y}.${ending}`))
        return { bytes, type, encoding: isGzip(bytes) ? 'gzip' : undefined }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    },
    async close() {},
  }
}

/** The first tiles of a zoom, at most `count`. */
async function someFiles(zoomFolder: string, count: number): Promise<string[]> {
  const found: string[] = []
  for (const column of await readdir(zoomFolder)) {
    for (const name of await readdir(path.join(zoomFolder, column)).catch(() => [])) {
      if (/^\d+\.[a-z]+$/.test(name)) found.push(path.join(zoomFolder, column, name))
      if (found.length === count) return found
    }
  }
  return found
}

/** Tiles of an edge hold few layers, so a score of each zoom is read. */
async function layersOfSome(folder: string, zooms: readonly number[]): Promise<string[]> {
  const names = new Set<string>()
  for (const zoom of zooms) {
    for (const file of await someFiles(path.join(folder, String(zoom)), 20)) {
      for (const name of layersIn(await readFile(file))) names.add(name)
    }
  }
  return [...names]
}

function layersIn(bytes: Uint8Array): string[] {
  try {
    return layersOfTile({ bytes, type: 'mvt', encoding: isGzip(bytes) ? 'gzip' : undefined })
  } catch {
    // One broken tile says nothing of the others.
    return []
  }
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
