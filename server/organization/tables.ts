import type { Generated, GeneratedAlways } from 'kysely'

export interface DepartmentTable {
  department_id: GeneratedAlways<number>
  code: string
  name: string
  name_en: Generated<string>
  kind: string
  integration_level: Generated<number>
  area_id: number | null
  /** Works under this department's orders, and so may not check its work. */
  contractor_of_id: number | null
  /** What it answers for, in a sentence. */
  mandate: Generated<string>
  mandate_en: Generated<string>
}

/** Who changed how far a department has joined, and on what grounds. */
export interface DepartmentIntegrationChangeTable {
  change_id: GeneratedAlways<number>
  department_id: number
  at: Date
  from_level: number
  to_level: number
  actor_user_id: string
  actor_name: string
  reason: string
}

export interface PersonTable {
  person_id: GeneratedAlways<number>
  code: string
  name: string
  name_en: Generated<string>
  post: string
  department_id: number | null
  scope_area_id: Generated<number>
}

/** A week's duty hours; local time, weekday 0 is Sunday; a shift over midnight ends after minute 1440. */
export interface RosterShiftTable {
  person_id: number
  weekday: number
  start_minute: number
  end_minute: number
  kind: 'day' | 'night' | 'handover'
}

/** Deletable personal values of a person. */
export interface PersonPrivateTable {
  person_id: number
  phone: string
}
