export type BasemapLayerName =
  | 'land'
  | 'relief'
  | 'water'
  | 'rail'
  | 'road'
  | 'building'
  | 'tree'
  | 'address'
  | 'place'

/** Other people's words for ours: OpenStreetMap's mostly. A class that is in neither list is drawn by its layer's default. */
const aliases: Readonly<Partial<Record<BasemapLayerName, Readonly<Record<string, string>>>>> = {
  road: {
    motorway: 'expressway',
    trunk: 'expressway',
    motorway_link: 'ramp',
    trunk_link: 'ramp',
    primary_link: 'ramp',
    secondary_link: 'ramp',
    primary: 'arterial',
    secondary: 'arterial',
    tertiary: 'collector',
    tertiary_link: 'collector',
    unclassified: 'lane',
    residential: 'lane',
    living_street: 'lane',
    service: 'lane',
    road: 'lane',
    footway: 'path',
    cycleway: 'path',
    steps: 'path',
    track: 'path',
    bridleway: 'path',
  },
  land: {
    wood: 'forest',
    meadow: 'grass',
    grassland: 'grass',
    scrub: 'grass',
    village_green: 'grass',
    recreation_ground: 'park',
    garden: 'park',
    golf_course: 'park',
    playground: 'park',
    retail: 'commercial',
    university: 'school',
    college: 'school',
    kindergarten: 'school',
    farm: 'farmland',
    vineyard: 'orchard',
    stadium: 'pitch',
  },
  water: {
    basin: 'pond',
    reservoir: 'lake',
    riverbank: 'river',
    water: 'lake',
    ditch: 'stream',
    drain: 'stream',
  },
  rail: { subway: 'metro', light_rail: 'metro', spur: 'siding', yard: 'siding' },
  place: {
    suburb: 'subdistrict',
    neighbourhood: 'community',
    neighborhood: 'community',
  },
}

const roadOfRank = (rank: number) =>
  rank <= 1 ? 'expressway' : rank <= 3 ? 'arterial' : rank <= 5 ? 'collector' : 'lane'

/**
 * The class that a feature is drawn as.
 *
 * @example basemapClass('road', 'motorway', 1) // 'expressway'
 * @example basemapClass('road', 'bridge', 6) // 'lane': a bridge is drawn as the road it carries
 */
export function basemapClass(layer: BasemapLayerName, className: string, rank: number): string {
  if (layer === 'road' && className === 'bridge') return roadOfRank(rank)
  return aliases[layer]?.[className] ?? className
}

/**
 * The number on a road's shield, where its name begins with one: national (G), provincial (S), county (X) and the like.
 *
 * @example roadNumber('G42 沪蓉高速') // 'G42'
 */
export function roadNumber(name: string): string | null {
  return /^([GSXYZ]\d{1,4}|[A-Z]{1,2}-\d{1,3})(?![\p{L}\d])/u.exec(name.trim())?.[1] ?? null
}
