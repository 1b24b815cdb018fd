import type { OverlayName } from '../../tiles/style/map-layer.ts'
import type { ClusterKind, MapEntity } from './map-types.ts'

type EntityLayer = {
  readonly entity: MapEntity
  /** The style layer that is pointed at. */
  readonly layer: string
  /** The source whose feature-state marks selection and hover. */
  readonly source: string
  /** Where the entity's id stands, should the feature itself carry none. */
  readonly idAttribute: string
}

/** What can be pointed at, the most pressing first. */
export const entityLayers: readonly EntityLayer[] = [
  { entity: 'case', layer: 'cases', source: 'cases', idAttribute: 'case_id' },
  { entity: 'case', layer: 'replayed', source: 'replayed', idAttribute: 'id' },
  { entity: 'case', layer: 'compared-left', source: 'compared-left', idAttribute: 'id' },
  { entity: 'case', layer: 'compared-right', source: 'compared-right', idAttribute: 'id' },
  { entity: 'unit', layer: 'units', source: 'units', idAttribute: 'id' },
  { entity: 'sensor', layer: 'sensors', source: 'sensors', idAttribute: 'sensor_id' },
  { entity: 'part', layer: 'parts', source: 'parts', idAttribute: 'part_id' },
  {
    entity: 'layer_feature',
    layer: 'layer-features',
    source: 'layer_features',
    idAttribute: 'layer_feature_id',
  },
  {
    entity: 'layer_feature',
    layer: 'layer-features-line',
    source: 'layer_features',
    idAttribute: 'layer_feature_id',
  },
  {
    entity: 'layer_feature',
    layer: 'layer-features-fill',
    source: 'layer_features',
    idAttribute: 'layer_feature_id',
  },
  { entity: 'road_closure', layer: 'road-closures', source: 'road_closures', idAttribute: 'id' },
  { entity: 'road_closure', layer: 'road-closures-sign', source: 'road_closures', idAttribute: 'id' },
  { entity: 'unit_grid', layer: 'unit-grids', source: 'unit_grids', idAttribute: 'unit_grid_id' },
  { entity: 'unit_grid', layer: 'heat', source: 'unit_grids', idAttribute: 'unit_grid_id' },
  { entity: 'duty_grid', layer: 'duty-grids', source: 'duty_grids', idAttribute: 'duty_grid_id' },
  { entity: 'duty_grid', layer: 'heat', source: 'duty_grids', idAttribute: 'duty_grid_id' },
  { entity: 'area', layer: 'areas-hit', source: 'areas', idAttribute: 'area_id' },
  { entity: 'area', layer: 'heat', source: 'areas', idAttribute: 'area_id' },
]

/** The style layers by whose features a layer is counted. */
export const countedLayers: Record<OverlayName, readonly string[]> = {
  cases: ['cases', 'case-clusters', 'case-clusters-done'],
  units: ['units'],
  sensors: ['sensors', 'sensor-clusters'],
  parts: ['parts', 'part-clusters'],
  unit_grids: ['unit-grids'],
  duty_grids: ['duty-grids'],
  areas: ['areas-hit'],
  heat: ['heat'],
  layer_features: ['layer-features', 'layer-feature-clusters', 'layer-features-line', 'layer-features-fill'],
}

/** Circles that gather many things, the most pressing first. */
export const clusterLayers: readonly {
  readonly kind: ClusterKind
  readonly layer: string
  readonly source: string
}[] = [
  { kind: 'case', layer: 'case-clusters', source: 'cases' },
  { kind: 'case', layer: 'case-clusters-done', source: 'cases' },
  { kind: 'sensor', layer: 'sensor-clusters', source: 'sensors' },
  { kind: 'part', layer: 'part-clusters', source: 'parts' },
  { kind: 'layer_feature', layer: 'layer-feature-clusters', source: 'layer_features' },
]

export function sourceOfEntity(entity: MapEntity): string {
  return entityLayers.find((candidate) => candidate.entity === entity)!.source
}
