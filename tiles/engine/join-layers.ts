/** Joins the source-layers of one tile; undefined where all are empty. */
export function joinLayers(layers: readonly (Uint8Array | undefined)[]): Uint8Array | undefined {
  const full = layers.filter((layer) => layer !== undefined)
  if (full.length < 2) return full[0]
  const tile = new Uint8Array(full.reduce((sum, layer) => sum + layer.length, 0))
  let at = 0
  for (const layer of full) {
    tile.set(layer, at)
    at += layer.length
  }
  return tile
}
