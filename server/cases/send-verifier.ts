import { sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { WorkCalendar } from '../clocks/work-calendar.ts'
import type { Trx } from '../db/client.ts'
import { rankNearest } from '../dispatch/rank-nearest.ts'
import type { Locator } from '../locate/locator.ts'
import type { Reason } from './actions-for.ts'
import { type CaseRecord, lngLatOf } from './case-row.ts'

/** Who goes and looks, and why them. */
export type Verifier = {
  readonly unitId: number
  readonly unitName: string
  readonly departmentId: number
  readonly distanceMeters: number
  readonly reason: Reason
}
/** Whoever has so many places to look at is sent no further one. */
const MOST_PLACES = 4
/** What is reported so near to a place somebody is on the way to is looked at by the same. */
const SAME_PLACE_METERS = 60
const UNDER_WAY = 'UNDER_WAY'

/** The patrol that is nearest by road and able; undefined where there is none, or the case has no place. */
export async function findVerifier(
  trx: Trx,
  locator: Locator,
  record: CaseRecord,
  { at, calendar }: { readonly at: Date; readonly calendar: WorkCalendar },
): Promise<Verifier | undefined> {
  const lngLat = lngLatOf(record)
  if (!lngLat) return undefined
  const underWay = await findUnderWay(trx, record, lngLat)
  if (underWay) return underWay
  const places = await countPlaces(trx)
  const target = { lngLat, skill: '', needs: [], nowMs: at.getTime() }
  const { units, candidates } = await rankNearest(trx, locator, target, {
    departmentId: null,
    calendar,
    filter: ({ kind, unitId }) => kind === 'patrol' && (places.get(unitId) ?? 0) < MOST_PLACES,
  })
  const [best] = units
  if (!best) return undefined
  return {
    unitId: best.unitId,
    unitName: best.name,
    departmentId: candidates.find(({ unitId }) => unitId === best.unitId)!.departmentId,
    distanceMeters: best.distanceMeters,
    reason: {
      code: 'NEAREST_PATROL',
      zh: `最近的可用巡查力量，相距 ${best.distanceMeters} 米，约 ${best.travelMinutes} 分钟`,
      en: `Nearest able patrol, ${best.distanceMeters} m, about ${best.travelMinutes} min`,
    },
  }
}

/** Puts the task on the phones of those who look. Where nobody is able it names nobody, and whoever is near takes it. */
export async function sendVerifier(
  trx: Trx,
  record: CaseRecord,
  verifier: Verifier | undefined,
  { at, byName }: { readonly at: Date; readonly byName: string },
): Promise<void> {
  const limit = await trx
    .selectFrom('escalation_limit')
    .select('verify_minutes')
    .where('severity', '=', record.severity as 'normal')
    .where('department_id', 'is', null)
    .executeTakeFirst()
  await trx
    .insertInto('case_task')
    .values({
      case_id: record.case_id,
      kind: 'verify',
      department_id: verifier?.departmentId ?? null,
      unit_id: verifier?.unitId ?? null,
      title: '现场核实',
      reason: verifier
        ? JSON.stringify({ ...verifier.reason, distanceMeters: verifier.distanceMeters })
        : null,
      due_at: new Date(at.getTime() + (limit?.verify_minutes ?? 60) * 60_000),
      at,
      by_name: byName,
      scope_area_id: record.scope_area_id,
    })
    .execute()
}

/** Somebody who is on the way to the same matter at the same place. */
async function findUnderWay(trx: Trx, record: CaseRecord, [lng, lat]: LngLat): Promise<Verifier | undefined> {
  const here = sql`st_setsrid(st_makepoint(${lng}::float, ${lat}::float), 4326)`
  const { rows } = await sql<Omit<Verifier, 'reason'> & { number: string }>`
    select t.unit_id as "unitId", u.name as "unitName", t.department_id as "departmentId", o.number,
      round(st_distance(o.geom::geography, ${here}::geography)::numeric)::int as "distanceMeters"
    from case_record o
      join case_task t on t.case_id = o.case_id and t.kind = 'verify' and t.state = 'open'
      join unit u on u.unit_id = t.unit_id
    where o.state = 'verifying' and o.case_id <> ${record.case_id}
      and o.category_id is not distinct from ${record.category_id}
      and o.geom && st_expand(${here}, ${SAME_PLACE_METERS / 50_000}::float)
      and st_dwithin(o.geom::geography, ${here}::geography, ${SAME_PLACE_METERS}::float)
    limit 1`.execute(trx)
  const [near] = rows
  if (!near) return undefined
  const { number, ...verifier } = near
  return {
    ...verifier,
    reason: {
      code: UNDER_WAY,
      zh: `已在前往 ${near.distanceMeters} 米外的同类反映（${number}）`,
      en: `On the way to the same matter ${near.distanceMeters} m from here (${number})`,
    },
  }
}

/** How many places each still has to look at; what is looked at on the same way counts once. */
async function countPlaces(trx: Trx): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ unitId: number; n: number }>`
    select unit_id as "unitId", count(*)::int as n from case_task
    where kind = 'verify' and state = 'open' and unit_id is not null and reason->>'code' <> ${UNDER_WAY}
    group by 1`.execute(trx)
  return new Map(rows.map(({ unitId, n }) => [unitId, n]))
}
