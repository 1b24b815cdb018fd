/** What the data page shows, all of it in the address; a file in hand is not: it lies on the reader's own disk. */
export type DataSearch = {
  readonly isImporting: boolean
  readonly isExporting: boolean
  /** An import of the history. */
  readonly importId: number | null
  /** Own layers that are switched off. */
  readonly hiddenLayerIds: readonly number[]
  /** The map's camera as `formatCamera` writes it. */
  readonly camera: string | null
}

export function parseDataSearch(search: { get(name: string): string | null }): DataSearch {
  const [importId] = idsOf(search.get('import'))
  return {
    isImporting: search.get('new') === '1',
    isExporting: search.get('out') === '1',
    importId: importId ?? null,
    hiddenLayerIds: idsOf(search.get('off')),
    camera: search.get('at'),
  }
}

/** Writes an address query without the `?`; empty for the start of the page. */
export function formatDataSearch({
  isImporting,
  isExporting,
  importId,
  hiddenLayerIds,
  camera,
}: DataSearch): string {
  const search = new URLSearchParams()
  if (isImporting) search.set('new', '1')
  if (isExporting) search.set('out', '1')
  if (importId !== null) search.set('import', String(importId))
  if (hiddenLayerIds.length > 0) search.set('off', hiddenLayerIds.join('.'))
  if (camera) search.set('at', camera)
  return search.toString()
}

function idsOf(text: string | null): number[] {
  return (text ?? '')
    .split('.')
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0)
}
