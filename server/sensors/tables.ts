import type { Generated, GeneratedAlways } from 'kysely'
import type { GeometryColumn, NullableTimestamp, Timestamp } from '../db/column-types.ts'

export interface SensorTable {
  sensor_id: GeneratedAlways<number>
  code: string
  name: string
  name_en: Generated<string>
  kind: string
  unit_of_measure: string
  warn_above: number | null
  alarm_above: number | null
  scope_area_id: number
  geom: GeometryColumn
  last_value: number | null
  last_at: NullableTimestamp
  level: Generated<'normal' | 'warn' | 'alarm' | 'silent'>
}

export interface ReadingTable {
  sensor_id: number
  at: Timestamp
  value: number
}
