import type { Generated, GeneratedAlways } from 'kysely'
import type { GeometryColumn, NullableTimestamp, Timestamp } from '../db/column-types.ts'
import type { ClosureReason } from './closure-reason.ts'

/** Where roads meet or end. */
export interface RoadNodeTable {
  road_node_id: number
  geom: GeometryColumn
}

/** A road from one node to the next; speeds in kilometers an hour. */
export interface RoadEdgeTable {
  road_edge_id: number
  from_node_id: number
  to_node_id: number
  length_meters: number
  class: string
  name: string
  name_en: string
  is_one_way: boolean
  free_kph: number
  peak_kph: number
  geom: GeometryColumn
}

/** A stretch of road that nobody drives on for a time. */
export interface RoadClosureTable {
  road_closure_id: GeneratedAlways<number>
  name: string
  name_en: string
  reason: ClosureReason
  note: Generated<string>
  from_at: Timestamp
  until_at: NullableTimestamp
  closed_by: string
  closed_by_name: string
  reopened_at: NullableTimestamp
  reopened_by: string | null
  /** Leaf areas that it runs through: who changes it answers for all of them. */
  scope_area_ids: number[]
  idempotency_key: string | null
  geom: GeometryColumn
}
