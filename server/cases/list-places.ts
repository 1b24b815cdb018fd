import { sql } from 'kysely'
import { z } from 'zod'
import type { LngLat } from '../../geo/lng-lat.ts'
import { nearGroups } from '../../geo/near-groups.ts'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { caseFilterSchema, whereCases } from './case-filter.ts'
import { type CaseRow, listCaseRows } from './case-rows.ts'

export const placesInputSchema = z.object({ filter: caseFilterSchema.default({}) })

/** Reports this close together are one place: a flooded crossing, a dark street. */
export const PLACE_METERS = 60
/** The newest cases that are looked at, and the places told. */
const LOOKED_AT = 5000
const PLACES_TOLD = 100
/** The rows of a place: as many as one key merges, one and a hundred into it; fewer once many rows are told. */
const ROWS_TOLD = 101
const ROWS_TOLD_OF_MANY = 30
const MANY_ROWS = 2000

export type CasePlace = {
  /** Members, the most urgent first, then newest first; at most 101, of crowded places further down 30. */
  readonly rows: readonly CaseRow[]
  readonly total: number
  readonly isUrgent: boolean
  readonly lngLat: LngLat
  readonly newestAt: string
}
export type CasePlaces = {
  /** Urgent ones first, then the newest. */
  readonly places: readonly CasePlace[]
  /** Of the rows those into which others were merged: they are merged into nothing any more. */
  readonly masterIds: readonly number[]
  /** Cases that stand alone, or have no place. */
  readonly alone: number
  /** Only the newest `lookedAt` were looked at. */
  readonly isCut: boolean
  readonly lookedAt: number
}

/** The cases of a filter as places instead of rows: those that stand within 60 m of each other, two or more. */
export function listPlaces(
  services: Services,
  actor: Actor,
  { filter }: z.output<typeof placesInputSchema>,
): Promise<CasePlaces> {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const found = await trx
      .selectFrom('case_record')
      .select([
        'case_id as caseId',
        'reported_at as reportedAt',
        'severity',
        sql<number | null>`st_x(geom)`.as('lng'),
        sql<number | null>`st_y(geom)`.as('lat'),
      ])
      .where((eb) => whereCases(eb, filter))
      // What is merged away is no report of its own any more.
      .where(sql<boolean>`family is distinct from 'merged'`)
      .orderBy('reported_at', 'desc')
      .orderBy('case_id', 'desc')
      .limit(LOOKED_AT + 1)
      .execute()
    const cases = found.slice(0, LOOKED_AT)
    const placed = cases.flatMap(({ lng, lat, ...one }) =>
      lng === null || lat === null ? [] : [{ ...one, lngLat: [lng, lat] as LngLat }],
    )
    const groups = nearGroups(
      placed.map(({ lngLat }) => lngLat),
      PLACE_METERS,
    )
      .filter((group) => group.length > 1)
      .map((group) => group.map((index) => placed[index]!))
      .map((members) => ({
        members: members.toSorted((a, b) => Number(isUrgent(b)) - Number(isUrgent(a))),
        newest: members[0]!,
        isUrgent: members.some(isUrgent),
      }))
      .toSorted((a, b) => Number(b.isUrgent) - Number(a.isUrgent))
    let rowsLeft = MANY_ROWS
    const told = groups.slice(0, PLACES_TOLD).map(({ members, ...group }) => {
      const shown = members.slice(0, rowsLeft > 0 ? ROWS_TOLD : ROWS_TOLD_OF_MANY)
      rowsLeft -= shown.length
      return { ...group, total: members.length, shown }
    })
    const toldIds = told.flatMap(({ shown }) => shown.map(({ caseId }) => caseId))
    const rows = await listCaseRows(trx, toldIds, now)
    const masters = await trx
      .selectFrom('case_record')
      .select('master_case_id as masterId')
      .distinct()
      .where('family', '=', 'merged')
      .where(sql<boolean>`master_case_id = any (${toldIds}::bigint[])`)
      .execute()
    const rowOf = new Map(rows.map((row) => [row.caseId, row]))
    return {
      places: told.map(({ shown, total, newest, isUrgent: isPlaceUrgent }) => ({
        rows: shown.flatMap(({ caseId }) => rowOf.get(caseId) ?? []),
        total,
        isUrgent: isPlaceUrgent,
        lngLat: newest.lngLat,
        newestAt: newest.reportedAt.toISOString(),
      })),
      masterIds: masters.flatMap(({ masterId }) => masterId ?? []),
      alone: cases.length - groups.reduce((sum, { members }) => sum + members.length, 0),
      isCut: found.length > LOOKED_AT,
      lookedAt: cases.length,
    }
  })
}

function isUrgent({ severity }: { readonly severity: string }): boolean {
  return severity === 'urgent'
}
