import type { LngLat } from '../../geo/lng-lat.ts'
import { readCalendar } from '../basis/read-calendar.ts'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { isOnShift } from './is-on-shift.ts'
import { shiftsOfUnit } from './shifts-of-unit.ts'

export type UnitRow = {
  readonly unitId: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly kind: string
  readonly departmentId: number
  readonly departmentName: string
  readonly departmentNameEn: string
  readonly status: 'idle' | 'enroute' | 'busy' | 'off'
  /** WGS 84; null where it never reported. */
  readonly lngLat: LngLat | null
  readonly headingDegrees: number
  /** ISO 8601: when it was there. */
  readonly at: string | null
  readonly onShift: boolean
  readonly caseId: number | null
  readonly crewSize: number
  /** Empty where the source does not say. */
  readonly vehicleKind: string
  readonly vehiclePlate: string
  readonly equipment: readonly string[]
  /** Where its vehicle stands between two shifts. */
  readonly depot: string
}

/** Every unit in scope with its last position; a unit off shift counts as off, whatever it last said. */
export async function listUnits(services: Services, actor: Actor): Promise<UnitRow[]> {
  const nowMs = services.clock.now().getTime()
  return withScope(services.db, actor, async (trx) => {
    const { timeZone } = await readCalendar(trx)
    const rows = await trx
      .selectFrom('unit')
      .innerJoin('department', 'department.department_id', 'unit.department_id')
      .leftJoin('unit_state', 'unit_state.unit_id', 'unit.unit_id')
      .select([
        'unit.unit_id',
        'unit.code',
        'unit.name',
        'unit.name_en',
        'unit.kind',
        'unit.department_id',
        'unit.crew_size',
        'unit.vehicle_kind',
        'unit.vehicle_plate',
        'unit.equipment',
        'unit.depot',
        'department.name as department_name',
        'department.name_en as department_name_en',
        'unit_state.status',
        'unit_state.lng',
        'unit_state.lat',
        'unit_state.heading_degrees',
        'unit_state.at',
        'unit_state.case_id',
        shiftsOfUnit.as('shifts'),
      ])
      .orderBy('unit.unit_id')
      .execute()
    return rows.map((row) => {
      const onShift = isOnShift(row.shifts, timeZone, nowMs)
      const status = row.status ?? 'idle'
      return {
        unitId: row.unit_id,
        code: row.code,
        name: row.name,
        nameEn: row.name_en,
        kind: row.kind,
        departmentId: row.department_id,
        departmentName: row.department_name,
        departmentNameEn: row.department_name_en,
        status: onShift || status !== 'idle' ? status : 'off',
        lngLat: row.lng === null || row.lat === null ? null : ([row.lng, row.lat] as const),
        headingDegrees: row.heading_degrees ?? 0,
        at: row.at?.toISOString() ?? null,
        onShift,
        caseId: row.case_id,
        crewSize: row.crew_size,
        vehicleKind: row.vehicle_kind,
        vehiclePlate: row.vehicle_plate,
        equipment: row.equipment,
        depot: row.depot,
      }
    })
  })
}
