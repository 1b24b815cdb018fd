import { type Kysely, type Selectable, sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Database } from '../db/schema.ts'
import type { CaseRecordTable } from './tables.ts'

/** A case as the verbs work on it: the stored row, with its place as numbers instead of bytes. */
export type CaseRecord = Omit<Selectable<CaseRecordTable>, 'geom'> & {
  readonly lng: number | null
  readonly lat: number | null
}

/** The columns of `CaseRecord`, for select and returning on `case_record`. */
export const CASE_COLUMNS = [
  'case_id',
  'number',
  'version',
  'flow_version',
  'state',
  'channel',
  'found_by',
  'category_id',
  'description',
  'address',
  'scope_area_id',
  'area_version_id',
  'unit_grid_version_id',
  'duty_grid_version_id',
  'unit_grid_id',
  'duty_grid_id',
  'locate_reason',
  'part_id',
  'severity',
  'department_id',
  'owner_department_id',
  'department_reason',
  'unit_id',
  'check_department_id',
  'rule_id',
  'rule_reason',
  'auto_dispatched',
  'reported_at',
  'accepted_at',
  'registered_at',
  'dispatched_at',
  'signed_at',
  'handled_at',
  'fed_back_at',
  'checked_at',
  'closed_at',
  'handle_due_at',
  'due_at',
  'warn_at',
  'clock_level',
  'return_count',
  'rework_count',
  'close_reason',
  'is_backdated',
  'source_system',
  'source_id',
  'updated_at',
  'clock_paused_at',
  'clock_changes',
  'condition',
  'stage_step',
  'master_case_id',
  'family',
  'is_bound',
  'is_self_handled',
  'evaluation',
  'escalation_level',
  'closure_level',
] as const satisfies readonly (keyof CaseRecordTable)[]

export const PLACE_COLUMNS = [
  sql<number | null>`st_x(case_record.geom)`.as('lng'),
  sql<number | null>`st_y(case_record.geom)`.as('lat'),
] as const

export function lngLatOf(record: Pick<CaseRecord, 'lng' | 'lat'>): LngLat | null {
  return record.lng === null || record.lat === null ? null : [record.lng, record.lat]
}

/** The case, locked until the transaction ends; undefined where there is none or the scope hides it. */
export async function lockCase(trx: Kysely<Database>, caseId: number): Promise<CaseRecord | undefined> {
  return trx
    .selectFrom('case_record')
    .select([...CASE_COLUMNS, ...PLACE_COLUMNS])
    .where('case_id', '=', caseId)
    .forUpdate()
    .executeTakeFirst()
}
