import { formatOwnLayers, parseOwnLayers } from '../_own-layers/own-layer-ids.ts'

/** What the grids screen shows, all of it in the address. */
export type GridsSearch = {
  readonly dutyGridId: number | null
  /** A cell nobody came to for so many days is unseen. */
  readonly unseenDays: (typeof unseenDayChoices)[number]
  /** The map's camera as `formatCamera` writes it. */
  readonly camera: string | null
  /** Which of people's own layers are shown. */
  readonly ownLayerIds: readonly number[]
}

export const unseenDayChoices = [3, 7, 14, 30] as const

export function parseGridsSearch(search: { get(name: string): string | null }): GridsSearch {
  const grid = Number(search.get('grid'))
  return {
    dutyGridId: Number.isSafeInteger(grid) && grid > 0 ? grid : null,
    unseenDays: unseenDayChoices.find((days) => days === Number(search.get('days'))) ?? 7,
    camera: search.get('at'),
    ownLayerIds: parseOwnLayers(search.get('own')),
  }
}

/** Writes an address query without the `?`; empty for the screen as it opens. */
export function formatGridsSearch({ dutyGridId, unseenDays, camera, ownLayerIds }: GridsSearch): string {
  const search = new URLSearchParams()
  if (dutyGridId !== null) search.set('grid', String(dutyGridId))
  if (unseenDays !== 7) search.set('days', String(unseenDays))
  if (camera) search.set('at', camera)
  if (ownLayerIds.length > 0) search.set('own', formatOwnLayers(ownLayerIds))
  return search.toString()
}
