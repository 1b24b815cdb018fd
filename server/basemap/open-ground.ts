import { stat } from 'node:fs/promises'
import { basemapSource } from '../../tiles/sources/basemap.ts'
import type { Env } from '../env.ts'
import { StartError } from '../start-error.ts'
import { CITY_GROUND, type GroundInfo, type GroundTiles } from './ground.ts'
import { layersOfTile } from './layers-of-tile.ts'
import { openOnlineGround } from './online-ground.ts'
import { openPmtiles } from './pmtiles.ts'
import { openTileFolder } from './tile-folder.ts'

export type Ground = { readonly info: GroundInfo; readonly tiles: GroundTiles | undefined }

/** The ground under everything, as the environment says: the city's own, a file, a folder, or another server's. */
export async function openGround(
  {
    basemap,
    basemapAttribution,
    basemapSchema,
  }: Pick<Env, 'basemap' | 'basemapAttribution' | 'basemapSchema'>,
  request: typeof fetch = fetch,
): Promise<Ground> {
  if (!basemap) return { info: CITY_GROUND, tiles: undefined }
  const tiles = await openTiles(basemap, request)
  const isOnline = /^https?:/.test(basemap)
  const kind = await kindOfTiles()
  const info = {
    kind,
    minZoom: tiles.minZoom,
    maxZoom: isOnline && kind !== 'raster' ? DEEPEST[kind] : tiles.maxZoom,
  }
  return { info: { ...info, attribution: basemapAttribution ?? plainText(tiles.attribution) }, tiles }

  async function kindOfTiles(): Promise<VectorKind | 'raster'> {
    if (tiles.type !== 'mvt') return 'raster'
    if (isOnline) return basemapSchema ?? (await kindOfOnline(tiles))
    const known = kindOfLayers(tiles.vectorLayers)
    if (known) return known
    await tiles.close()
    throw new StartError(
      `BASEMAP=${basemap} holds the layers ${tiles.vectorLayers.join(', ') || '(none named)'}; expected are those of Protomaps (earth, water, roads, …), OpenMapTiles (landcover, transportation, …), ours (${own.join(', ')}), or pictures.`,
    )
  }
}

async function openTiles(basemap: string, request: typeof fetch): Promise<GroundTiles> {
  if (/^https?:\/\//.test(basemap)) return openOnlineGround(basemap, request)
  const found = await stat(basemap).catch(() => {
    throw new StartError(`BASEMAP=${basemap} is not there.`)
  })
  return found.isDirectory() ? openTileFolder(basemap) : openPmtiles(basemap)
}

/** As far as tiles of each kind go; maps enlarge the last. */
const DEEPEST = { file: basemapSource.maxZoom, protomaps: 15, openmaptiles: 14 } as const
type VectorKind = keyof typeof DEEPEST

const own: readonly string[] = basemapSource.layers.map(({ name }) => name)
const openMapTiles = ['transportation', 'landcover', 'boundary', 'water_name', 'waterway', 'globallandcover']

function kindOfLayers(layers: readonly string[]): VectorKind | undefined {
  if (layers.includes('earth')) return 'protomaps'
  if (layers.some((name) => openMapTiles.includes(name))) return 'openmaptiles'
  return layers.some((name) => own.includes(name)) ? 'file' : undefined
}

/** By the tile of the whole world. A server that is away now stops no start: Protomaps' is the likeliest. */
async function kindOfOnline(tiles: GroundTiles): Promise<VectorKind> {
  const world = await tiles.tile(0, 0, 0).catch(() => undefined)
  try {
    return (world && kindOfLayers(layersOfTile(world))) ?? 'protomaps'
  } catch {
    return 'protomaps'
  }
}

/** Archives often carry links; a map shows words. */
function plainText(html: string): string {
  return html.replaceAll(/<[^>]*>/g, '').trim()
}
