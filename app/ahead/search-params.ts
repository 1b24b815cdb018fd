export const detectors = ['repeat', 'rhythm', 'rain', 'aged', 'unseen'] as const
export const states = ['candidate', 'accepted', 'done', 'dismissed', 'expired'] as const
export const periods = [7, 30, 90, 365] as const

/** What the page shows, all of it in the address. */
export type AheadSearch = {
  /** Null: every one. */
  readonly detector: (typeof detectors)[number] | null
  readonly state: (typeof states)[number]
  /** Of what is done: only those that found something, or nothing. */
  readonly finding: 'found' | 'nothing' | null
  readonly areaId: number | null
  readonly candidateId: number | null
  readonly view: 'record' | 'settings' | null
  /** What the hit rate looks back on. */
  readonly days: (typeof periods)[number]
  /** The map's camera as `formatCamera` writes it. */
  readonly camera: string | null
}

export function parseAheadSearch(search: { get(name: string): string | null }): AheadSearch {
  const find = <T extends string>(all: readonly T[], name: string) =>
    all.find((one) => one === search.get(name))
  return {
    detector: find(detectors, 'detector') ?? null,
    state: find(states, 'state') ?? 'candidate',
    finding: find(['found', 'nothing'] as const, 'finding') ?? null,
    areaId: idOf(search.get('area')),
    candidateId: idOf(search.get('id')),
    view: find(['record', 'settings'] as const, 'view') ?? null,
    days: periods.find((days) => days === Number(search.get('days'))) ?? 30,
    camera: search.get('at'),
  }
}

/** Writes an address query without the `?`; empty for the page as it opens. */
export function formatAheadSearch(search: AheadSearch): string {
  const query = new URLSearchParams()
  if (search.detector) query.set('detector', search.detector)
  if (search.state !== 'candidate') query.set('state', search.state)
  if (search.finding) query.set('finding', search.finding)
  if (search.areaId !== null) query.set('area', String(search.areaId))
  if (search.candidateId !== null) query.set('id', String(search.candidateId))
  if (search.view) query.set('view', search.view)
  if (search.days !== 30) query.set('days', String(search.days))
  if (search.camera) query.set('at', search.camera)
  return query.toString()
}

function idOf(text: string | null): number | null {
  const id = Number(text)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}
