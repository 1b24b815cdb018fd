import type { FontFace as LabelFontFace } from '../../tiles/style/city-style.ts'
import type { Ground } from '../../tiles/style/foreign-ground.ts'
import { inTurn } from './tiles-in-turn.ts'

type MapLibrary = typeof import('maplibre-gl')
export type MapParts = {
  readonly library: MapLibrary
  readonly fontFaces: LabelFontFace[]
  readonly ground: Ground
}

let parts: Promise<MapParts> | undefined
let areInTurn = false

/** Loads the map library and the list of font pieces once a page, the first time a map is wanted. */
export function loadMapParts(): Promise<MapParts> {
  parts ??= load().catch((error: unknown) => {
    parts = undefined
    throw error
  })
  return parts
}

async function load(): Promise<MapParts> {
  const [library, fontFaces, ground] = await Promise.all([
    import('maplibre-gl'),
    loadFontFaces(),
    loadGround(),
  ])
  const { prototype } = library.VectorTileSource
  if (!areInTurn) prototype.loadTile = inTurn(prototype.loadTile)
  areInTurn = true
  library.setWorkerUrl(new URL('/map/maplibre-gl-worker.mjs', window.location.origin).href)
  return { library, fontFaces, ground }
}

/** Without its list of font pieces the map still draws, with the browser's own fonts. */
async function loadFontFaces(): Promise<LabelFontFace[]> {
  const response = await fetch('/map/font-faces.json')
  return response.ok ? ((await response.json()) as LabelFontFace[]) : []
}

/** Where that is not told the city's own ground is drawn. */
async function loadGround(): Promise<Ground> {
  const response = await fetch('/api/ground.json')
  if (response.ok) return (await response.json()) as Ground
  const { cityGround } = await import('../../tiles/style/foreign-ground.ts')
  return cityGround
}
