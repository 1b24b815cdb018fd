/**
 * One number for a tile, different for each tile of all zooms up to 25.
 *
 * @example tileKey(0, 0, 0) // 0
 * @example tileKey(1, 0, 0) // 1
 */
export function tileKey(zoom: number, x: number, y: number): number {
  return (4 ** zoom - 1) / 3 + y * 2 ** zoom + x
}
