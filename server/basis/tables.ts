import type { Generated, GeneratedAlways } from 'kysely'
import type { Json, LocalDate, NullableTimestamp, Timestamp } from '../db/column-types.ts'
import type { BasisRow, ChangedThing } from './changes/basis-row.ts'
import type { PieceKind } from './split-regulation.ts'

export interface CategoryTable {
  category_id: GeneratedAlways<number>
  version: Generated<number>
  code: string
  national_code: string | null
  kind: 'part' | 'event'
  class_code: string
  class_name: string
  class_name_en: Generated<string>
  name: string
  name_en: Generated<string>
  severity: Generated<'normal' | 'important' | 'urgent'>
  skill: Generated<string>
  /** When a case of it may be closed. */
  closing: Generated<string>
  closing_en: Generated<string>
  /** How long a part of it is made for; null where nobody has said. */
  service_life_years: Generated<number | null>
  /** Codes of `equipment_kind` that a unit must carry or drive for it. */
  equipment: Generated<string[]>
  /** From then on nothing new is reported or classified as it. */
  retired_at: NullableTimestamp
}

/** `amount` is minutes for urgent and work_hours, days for work_days and natural_days. */
export interface CategoryLimitTable {
  category_id: number
  stage: 'dispatch' | 'handle' | 'check' | 'total'
  clock: 'urgent' | 'work_hours' | 'work_days' | 'natural_days'
  amount: number
  /** The opening condition that it is for, '' for any. */
  condition: Generated<string>
  /** Of a limit in several stages, counted from 1. */
  step: Generated<number>
  step_name: Generated<string>
  step_name_en: Generated<string>
}

/** Who is in charge of a category; without an area it is the whole city, and the smallest area wins. */
export interface DutyTable {
  duty_id: GeneratedAlways<number>
  category_id: number
  area_id: number | null
  department_id: number
  kind: Generated<DutyKind>
  /** Of government, at which the duty is borne; '' where nobody said. */
  level: Generated<DutyLevel>
  note: Generated<string>
}

/** A local date that differs from Monday to Friday. */
export interface CalendarDayTable {
  day: LocalDate
  is_workday: boolean
  name: Generated<string>
}

/** Minutes of the local day in which work clocks run. */
export interface WorkPeriodTable {
  start_minute: number
  end_minute: number
}

export type DutyKind = '' | 'upkeep' | 'enforcement' | 'service' | 'emergency'
export type DutyLevel = '' | 'city' | 'district' | 'subdistrict' | 'community'
export type RegulationLevel =
  | 'law'
  | 'administrative'
  | 'local'
  | 'rule'
  | 'national_standard'
  | 'industry_standard'
  | 'local_standard'
  | 'policy'

/** A law, regulation, standard or policy as it was enacted once; a later enactment is another version of the code. */
export interface RegulationTable {
  regulation_id: GeneratedAlways<number>
  code: string
  version: number
  level: RegulationLevel
  title: string
  title_en: Generated<string>
  document_number: Generated<string>
  issuer: Generated<string>
  issued_on: LocalDate | null
  effective_on: LocalDate
  superseded_on: LocalDate | null
  superseded_by_id: number | null
  state: 'draft' | 'published'
  is_summary: Generated<boolean>
  source_text: string
  author_user_id: Generated<string>
  author_name: Generated<string>
  /** Of the draft as people edit it. */
  row_version: Generated<number>
  created_at: Timestamp
  updated_at: Timestamp
  published_at: NullableTimestamp
}

export interface RegulationPieceTable {
  piece_id: GeneratedAlways<number>
  regulation_id: number
  ordinal: number
  kind: PieceKind
  key: string
  label: string
  text: string
}

/** What an article is the basis of: a category, or a department's charge. */
export interface ArticleLinkTable {
  link_id: GeneratedAlways<number>
  piece_id: number
  category_id: number | null
  department_id: number | null
  state: 'candidate' | 'confirmed' | 'rejected'
  origin: 'pack' | 'carried' | 'engine' | 'person' | 'file'
  score: number | null
  decided_by: Generated<string>
  decided_at: NullableTimestamp
}

/** What a file changes of the basis, as a whole: proposed, published by another person, undone. */
export interface BasisChangeTable {
  change_id: GeneratedAlways<number>
  what: ChangedThing
  file_name: Generated<string>
  state: 'proposed' | 'published' | 'withdrawn' | 'undone'
  rows: Json<readonly BasisRow[]>
  proposed_at: Timestamp
  proposed_by: string
  proposed_by_name: string
  decided_at: NullableTimestamp
  decided_by_name: Generated<string>
  note: Generated<string>
}

/** Days off and made-up workdays, as somebody set them. */
export interface CalendarChangeTable {
  calendar_change_id: GeneratedAlways<number>
  from_day: string
  until_day: string
  /** Null: as their weekday has it. */
  is_workday: boolean | null
  name: string
  note: string
  moved: number
  changed_at: Timestamp
  changed_by: string
  changed_by_name: string
}
