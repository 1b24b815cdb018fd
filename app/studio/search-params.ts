/** What the studio shows, all of it in the address. */
export type StudioSearch = {
  readonly draftId: number | null
  /** The map's camera as `formatCamera` writes it. */
  readonly camera: string | null
}

export function parseStudioSearch(search: { get(name: string): string | null }): StudioSearch {
  const draft = Number(search.get('draft'))
  return {
    draftId: Number.isSafeInteger(draft) && draft > 0 ? draft : null,
    camera: search.get('at'),
  }
}

/** Writes an address query without the `?`; empty for the list of drafts. */
export function formatStudioSearch({ draftId, camera }: StudioSearch): string {
  const search = new URLSearchParams()
  if (draftId !== null) search.set('draft', String(draftId))
  if (camera) search.set('at', camera)
  return search.toString()
}
