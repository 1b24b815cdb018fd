import { sql } from 'kysely'
import type { Shift } from './is-on-shift.ts'

/** A unit's shifts as one value; for queries over `unit`. */
export const shiftsOfUnit = sql<Shift[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('weekday', s.weekday, 'startMinute', s.start_minute, 'endMinute', s.end_minute)), '[]')
  from unit_shift s where s.unit_id = unit.unit_id)`
