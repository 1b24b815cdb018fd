import type { Hit, MapEntity } from '../_map/map-types.ts'
import type { FoundHit } from '../_search/search-dialog.tsx'

const entities: Partial<Record<FoundHit['kind'], MapEntity>> = {
  part: 'part',
  sensor: 'sensor',
  unit: 'unit',
  unit_grid: 'unit_grid',
  duty_grid: 'duty_grid',
  area: 'area',
}

/** What was found as if it had been pointed at on the map; null for what is no object of a layer. */
export function hitOfFound({ kind, id, name, nameEn, lngLat }: FoundHit): Hit | null {
  const entity = entities[kind]
  return entity && lngLat ? { entity, id, lngLat, properties: { name, name_en: nameEn } } : null
}
