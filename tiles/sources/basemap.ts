import type { AttributeDefinition, TileSource } from '../engine/layer-definition.ts'

const named: readonly AttributeDefinition[] = [
  { name: 'class', type: 'String', storage: 'shared' },
  { name: 'name', type: 'String', storage: 'shared' },
  { name: 'name_en', type: 'String', storage: 'shared' },
  { name: 'rank', type: 'Number', storage: 'shared' },
]

/** The ground under everything: water, land use, roads, rails, buildings and names. */
export const basemapSource = {
  name: 'basemap',
  access: 'public',
  minZoom: 6,
  maxZoom: 15,
  kind: 'shapes',
  layers: [
    { name: 'land', description: '用地 land use', attributes: named },
    { name: 'water', description: '水系 water', attributes: named },
    { name: 'rail', description: '铁路 railways', attributes: named, toleranceUnits: 2 },
    { name: 'road', description: '道路 roads', attributes: named, toleranceUnits: 2 },
    {
      name: 'building',
      description: '建筑 buildings',
      attributes: [...named, { name: 'height_meters', type: 'Number', storage: 'shared' }],
      minZoom: 14,
    },
    { name: 'place', description: '地名 place names', attributes: named },
  ],
} as const satisfies TileSource

/** Where a class is worth its ink; classes that are not listed come with their layer's own zoom. */
const minZoomOfClass: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  road: { expressway: 6, arterial: 9, collector: 11, lane: 13 },
  water: { river: 6, lake: 8, stream: 12 },
  land: { farmland: 8, hill: 8, park: 9, plaza: 12 },
  place: { district: 7, subdistrict: 9, community: 12 },
}
const minZoomOfLayer: Readonly<Record<string, number>> = {
  land: 10,
  water: 6,
  rail: 9,
  road: 11,
  building: 14,
}

/**
 * The zoom from which a feature of the basemap is in tiles. Places that are not areas come by their rank.
 *
 * @example basemapMinZoom('road', 'lane', 3) // 13
 */
export function basemapMinZoom(layer: string, className: string, rank: number): number {
  const byClass = minZoomOfClass[layer]?.[className]
  if (byClass !== undefined) return byClass
  // A bridge comes with the road that it carries, told by the road's rank.
  if (layer === 'road' && className === 'bridge') return rank <= 1 ? 6 : rank <= 2 ? 9 : rank <= 4 ? 11 : 13
  if (layer === 'place') return Math.min(basemapSource.maxZoom, 10 + Math.floor(rank * 0.65))
  return minZoomOfLayer[layer] ?? basemapSource.minZoom
}
