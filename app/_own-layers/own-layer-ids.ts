/** Own layers that are shown, as an address holds them: `3.12`. What is mistyped is left out. */
export function parseOwnLayers(text: string | null): number[] {
  const ids = (text ?? '').split('.').map(Number)
  return [...new Set(ids.filter((id) => Number.isSafeInteger(id) && id > 0))]
}

export function formatOwnLayers(layerIds: readonly number[]): string {
  return layerIds.join('.')
}
