import { sql } from 'kysely'
import { metersPerDegree } from '../../geo/meters-per-degree.ts'
import { type Trx, withSystem } from '../db/client.ts'
import { appendEvents } from '../events/append-event.ts'
import type { Services } from '../services.ts'
import type { Draft } from './detect.ts'
import type { Detector } from './detectors.ts'

const CHUNK = 25

export type Kept = { readonly added: number; readonly refreshed: number; readonly expired: number }

/**
 * Brings what one run of a detector found into the table: what lives already is refreshed, what ended lately is left
 * alone, what is found no more expires. Running it twice changes nothing.
 */
export async function keepCandidates(
  { db }: Pick<Services, 'db'>,
  detector: Detector,
  drafts: readonly Draft[],
  {
    at,
    quietDays,
    settingVersion,
    radiusMeters,
  }: {
    readonly at: Date
    readonly quietDays: number
    readonly settingVersion: number
    /** A place that is a point is the same one within so many meters; its middle moves with its cases. */
    readonly radiusMeters?: number
  },
): Promise<Kept> {
  const quietFrom = new Date(at.getTime() - quietDays * 86_400_000)
  let added = 0
  let refreshed = 0
  for (let i = 0; i < drafts.length; i += CHUNK) {
    await withSystem(db, 'ahead.keep', async (trx) => {
      for (const draft of drafts.slice(i, i + CHUNK)) {
        const earlier = await findEarlier(trx, draft, quietFrom, radiusMeters)
        if (!earlier) {
          await insert(trx, draft, at, settingVersion)
          added++
        } else if (!earlier.isEnded) {
          await refresh(trx, earlier.candidateId, draft, at, settingVersion)
          refreshed++
        }
      }
    })
  }
  const expired = await withSystem(db, 'ahead.keep', async (trx) => {
    const gone = await trx
      .updateTable('ahead_candidate')
      .set({ state: 'expired', ended_at: at, version: sql<number>`version + 1` })
      .where('detector', '=', detector)
      .where('state', '=', 'candidate')
      .where('seen_at', '<', at)
      .returning(['candidate_id', 'scope_area_id'])
      .execute()
    await appendEvents(
      trx,
      gone.map(({ candidate_id, scope_area_id }) => ({
        type: 'ahead.changed',
        at,
        scopeAreaId: scope_area_id,
        entity: 'ahead_candidate',
        entityId: candidate_id,
        data: { state: 'expired' },
      })),
    )
    return gone.length
  })
  return { added, refreshed, expired }
}

/** The same thing, alive or ended since `quietFrom`. What merely expired may come back at once. */
async function findEarlier(trx: Trx, draft: Draft, quietFrom: Date, radiusMeters?: number) {
  const [lng, lat] = draft.lngLat
  const { perLng, perLat } = metersPerDegree(lat)
  const isSame =
    radiusMeters === undefined
      ? sql<boolean>`key = ${draft.key}`
      : sql<boolean>`detector = ${draft.detector} and category_id = ${draft.categoryId}
          and geom && st_makeenvelope(${lng - radiusMeters / perLng}, ${lat - radiusMeters / perLat},
            ${lng + radiusMeters / perLng}, ${lat + radiusMeters / perLat}, 4326)`
  const { rows } = await sql<{ candidateId: number; isEnded: boolean }>`
    select candidate_id as "candidateId", ended_at is not null as "isEnded" from ahead_candidate
    where ${isSame} and (ended_at is null or (state in ('done', 'dismissed') and ended_at > ${quietFrom}))
    order by ended_at nulls first, candidate_id limit 1`.execute(trx)
  return rows[0]
}

async function insert(trx: Trx, draft: Draft, at: Date, settingVersion: number): Promise<void> {
  const [lng, lat] = draft.lngLat
  const row = await trx
    .insertInto('ahead_candidate')
    .values({
      key: draft.key,
      detector: draft.detector,
      task: draft.task,
      category_id: draft.categoryId,
      scope_area_id: draft.scopeAreaId,
      duty_grid_id: draft.dutyGridId,
      unit_grid_id: draft.unitGridId,
      geom: sql<string>`st_setsrid(st_makepoint(${lng}, ${lat}), 4326)`,
      score: draft.score,
      evidence: JSON.stringify(draft.evidence),
      setting_version: settingVersion,
      found_at: at,
      seen_at: at,
    })
    // Two processes at once: one of them has it.
    .onConflict((conflict) => conflict.doNothing())
    .returning('candidate_id')
    .executeTakeFirst()
  if (!row) return
  await appendEvents(trx, [
    {
      type: 'ahead.changed',
      at,
      scopeAreaId: draft.scopeAreaId,
      entity: 'ahead_candidate',
      entityId: row.candidate_id,
      data: { state: 'candidate', detector: draft.detector },
    },
  ])
}

/** An accepted one keeps the evidence that it was accepted on. */
async function refresh(
  trx: Trx,
  candidateId: number,
  draft: Draft,
  at: Date,
  settingVersion: number,
): Promise<void> {
  await trx
    .updateTable('ahead_candidate')
    .set({ seen_at: at })
    .where('candidate_id', '=', candidateId)
    .execute()
  await trx
    .updateTable('ahead_candidate')
    .set({
      score: draft.score,
      evidence: JSON.stringify(draft.evidence),
      setting_version: settingVersion,
    })
    .where('candidate_id', '=', candidateId)
    .where('state', '=', 'candidate')
    .execute()
}
