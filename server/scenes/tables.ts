import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { NullableTimestamp, Timestamp } from '../db/column-types.ts'

type Outcome = 'over' | 'stopped' | 'broken'

/** What somebody wanted to happen in a seeded city, and how it went. One at a time is open. */
export interface SceneRunTable {
  scene_run_id: GeneratedAlways<number>
  scene: string
  speed: number
  started_by: string
  requested_at: Timestamp
  begun_at: NullableTimestamp
  /** Of the scene's own time. */
  length_seconds: ColumnType<number | null, number | null | undefined, number | null>
  line: Generated<string>
  line_en: Generated<string>
  ended_at: NullableTimestamp
  outcome: ColumnType<Outcome | null, Outcome | null | undefined, Outcome | null>
}

/** When the simulator was last heard. */
export interface LifePulseTable {
  life_pulse_id: Generated<number>
  heard_at: Timestamp
}
