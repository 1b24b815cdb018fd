import type { AttributeDefinition, TileSource } from '../engine/layer-definition.ts'
import type { BasemapLayerName } from './basemap-classes.ts'

const text = (name: string): AttributeDefinition => ({ name, type: 'String', storage: 'shared' })
const number = (name: string): AttributeDefinition => ({ name, type: 'Number', storage: 'shared' })
/** Absent where false. */
const flag = (name: string): AttributeDefinition => ({ name, type: 'Boolean', storage: 'shared' })
const named = [text('class'), text('name'), text('name_en'), number('rank')]

/** Half a pixel from afar; near by nothing is rounded but to whole units. */
const snapUnits = (zoom: number) => (zoom < 13 ? 4 : 1)

/** Below it roads are in one piece from crossing to crossing of their own kind. */
export const chainedBelowZoom = 13

/** The ground under everything: water, land use, roads, rails, buildings and names. */
export const basemapSource = {
  name: 'basemap',
  access: 'public',
  minZoom: 6,
  maxZoom: 15,
  kind: 'shapes',
  layers: [
    {
      name: 'land',
      description: '用地 land use',
      attributes: [text('class')],
      // Parcels are shapes of their own only where one can tell them apart; 12 square pixels are the least to see.
      dissolve: { belowZoom: 14, by: 'class', snapUnits, leastSquareUnits: 12 * 64 },
    },
    {
      name: 'relief',
      description: '地形 slopes in the light and in the shade, lines of equal height',
      attributes: [text('class'), number('height_meters')],
      toleranceUnits: 3,
    },
    {
      name: 'water',
      description: '水系 water',
      attributes: named,
      // All waters are one: no shore between a river and what flows into it.
      dissolve: { belowZoom: 16, snapUnits, leastSquareUnits: 24 * 64 },
      toleranceUnits: 2,
    },
    {
      name: 'rail',
      description: '铁路 railways',
      attributes: [...named, flag('is_bridge'), flag('is_tunnel')],
      toleranceUnits: 2,
    },
    {
      name: 'road',
      description: '道路 roads',
      attributes: [...named, text('ref'), flag('is_bridge'), flag('is_tunnel'), flag('is_one_way')],
      toleranceUnits: 2,
    },
    {
      name: 'building',
      description: '建筑 buildings',
      attributes: [text('class'), number('height_meters')],
      minZoom: 14,
    },
    { name: 'tree', description: '树木 single trees', attributes: [text('class')], minZoom: 15 },
    {
      name: 'address',
      description: '门牌 house numbers',
      attributes: [text('name')],
      minZoom: 15,
    },
    { name: 'place', description: '地名 place names', attributes: named },
  ],
} as const satisfies TileSource

/** Where a class is worth its ink; classes that are not listed come with their layer's own zoom. */
const minZoomOfClass: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  road: { expressway: 6, arterial: 9, collector: 11, ramp: 12, lane: 13, pedestrian: 14, path: 14 },
  rail: { rail: 9, metro: 11, siding: 13 },
  water: { river: 6, river_line: 8, lake: 8, canal: 11, stream: 12, dock: 11, pond: 12 },
  land: {
    forest: 8,
    hill: 8,
    farmland: 8,
    park: 9,
    grass: 11,
    orchard: 10,
    sand: 11,
    plaza: 13,
    parking: 14,
    pitch: 14,
    construction: 12,
    railway: 11,
  },
  relief: { contour: 13 },
  place: { city: 6, district: 7, county: 7, town: 9, subdistrict: 9, community: 12, village: 12 },
}
const minZoomOfLayer: Readonly<Record<BasemapLayerName, number>> = {
  land: 9,
  relief: 8,
  water: 6,
  rail: 9,
  road: 11,
  building: 14,
  tree: 15,
  address: 15,
  place: 10,
}

/**
 * The zoom from which a feature of the basemap is in tiles. Places that are not areas come by their rank.
 *
 * @example basemapMinZoom('road', 'lane', 3) // 13
 */
export function basemapMinZoom(layer: BasemapLayerName, className: string, rank: number): number {
  const byClass = minZoomOfClass[layer]?.[className]
  if (byClass !== undefined) return byClass
  // Each rank half a zoom later: a station at 11, a school at 14.
  if (layer === 'place') return Math.min(basemapSource.maxZoom, 10 + Math.floor(rank * 0.65))
  return minZoomOfLayer[layer]
}
