import type { GroundPalette } from './ground-tokens.ts'

/** What a kind of place looks like. Without a sign its name stands alone. */
export type PlaceKind = {
  /** A Maki icon, or `temaki/…`. */
  readonly glyph?: string
  readonly tone: keyof GroundPalette['place'] | 'water'
}

/** Every kind of place that has a look of its own; others get a dot. */
export const placeKinds: Readonly<Record<string, PlaceKind>> = {
  station: { glyph: 'rail', tone: 'transit' },
  metro_station: { glyph: 'rail-metro', tone: 'transit' },
  bus_station: { glyph: 'bus', tone: 'transit' },
  dock: { glyph: 'harbor', tone: 'transit' },
  parking: { glyph: 'parking', tone: 'transit' },
  fuel: { glyph: 'fuel', tone: 'transit' },
  government: { glyph: 'town-hall', tone: 'civic' },
  police: { glyph: 'police', tone: 'civic' },
  fire: { glyph: 'fire-station', tone: 'civic' },
  post: { glyph: 'post', tone: 'civic' },
  hospital: { glyph: 'hospital', tone: 'health' },
  clinic: { glyph: 'doctor', tone: 'health' },
  pharmacy: { glyph: 'pharmacy', tone: 'health' },
  school: { glyph: 'college', tone: 'learning' },
  university: { glyph: 'college', tone: 'learning' },
  library: { glyph: 'library', tone: 'learning' },
  museum: { glyph: 'museum', tone: 'learning' },
  attraction: { glyph: 'landmark', tone: 'learning' },
  temple: { glyph: 'religious-buddhist', tone: 'learning' },
  park: { glyph: 'park', tone: 'green' },
  forest: { glyph: 'park', tone: 'green' },
  grass: { tone: 'green' },
  cemetery: { glyph: 'cemetery', tone: 'green' },
  stadium: { glyph: 'stadium', tone: 'green' },
  pitch: { glyph: 'pitch', tone: 'green' },
  hill: { glyph: 'mountain', tone: 'green' },
  plaza: { glyph: 'temaki/fountain', tone: 'green' },
  market: { glyph: 'grocery', tone: 'trade' },
  mall: { glyph: 'shop', tone: 'trade' },
  hotel: { glyph: 'lodging', tone: 'trade' },
  bank: { glyph: 'bank', tone: 'trade' },
  restaurant: { glyph: 'restaurant', tone: 'trade' },
  office: { glyph: 'building', tone: 'trade' },
  estate: { glyph: 'residential-community', tone: 'civic' },
  industrial: { glyph: 'industry', tone: 'works' },
  construction: { glyph: 'construction', tone: 'works' },
  pump_station: { glyph: 'temaki/powered_pump', tone: 'works' },
  substation: { glyph: 'temaki/power_transformer', tone: 'works' },
  waste_station: { glyph: 'recycling', tone: 'works' },
  toilet: { glyph: 'toilet', tone: 'works' },
  village: { tone: 'civic' },
  bridge: { tone: 'civic' },
  water: { tone: 'water' },
}

/** Places that are areas: named by the areas' own layer where that is shown. */
export const areaKinds = ['city', 'district', 'county', 'subdistrict', 'community', 'town'] as const
