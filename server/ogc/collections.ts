import type { LayerName, Permission } from '../identity/permissions.ts'

/** How a property leaves and how a filter on it is read. */
export type PropertyType = 'string' | 'integer' | 'number' | 'boolean' | 'date-time'

export type CollectionProperty = {
  readonly name: string
  readonly type: PropertyType
  /** SQL over the collection's `from`: texts of this file only, never a caller's. */
  readonly column: string
  /** People wrote it: numbers of phones and identity cards in it are masked when it leaves. */
  readonly isFreeText?: true
}

/** One kind of thing for other GIS clients. Its rows pass the same row-level security as on our own screens. */
export type Collection = {
  readonly id: string
  readonly title: string
  readonly titleEn: string
  readonly permission: Permission
  /** The same things as tiles. */
  readonly tiles?: LayerName
  /** Tables and joins. */
  readonly from: string
  readonly condition?: string
  /** Whole number, unique: what pages are keyed by, and the feature's id. */
  readonly key: string
  readonly geometry: string
  readonly isPoint: boolean
  /**
   * When it was, or from when to when it held: `versions` keeps former states, of which the latest is given, `period` one
   * state that is given whether it still holds or not.
   */
  readonly time?: { readonly column: string; readonly kind: 'instant' | 'versions' | 'period' }
  readonly properties: readonly CollectionProperty[]
}

const property = (name: string, type: PropertyType, column: string): CollectionProperty => ({
  name,
  type,
  column,
})
const freeText = (name: string, column: string): CollectionProperty => ({
  name,
  type: 'string',
  column,
  isFreeText: true,
})

export const COLLECTIONS: readonly Collection[] = [
  {
    id: 'areas',
    title: '行政区域',
    titleEn: 'Areas',
    permission: 'areas.read',
    tiles: 'areas',
    from: 'area t',
    key: 't.area_id',
    geometry: 't.geom',
    isPoint: false,
    time: { column: 't.valid', kind: 'versions' },
    properties: [
      property('code', 'string', 't.code'),
      property('name', 'string', 't.name'),
      property('name_en', 'string', 't.name_en'),
      property('level', 'string', 't.level'),
      property('parent_area_id', 'integer', 't.parent_area_id'),
    ],
  },
  {
    id: 'duty_grids',
    title: '责任网格',
    titleEn: 'Duty grids',
    permission: 'map.grids',
    tiles: 'duty_grids',
    from: 'duty_grid t',
    key: 't.duty_grid_id',
    geometry: 't.geom',
    isPoint: false,
    time: { column: 't.valid', kind: 'versions' },
    properties: [
      property('code', 'string', 't.code'),
      property('name', 'string', 't.name'),
      property('name_en', 'string', 't.name_en'),
      property('kind', 'string', 't.kind'),
    ],
  },
  {
    id: 'unit_grids',
    title: '单元网格',
    titleEn: 'Unit grids',
    permission: 'map.grids',
    tiles: 'unit_grids',
    from: 'unit_grid t',
    key: 't.unit_grid_id',
    geometry: 't.geom',
    isPoint: false,
    time: { column: 't.valid', kind: 'versions' },
    properties: [
      property('code', 'string', 't.code'),
      property('duty_grid_id', 'integer', 't.duty_grid_id'),
      property('land_use', 'string', 't.land_use'),
      property('area_square_meters', 'number', 't.area_square_meters'),
    ],
  },
  {
    id: 'parts',
    title: '城市部件',
    titleEn: 'Components',
    permission: 'parts.read',
    tiles: 'parts',
    from: `part t join category k on k.category_id = t.category_id
      left join department d on d.department_id = t.in_charge_department_id`,
    key: 't.part_id',
    geometry: 't.geom',
    isPoint: true,
    properties: [
      property('code', 'string', 't.code'),
      property('name', 'string', 't.name'),
      property('class_code', 'string', 'k.class_code'),
      property('class_name', 'string', 'k.class_name'),
      property('category_code', 'string', 'k.code'),
      property('category_name', 'string', 'k.name'),
      property('category_name_en', 'string', 'k.name_en'),
      property('condition', 'string', 't.condition'),
      property('in_charge', 'string', 'd.name'),
      property('owner', 'string', 't.owner'),
      property('maintainer', 'string', 't.maintainer'),
      property('address', 'string', 't.address'),
      property('unit_grid_id', 'integer', 't.unit_grid_id'),
      property('duty_grid_id', 'integer', 't.duty_grid_id'),
    ],
  },
  {
    id: 'sensors',
    title: '感知设备',
    titleEn: 'Sensors',
    permission: 'map.sensors',
    tiles: 'sensors',
    from: 'sensor t',
    key: 't.sensor_id',
    geometry: 't.geom',
    isPoint: true,
    time: { column: 't.last_at', kind: 'instant' },
    properties: [
      property('code', 'string', 't.code'),
      property('name', 'string', 't.name'),
      property('name_en', 'string', 't.name_en'),
      property('kind', 'string', 't.kind'),
      property('unit_of_measure', 'string', 't.unit_of_measure'),
      property('last_value', 'number', 't.last_value'),
      property('last_at', 'date-time', 't.last_at'),
      property('level', 'string', 't.level'),
    ],
  },
  {
    id: 'units',
    title: '处置力量',
    titleEn: 'Units',
    permission: 'map.units',
    tiles: 'units',
    from: `unit t left join unit_state s on s.unit_id = t.unit_id
      left join department d on d.department_id = t.department_id`,
    key: 't.unit_id',
    geometry: 'coalesce(st_setsrid(st_makepoint(s.lng, s.lat), 4326), t.home)',
    isPoint: true,
    time: { column: 's.at', kind: 'instant' },
    properties: [
      property('code', 'string', 't.code'),
      property('name', 'string', 't.name'),
      property('name_en', 'string', 't.name_en'),
      property('kind', 'string', 't.kind'),
      property('department', 'string', 'd.name'),
      property('status', 'string', "coalesce(s.status, 'off')"),
      property('at', 'date-time', 's.at'),
    ],
  },
  {
    id: 'cases',
    title: '案件',
    titleEn: 'Cases',
    permission: 'cases.read',
    tiles: 'cases',
    from: `case_record t left join category k on k.category_id = t.category_id
      left join department d on d.department_id = t.department_id`,
    condition: 't.geom is not null',
    key: 't.case_id',
    geometry: 't.geom',
    isPoint: true,
    time: { column: 't.reported_at', kind: 'instant' },
    properties: [
      property('number', 'string', 't.number'),
      property('state', 'string', 't.state'),
      property('channel', 'string', 't.channel'),
      property('found_by', 'string', 't.found_by'),
      property('class_code', 'string', 'k.class_code'),
      property('category_code', 'string', 'k.code'),
      property('category_name', 'string', 'k.name'),
      property('category_name_en', 'string', 'k.name_en'),
      property('severity', 'string', 't.severity'),
      property('clock_level', 'string', 't.clock_level'),
      property('department', 'string', 'd.name'),
      freeText('description', 't.description'),
      freeText('address', 't.address'),
      property('unit_grid_id', 'integer', 't.unit_grid_id'),
      property('duty_grid_id', 'integer', 't.duty_grid_id'),
      property('reported_at', 'date-time', 't.reported_at'),
      property('due_at', 'date-time', 't.due_at'),
      property('closed_at', 'date-time', 't.closed_at'),
    ],
  },
  {
    id: 'basemap',
    title: '底图',
    titleEn: 'Basemap',
    permission: 'map.public',
    tiles: 'basemap',
    from: 'basemap_feature t',
    key: 't.feature_id',
    geometry: 't.geom',
    isPoint: false,
    properties: [
      property('layer', 'string', 't.layer'),
      property('class', 'string', 't.class'),
      property('name', 'string', 't.name'),
      property('name_en', 'string', 't.name_en'),
      property('rank', 'integer', 't.rank'),
      property('height_meters', 'number', 't.height_meters'),
    ],
  },
  {
    id: 'road_closures',
    title: '封路',
    titleEn: 'Road closures',
    permission: 'roads.read',
    from: 'road_closure t',
    key: 't.road_closure_id',
    geometry: 't.geom',
    isPoint: false,
    // Opened before it was to begin, it held for no time at all.
    time: {
      column: `case when coalesce(t.until_at, t.reopened_at) is null then tstzrange(t.from_at, null)
        else tstzrange(t.from_at, greatest(t.from_at, least(t.until_at, t.reopened_at))) end`,
      kind: 'period',
    },
    properties: [
      property('name', 'string', 't.name'),
      property('name_en', 'string', 't.name_en'),
      property('reason', 'string', 't.reason'),
      freeText('note', 't.note'),
      property('from_at', 'date-time', 't.from_at'),
      property('until_at', 'date-time', 'least(t.until_at, t.reopened_at)'),
    ],
  },
  {
    id: 'layer_features',
    title: '专题图层',
    titleEn: 'Own layers',
    permission: 'layers.read',
    tiles: 'layer_features',
    from: 'layer_feature t join layer l on l.layer_id = t.layer_id',
    key: 't.layer_feature_id',
    geometry: 't.geom',
    isPoint: false,
    time: { column: 't.imported_at', kind: 'instant' },
    properties: [
      property('layer', 'string', 'l.code'),
      property('layer_name', 'string', 'l.name'),
      freeText('name', 't.name'),
      property('source_id', 'string', 't.source_id'),
      freeText('attributes', 't.attributes::text'),
      property('imported_at', 'date-time', 't.imported_at'),
    ],
  },
]
