import type { LngLat } from './map-types.ts'

export type TileId = { readonly z: number; readonly x: number; readonly y: number }

/**
 * The tiles of each zoom that may show a point: the one it lies in and those whose buffer reaches it.
 * `bufferShare` is the buffer as a share of a tile's side.
 */
export function tilesAround(
  [lng, lat]: LngLat,
  minZoom: number,
  maxZoom: number,
  bufferShare = 1 / 16,
): TileId[] {
  const sine = Math.sin((lat * Math.PI) / 180)
  const unitX = lng / 360 + 0.5
  const unitY = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
  const tiles: TileId[] = []
  for (let z = minZoom; z <= maxZoom; z++) {
    const side = 2 ** z
    const [fromX, toX] = [Math.floor(unitX * side - bufferShare), Math.floor(unitX * side + bufferShare)]
    const [fromY, toY] = [Math.floor(unitY * side - bufferShare), Math.floor(unitY * side + bufferShare)]
    for (let x = Math.max(0, fromX); x <= Math.min(side - 1, toX); x++) {
      for (let y = Math.max(0, fromY); y <= Math.min(side - 1, toY); y++) tiles.push({ z, x, y })
    }
  }
  return tiles
}
