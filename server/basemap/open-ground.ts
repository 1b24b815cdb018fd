import { stat } from 'node:fs/promises'
import { basemapSource } from '../../tiles/sources/basemap.ts'
import type { Env } from '../env.ts'
import { StartError } from '../start-error.ts'
import { CITY_GROUND, type GroundInfo, type GroundTiles } from './ground.ts'
import { openOnlineGround } from './online-ground.ts'
import { openPmtiles } from './pmtiles.ts'
import { openTileFolder } from './tile-folder.ts'

export type Ground = { readonly info: GroundInfo; readonly tiles: GroundTiles | undefined }

/** The ground under everything, as the environment says: the city's own, a file, a folder, or another server's. */
export async function openGround({
  basemap,
  basemapAttribution,
}: Pick<Env, 'basemap' | 'basemapAttribution'>): Promise<Ground> {
  if (!basemap) return { info: CITY_GROUND, tiles: undefined }
  const tiles = await openTiles(basemap)
  const { minZoom, maxZoom } = tiles
  const info = { kind: kindOf(tiles, basemap), minZoom, maxZoom }
  return { info: { ...info, attribution: basemapAttribution ?? plainText(tiles.attribution) }, tiles }
}

async function openTiles(basemap: string): Promise<GroundTiles> {
  if (/^https?:\/\//.test(basemap)) return openOnlineGround(basemap)
  const found = await stat(basemap).catch(() => {
    throw new StartError(`BASEMAP=${basemap} is not there.`)
  })
  return found.isDirectory() ? openTileFolder(basemap) : openPmtiles(basemap)
}

function kindOf({ type, vectorLayers }: GroundTiles, basemap: string): GroundInfo['kind'] {
  if (type !== 'mvt') return 'raster'
  const own: readonly string[] = basemapSource.layers.map(({ name }) => name)
  if (vectorLayers.some((name) => own.includes(name)) && !vectorLayers.includes('earth')) return 'file'
  if (['earth', 'water', 'roads'].every((name) => vectorLayers.includes(name))) return 'protomaps'
  throw new StartError(
    `BASEMAP=${basemap} holds the layers ${vectorLayers.join(', ') || '(none named)'}; expected are those of Protomaps (earth, water, roads, …), ours (${own.join(', ')}), or pictures.`,
  )
}

/** Archives often carry links; a map shows words. */
function plainText(html: string): string {
  return html.replaceAll(/<[^>]*>/g, '').trim()
}
