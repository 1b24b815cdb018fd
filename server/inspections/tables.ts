import type { Generated, GeneratedAlways } from 'kysely'
import type { GeometryColumn, Json, NullableJson, NullableTimestamp, Timestamp } from '../db/column-types.ts'
import type { DrawInput, DrawResult } from './draw-lots.ts'

/** A look at a part or into a grid on a patrol; no draw has asked for it. */
export interface InspectionTable {
  inspection_id: GeneratedAlways<number>
  person_id: number | null
  part_id: number | null
  at: Timestamp
  result: Generated<string>
  scope_area_id: number
  unit_grid_id: number | null
  geom: GeometryColumn
}

export type Check = {
  readonly code: string
  readonly zh: string
  readonly en: string
  /** Of a case that comes of it; the item's own where it is absent. */
  readonly categoryCode?: string | undefined
}

/** 抽查事项: what is inspected, how much of it and how often. */
export interface InspectionItemTable {
  item_id: GeneratedAlways<number>
  code: string
  name: string
  name_en: Generated<string>
  object_kinds: string[]
  checklist: Json<readonly Check[]>
  ratio_percent: number
  times_per_year: number
  /** Further away from the object than this nobody is there. */
  radius_meters: number
  category_id: number | null
  basis: Generated<string>
  basis_en: Generated<string>
  is_active: Generated<boolean>
  version: Generated<number>
  changed_at: Timestamp
  changed_by: string
}

/** 检查对象. `owner` is a company or an office, never a person. */
export interface InspectionObjectTable {
  object_id: GeneratedAlways<number>
  code: string
  kind: string
  name: string
  name_en: Generated<string>
  owner: Generated<string>
  address: Generated<string>
  is_active: Generated<boolean>
  source_system: string
  source_id: string
  scope_area_id: number
  geom: GeometryColumn
}

/** 执法检查人员: a person of the organisation, under a number that is published in place of the name. */
export interface InspectionInspectorTable {
  inspector_id: GeneratedAlways<number>
  code: string
  person_id: number
  name: string
  name_en: Generated<string>
  department_id: number | null
  is_active: Generated<boolean>
}

export type TieKind = 'relative' | 'former_employee' | 'shareholder' | 'other'
export interface InspectionTieTable {
  inspector_id: number
  owner: string
  kind: TieKind
  at: Timestamp
  by_name: string
}

/** A double-random draw: what was drawn from is kept with its seed, so that anybody can draw it again. */
export interface InspectionDrawTable {
  draw_id: GeneratedAlways<number>
  item: string
  item_id: number | null
  area_id: number | null
  seed: string
  ratio: number
  input: Json<DrawInput>
  result: Json<DrawResult>
  list_sha256: Generated<string>
  at: Timestamp
  by_name: string
  by_user_id: Generated<string>
  redraw_of_id: number | null
  redraw_reason: Generated<string>
  superseded_at: NullableTimestamp
  published_at: NullableTimestamp
  scope_area_ids: Generated<number[]>
}

export type VisitState = 'drawn' | 'arrived' | 'done' | 'superseded'
export type Answer = {
  readonly code: string
  readonly result: 'pass' | 'problem' | 'none'
  readonly note: string
}

/** One object of a draw, to be visited by its inspectors. */
export interface InspectionVisitTable {
  visit_id: GeneratedAlways<number>
  draw_id: number
  item_id: number
  object_id: number
  ordinal: number
  drawn_at: Timestamp
  due_at: Timestamp
  state: Generated<VisitState>
  arrived_at: NullableTimestamp
  arrived_name: Generated<string>
  lng: number | null
  lat: number | null
  distance_meters: number | null
  away_reason: Generated<string>
  result: 'pass' | 'problem' | null
  answers: NullableJson<readonly Answer[]>
  note: Generated<string>
  done_at: NullableTimestamp
  done_name: Generated<string>
  scope_area_id: number
}

export interface InspectionVisitInspectorTable {
  visit_id: number
  inspector_id: number
  scope_area_id: number
}

export interface InspectionPhotoTable {
  visit_id: number
  check_code: string
  sha256: string
  at: Timestamp
  scope_area_id: number
}

/** The case that a failed check became. */
export interface InspectionFindingTable {
  visit_id: number
  check_code: string
  case_id: number
  scope_area_id: number
}
