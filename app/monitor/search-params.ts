import type { ClosureLevel } from '../../server/cases/closure-level.ts'
import type { FigureCode } from '../../server/monitor/figures.ts'

/** Which number is opened, all of it in the address. */
export type MonitorSearch = {
  readonly figure: FigureCode | null
  /** 0: not sent to anybody. */
  readonly departmentId: number | null
  readonly unitId: number | null
  readonly ageBand: number | null
  /** Cases closed lately at this level, of a subdistrict or all; 0: in none. */
  readonly closureLevel: ClosureLevel | null
  readonly areaId: number | null
  readonly caseId: number | null
}

/** In the order of a case's way; those after the first four are signs that something is stuck. */
export const figureCodes: readonly FigureCode[] = [
  'verifying',
  'undispatched',
  'unsigned',
  'in_hand',
  'verify_late',
  'unsigned_late',
  'escalated',
  'ping_pong',
  'requested',
  'near',
  'overdue',
]

export const closureLevels: readonly ClosureLevel[] = ['grid', 'community', 'subdistrict', 'district', 'city']

export const nothingOpened: MonitorSearch = {
  figure: null,
  departmentId: null,
  unitId: null,
  ageBand: null,
  closureLevel: null,
  areaId: null,
  caseId: null,
}

export function parseMonitorSearch(search: { get(name: string): string | null }): MonitorSearch {
  return {
    figure: figureCodes.find((code) => code === search.get('figure')) ?? null,
    departmentId: wholeOf(search.get('department'), 0),
    unitId: wholeOf(search.get('unit'), 1),
    ageBand: wholeOf(search.get('age'), 0, 4),
    closureLevel: closureLevels.find((level) => level === search.get('closed')) ?? null,
    areaId: wholeOf(search.get('area'), 0),
    caseId: wholeOf(search.get('case'), 1),
  }
}

/** Writes an address query without the `?`. */
export function formatMonitorSearch(search: MonitorSearch): string {
  const query = new URLSearchParams()
  if (search.figure) query.set('figure', search.figure)
  if (search.departmentId !== null) query.set('department', String(search.departmentId))
  if (search.unitId !== null) query.set('unit', String(search.unitId))
  if (search.ageBand !== null) query.set('age', String(search.ageBand))
  if (search.closureLevel) query.set('closed', search.closureLevel)
  if (search.areaId !== null) query.set('area', String(search.areaId))
  if (search.caseId !== null) query.set('case', String(search.caseId))
  return query.toString()
}

function wholeOf(text: string | null, least: number, most = Number.MAX_SAFE_INTEGER): number | null {
  const value = text === null || text === '' ? Number.NaN : Number(text)
  return Number.isSafeInteger(value) && value >= least && value <= most ? value : null
}
