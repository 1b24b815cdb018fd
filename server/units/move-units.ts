import { sql } from 'kysely'
import { z } from 'zod'
import { type Trx, withSystem } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { INTEGRATION } from '../organization/integration.ts'
import type { Services } from '../services.ts'

const MAX_POSITIONS = 1000
export const moveUnitsSchema = z.object({
  positions: z
    .array(
      z.object({
        unitCode: z.string().min(1).max(64),
        /** WGS 84 degrees. */
        lng: z.number().min(-180).max(180),
        lat: z.number().min(-90).max(90),
        at: z.iso.datetime({ offset: true }),
        /** Clockwise from north. */
        headingDegrees: z.number().min(0).max(360).default(0),
      }),
    )
    .min(1)
    .max(MAX_POSITIONS),
})
type Positions = z.output<typeof moveUnitsSchema>['positions']

export type MoveAnswer = {
  readonly accepted: number
  /** Codes that are no unit, none that this sender may move, or of a department that only shares its data. */
  readonly unknown: readonly string[]
}

/**
 * Takes positions of units in: the last value of each (an older one never overwrites a newer), the track, and which
 * unit grids were seen. Nothing of it goes through the event log. Sent again, it changes nothing.
 */
export async function moveUnits(
  services: Services,
  actor: Actor,
  { positions }: z.output<typeof moveUnitsSchema>,
): Promise<MoveAnswer> {
  const nowMs = services.clock.now().getTime()
  return withSystem(services.db, 'units.move', async (trx) => {
    const unitIds = await findUnitIds(trx, actor, positions)
    const known = positions.flatMap((position) => {
      const unitId = unitIds.get(position.unitCode)
      // A device's clock may run ahead: a position from the future would block the true ones.
      const at = new Date(Math.min(Date.parse(position.at), nowMs))
      return unitId === undefined ? [] : [{ ...position, unitId, at }]
    })
    if (known.length > 0) {
      await keepLast(trx, known)
      await keepTrack(trx, known)
      await keepSeen(trx, services, known)
    }
    const unknown = new Set(positions.map(({ unitCode }) => unitCode).filter((code) => !unitIds.has(code)))
    return { accepted: known.length, unknown: [...unknown] }
  })
}

type KnownPosition = Omit<Positions[number], 'at'> & { readonly unitId: number; readonly at: Date }

/** Devices and admins move any unit, a department its own. */
async function findUnitIds(trx: Trx, actor: Actor, positions: Positions): Promise<Map<string, number>> {
  const isFree = actor.roles.includes('device') || actor.roles.includes('admin')
  const rows = await trx
    .selectFrom('unit')
    .innerJoin('department', 'department.department_id', 'unit.department_id')
    .select(['unit.code', 'unit_id', 'unit.department_id'])
    .where('unit.code', 'in', [...new Set(positions.map((position) => position.unitCode))])
    .where('integration_level', '>', INTEGRATION.share)
    .execute()
  return new Map(
    rows
      .filter((row) => isFree || actor.departmentIds.includes(row.department_id))
      .map((row) => [row.code, row.unit_id]),
  )
}

async function keepLast(trx: Trx, positions: readonly KnownPosition[]): Promise<void> {
  const newest = new Map<number, KnownPosition>()
  for (const position of positions) {
    const other = newest.get(position.unitId)
    if (!other || position.at >= other.at) newest.set(position.unitId, position)
  }
  // In the order of their ids: two senders of the same units never wait for each other in a circle.
  const rows = [...newest.values()].sort((a, b) => a.unitId - b.unitId)
  await trx
    .insertInto('unit_state')
    .values(
      rows.map((row) => ({
        unit_id: row.unitId,
        lng: row.lng,
        lat: row.lat,
        heading_degrees: row.headingDegrees,
        at: row.at,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .column('unit_id')
        .doUpdateSet((eb) => ({
          lng: eb.ref('excluded.lng'),
          lat: eb.ref('excluded.lat'),
          heading_degrees: eb.ref('excluded.heading_degrees'),
          at: eb.ref('excluded.at'),
        }))
        .whereRef('excluded.at', '>=', 'unit_state.at'),
    )
    .execute()
}

async function keepTrack(trx: Trx, positions: readonly KnownPosition[]): Promise<void> {
  await sql`
    insert into track_point (unit_id, at, lng, lat)
    select distinct on (p.unit_id, p.at) p.unit_id, p.at, p.lng, p.lat
    from unnest(
      ${positions.map((position) => position.unitId)}::int[],
      ${positions.map((position) => position.at.toISOString())}::timestamptz[],
      ${positions.map((position) => position.lng)}::float8[],
      ${positions.map((position) => position.lat)}::float8[]
    ) as p (unit_id, at, lng, lat)
    where not exists (select from track_point t where t.unit_id = p.unit_id and t.at = p.at)`.execute(trx)
}

async function keepSeen(trx: Trx, { locator }: Services, positions: readonly KnownPosition[]): Promise<void> {
  const seen = new Map<number, Date>()
  for (const { lng, lat, at } of positions) {
    const unitGridId = locator.locate(lng, lat).unitGrid?.unitGridId
    if (unitGridId === undefined) continue
    const earlier = seen.get(unitGridId)
    if (!earlier || earlier < at) seen.set(unitGridId, at)
  }
  if (seen.size === 0) return
  const rows = [...seen].sort(([a], [b]) => a - b)
  await trx
    .insertInto('unit_grid_seen')
    .values(rows.map(([unit_grid_id, track_at]) => ({ unit_grid_id, track_at })))
    .onConflict((conflict) =>
      conflict.column('unit_grid_id').doUpdateSet({
        track_at: sql<Date>`greatest(unit_grid_seen.track_at, excluded.track_at)`,
      }),
    )
    .execute()
}
