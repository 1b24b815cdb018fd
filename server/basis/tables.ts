import type { Generated, GeneratedAlways } from 'kysely'
import type { LocalDate } from '../db/column-types.ts'

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
