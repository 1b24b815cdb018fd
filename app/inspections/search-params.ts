export const TABS = ['draws', 'items', 'objects', 'inspectors'] as const
export type Tab = (typeof TABS)[number]

/** What the page shows, all of it in the address. */
export type InspectionsSearch = {
  readonly tab: Tab
  readonly drawId: number | null
  /** Of the draw that is open, the object in hand, by its code. */
  readonly objectCode: string | null
  /** The map's camera as `formatCamera` writes it. */
  readonly camera: string | null
}

export function parseInspectionsSearch(search: { get(name: string): string | null }): InspectionsSearch {
  const draw = Number(search.get('draw'))
  return {
    tab: TABS.find((tab) => tab === search.get('tab')) ?? 'draws',
    drawId: Number.isSafeInteger(draw) && draw > 0 ? draw : null,
    objectCode: search.get('object'),
    camera: search.get('map'),
  }
}

/** Writes an address query without the `?`; empty for the list of draws. */
export function formatInspectionsSearch({ tab, drawId, objectCode, camera }: InspectionsSearch): string {
  const search = new URLSearchParams()
  if (tab !== 'draws') search.set('tab', tab)
  if (drawId !== null) search.set('draw', String(drawId))
  if (objectCode) search.set('object', objectCode)
  if (camera) search.set('map', camera)
  return search.toString()
}
