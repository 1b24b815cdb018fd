import type { CaseFilter } from '../../server/cases/case-filter.ts'
import { formatLayers, type LayerChoices, parseLayers } from './layers/layer-choices.ts'
import { type Drawn, formatDrawn, parseDrawn } from './selection/drawn.ts'
import { type Comparison, formatComparison, parseComparison } from './time/comparison.ts'
import { formatReplay, parseReplay, type ReplaySpan } from './time/replay-span.ts'

/** What the desk shows, all of it in the address: every view can be sent as a link. */
export type DeskSearch = {
  readonly filter: DeskFilter
  /** The case at the right. */
  readonly caseId: number | null
  /** The map's camera as `formatCamera` writes it; null shows the whole city. */
  readonly camera: string | null
  /** A place that was searched for and is marked. */
  readonly pin: Pin | null
  /** Which layers and how; null as the desk opens. */
  readonly layers: LayerChoices | null
  /** What was drawn to ask about. */
  readonly drawn: Drawn | null
  /** A period of the past on the map instead of now. */
  readonly replay: ReplaySpan | null
  /** Two moments on the map, side by side. */
  readonly comparison: Comparison | null
  /** What is reached from a place by road, or who reaches it. */
  readonly reach: ReachPlace | null
  /** A plan for the cases of the queue is asked for. */
  readonly isPlanning: boolean
  /** The queue shows places where cases stand close together. */
  readonly isByPlace: boolean
}
export type ReachPlace = {
  readonly lngLat: readonly [lng: number, lat: number]
  readonly direction: 'from' | 'to'
}
export type Pin = { readonly lngLat: readonly [lng: number, lat: number]; readonly name: string }
/** The one filter of queue and map, with its time as a span back from now, so that a link stays true tomorrow. */
export type DeskFilter = Omit<CaseFilter, 'from' | 'to' | 'openAt'> & {
  readonly last?: TimeSpan
  readonly from?: string
  readonly to?: string
}

export const timeSpans = { '1h': 1, '6h': 6, '24h': 24, '7d': 168 } as const
export type TimeSpan = keyof typeof timeSpans

const states: readonly NonNullable<CaseFilter['states']>[number][] = [
  'reported',
  'verifying',
  'accepted',
  'registered',
  'dispatched',
  'signed',
  'handled',
  'fed_back',
  'shelved',
  'closed',
  'canceled',
]
const levels = ['normal', 'near', 'overdue'] as const
const hourMs = 3_600_000
/** Spans start on five-minute marks, so that the same view is the same query for a while. */
const roundMs = 300_000

/**
 * Reads an address. What is mistyped is left out rather than refused: a link that half works beats an error page.
 * Without `open` and `state` the open cases are meant.
 *
 * @example parseDeskSearch(new URLSearchParams('level=overdue&case=12')).filter // { open: true, clockLevels: ['overdue'] }
 */
export function parseDeskSearch(search: URLSearchParams): DeskSearch {
  const stateList = listOf(search.get('state')).filter((value) => isOneOf(states, value))
  const levelList = listOf(search.get('level')).filter((value) => isOneOf(levels, value))
  const last = search.get('last')
  const within = shapeOf(search.get('within'))
  const areaId = integersOf(search.get('area'))[0]
  const text = search.get('q')?.trim().slice(0, 200)
  const filter: DeskFilter = {
    ...openOf(search.get('open'), stateList.length > 0),
    ...(stateList.length > 0 && { states: stateList }),
    ...(levelList.length > 0 && { clockLevels: levelList }),
    ...idsOf('categoryIds', search.get('category')),
    ...idsOf('departmentIds', search.get('department')),
    ...idsOf('dutyGridIds', search.get('grid')),
    ...idsOf('ids', search.get('ids')),
    ...(areaId !== undefined && { areaId }),
    ...(text && { text }),
    ...(within && { within }),
    ...(search.get('unlocated') === '1' && { unlocated: true }),
    ...(last && last in timeSpans && { last: last as TimeSpan }),
    ...instantOf('from', search.get('from')),
    ...instantOf('to', search.get('to')),
    ...instantOf('closedFrom', search.get('closed_from')),
    ...instantOf('closedTo', search.get('closed_to')),
  }
  return {
    filter,
    caseId: integersOf(search.get('case'))[0] ?? null,
    camera: search.get('at'),
    pin: pinOf(search.get('pin')),
    layers: parseLayers(search.get('layers')),
    drawn: parseDrawn(search.get('shape')),
    replay: parseReplay(search.get('replay')),
    comparison: parseComparison(search.get('compare')),
    reach: reachOf(search.get('reach')),
    isPlanning: search.get('plan') === 'yes',
    isByPlace: search.get('by') === 'place',
  }
}

/** Writes an address query, without the `?`; empty for the desk as it opens. */
export function formatDeskSearch({
  filter,
  caseId = null,
  camera = null,
  pin = null,
  layers = null,
  drawn = null,
  replay = null,
  comparison = null,
  reach = null,
  isPlanning = false,
  isByPlace = false,
}: Partial<DeskSearch>): string {
  const search = new URLSearchParams()
  const put = (key: string, value: string | number | undefined | null) => {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value))
  }
  if (filter) {
    if (filter.open === false) put('open', 'no')
    else if (filter.open === undefined && !filter.states) put('open', 'all')
    else if (filter.open && filter.states) put('open', 'yes')
    put('state', filter.states?.join('.'))
    put('level', filter.clockLevels?.join('.'))
    put('category', filter.categoryIds?.join('.'))
    put('department', filter.departmentIds?.join('.'))
    put('grid', filter.dutyGridIds?.join('.'))
    put('ids', filter.ids?.join('.'))
    put('area', filter.areaId)
    put('q', filter.text)
    put('unlocated', filter.unlocated ? 1 : null)
    put('last', filter.last)
    put('from', filter.from)
    put('to', filter.to)
    put('closed_from', filter.closedFrom)
    put('closed_to', filter.closedTo)
    if (filter.within?.type === 'Polygon') put('within', formatRing(filter.within.coordinates[0] ?? []))
  }
  put('case', caseId)
  put('at', camera)
  const layerText = layers && formatLayers(layers)
  // Empty is a choice, too: no layer at all.
  if (layerText !== null) search.set('layers', layerText)
  if (replay) put('replay', formatReplay(replay))
  if (comparison) put('compare', formatComparison(comparison))
  if (drawn) put('shape', formatDrawn(drawn))
  if (pin) put('pin', `${Number(pin.lngLat[0].toFixed(6))},${Number(pin.lngLat[1].toFixed(6))},${pin.name}`)
  if (reach)
    put('reach', `${reach.direction},${reach.lngLat.map((degrees) => Number(degrees.toFixed(6))).join(',')}`)
  put('plan', isPlanning ? 'yes' : null)
  put('by', isByPlace ? 'place' : null)
  return search.toString()
}

/** The filter as the server takes it, with the span counted back from `nowMs`. */
export function caseFilterOf({ last, ...filter }: DeskFilter, nowMs: number): CaseFilter {
  if (!last) return filter
  const from = Math.floor(nowMs / roundMs) * roundMs - timeSpans[last] * hourMs
  return { ...filter, from: new Date(from).toISOString() }
}

/** Without a word the open cases are meant, or exactly the states that are named; `yes` also sorts those by deadline. */
function openOf(text: string | null, hasStates: boolean): { open?: boolean } {
  if (text === 'no') return { open: false }
  if (text === 'all' || (hasStates && text !== 'yes')) return {}
  return { open: true }
}

function listOf(text: string | null): string[] {
  return text ? text.split('.').filter(Boolean) : []
}

function isOneOf<T extends string>(values: readonly T[], value: string): value is T {
  return (values as readonly string[]).includes(value)
}

function integersOf(text: string | null): number[] {
  return listOf(text)
    .map(Number)
    .filter((value) => Number.isSafeInteger(value) && value > 0)
}

function idsOf<K extends string>(key: K, text: string | null): { [P in K]?: number[] } {
  const ids = integersOf(text)
  return ids.length > 0 ? ({ [key]: ids } as { [P in K]?: number[] }) : {}
}

function instantOf<K extends string>(key: K, text: string | null): { [P in K]?: string } {
  if (!text || Number.isNaN(Date.parse(text))) return {}
  return { [key]: new Date(text).toISOString() } as { [P in K]?: string }
}

/** `lng,lat_lng,lat…` with five decimals, about a meter; the ring is closed again when it is read. */
function formatRing(ring: readonly (readonly number[])[]): string {
  return ring
    .slice(0, -1)
    .map(([lng = 0, lat = 0]) => `${Number(lng.toFixed(5))},${Number(lat.toFixed(5))}`)
    .join('_')
}

/** `from,lng,lat` or `to,lng,lat`. */
function reachOf(text: string | null): ReachPlace | null {
  const [direction, lngText, latText] = text?.split(',') ?? []
  const [lng, lat] = [Number(lngText), Number(latText)]
  if ((direction !== 'from' && direction !== 'to') || !lngText || !latText) return null
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 85 ? { direction, lngLat: [lng, lat] } : null
}

/** `lng,lat,name`; a name may hold commas itself. */
function pinOf(text: string | null): Pin | null {
  const [lngText, latText, ...name] = text?.split(',') ?? []
  const [lng, lat] = [Number(lngText), Number(latText)]
  const isSound = lngText && latText && Math.abs(lng) <= 180 && Math.abs(lat) <= 90
  return isSound ? { lngLat: [lng, lat], name: name.join(',').slice(0, 100) } : null
}

function shapeOf(text: string | null): CaseFilter['within'] {
  if (!text) return undefined
  const ring = text.split('_').map((pair) => pair.split(',').map(Number))
  const first = ring[0]
  const isSound = ring.every(
    (pair) =>
      pair.length === 2 &&
      pair.every(Number.isFinite) &&
      Math.abs(pair[0]!) <= 180 &&
      Math.abs(pair[1]!) <= 90,
  )
  if (!first || ring.length < 3 || !isSound) return undefined
  return { type: 'Polygon', coordinates: [[...ring, first]] }
}
