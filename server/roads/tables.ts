import type { GeometryColumn } from '../db/column-types.ts'

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
