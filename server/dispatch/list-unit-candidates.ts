import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/schema.ts'
import { isUnderOneCommand } from '../organization/integration.ts'
import { dutyOf } from '../units/duty-of.ts'
import { isOnShift, type Shift } from '../units/is-on-shift.ts'
import type { UnitCandidate } from './rank-units.ts'

/** The units of a department with their last position, what they carry and how long they are on duty; all of the city without one. */
export async function listUnitCandidates(
  db: Kysely<Database>,
  departmentId: number | null,
  timeZone: string,
  nowMs: number,
  kind?: 'patrol',
): Promise<UnitCandidate[]> {
  const rows = await db
    .selectFrom('unit')
    .innerJoin('department', 'department.department_id', 'unit.department_id')
    .leftJoin('unit_state', 'unit_state.unit_id', 'unit.unit_id')
    .select([
      'unit.unit_id',
      'unit.name',
      'unit.name_en',
      'unit.kind',
      'unit.department_id',
      'unit.skills',
      'unit.equipment',
      'unit.vehicle_kind',
      'department.integration_level',
      'unit_state.status',
      'unit_state.lng',
      'unit_state.lat',
      'unit_state.at',
      shiftsOfUnit.as('shifts'),
    ])
    .$if(departmentId !== null, (query) => query.where('unit.department_id', '=', departmentId!))
    .$if(kind !== undefined, (query) => query.where('unit.kind', '=', kind!))
    .execute()
  return rows.map((row) => ({
    unitId: row.unit_id,
    name: row.name,
    nameEn: row.name_en,
    kind: row.kind,
    departmentId: row.department_id,
    isUnderOwnCommand: !isUnderOneCommand(row.integration_level),
    skills: row.skills,
    status: row.status ?? 'idle',
    isOnShift: isOnShift(row.shifts, timeZone, nowMs),
    duty: dutyOf(row.shifts, timeZone, nowMs),
    equipment: row.vehicle_kind === '' ? row.equipment : [...row.equipment, row.vehicle_kind],
    lngLat: row.lng === null || row.lat === null ? null : [row.lng, row.lat],
    atMs: row.at?.getTime() ?? null,
  }))
}

/** A unit's shifts as one value; for queries over `unit`. */
export const shiftsOfUnit = sql<Shift[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('weekday', s.weekday, 'startMinute', s.start_minute, 'endMinute', s.end_minute)), '[]')
  from unit_shift s where s.unit_id = unit.unit_id)`
