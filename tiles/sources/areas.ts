import type { TileSource } from '../engine/layer-definition.ts'

/** City, districts, subdistricts and communities; they share borders, so only those alone are simplified. */
export const areasSource = {
  name: 'areas',
  access: 'public',
  minZoom: 6,
  maxZoom: 14,
  kind: 'shapes',
  layers: [
    {
      name: 'areas',
      description: '区划 areas of all levels',
      attributes: [
        { name: 'area_id', type: 'Number', storage: 'integer' },
        { name: 'code', type: 'String', storage: 'text' },
        { name: 'name', type: 'String', storage: 'text' },
        { name: 'name_en', type: 'String', storage: 'text' },
        { name: 'level', type: 'String', storage: 'shared' },
      ],
    },
    {
      name: 'area_borders',
      description: '区划界线 each border once, by the highest level it parts',
      attributes: [{ name: 'level', type: 'String', storage: 'shared' }],
      toleranceUnits: 2,
    },
    {
      name: 'area_labels',
      description: '区划名称 one point inside each area',
      attributes: [
        { name: 'area_id', type: 'Number', storage: 'integer' },
        { name: 'name', type: 'String', storage: 'text' },
        { name: 'name_en', type: 'String', storage: 'text' },
        { name: 'level', type: 'String', storage: 'shared' },
      ],
    },
  ],
} as const satisfies TileSource

/** From which zoom an area's name fits in. */
export const areaLabelMinZoom = { city: 6, district: 8, subdistrict: 10, community: 12 } as const
