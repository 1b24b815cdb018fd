import { layers, namedFlavor } from '@protomaps/basemaps'
import type { StyleSpecification } from 'maplibre-gl'
import { PbfWriter } from 'pbf'
import { type DecodedFeature, decodeTile } from '../tiles/engine/decode-for-test.ts'
import { tileExtent } from '../tiles/engine/mercator.ts'
import type { FontFace } from '../tiles/style/city-style.ts'
import type { Language } from '../tiles/style/map-layer.ts'
import type { Flavor } from '../tiles/style/tokens.ts'

/** Which of their flavors is for the same light as one of ours. */
const flavorOf = { light: 'light', dark: 'dark', 'wall-dark': 'black', 'wall-lit': 'white' } as const

/** Protomaps' own style as published, over tiles of ours in their schema; with our fonts, and without their sprites. */
export function protomapsStyle(
  flavor: Flavor,
  language: Language,
  tileUrl: string,
  fontFaces: readonly FontFace[],
): StyleSpecification {
  const lang = language === 'zh' ? 'zh-Hans' : 'en'
  const fonts = ['Regular', 'Medium', 'Italic'].map((weight) => [`Noto Sans ${weight}`, fontFaces])
  return {
    version: 8,
    'font-faces': Object.fromEntries(fonts),
    sources: { protomaps: { type: 'vector', tiles: [tileUrl], minzoom: 6, maxzoom: 15 } },
    layers: layers('protomaps', namedFlavor(flavorOf[flavor]), { lang }) as StyleSpecification['layers'],
  } as StyleSpecification
}

type Values = Readonly<Record<string, string | number | boolean | undefined>>
type Feature = Pick<DecodedFeature, 'type' | 'geometry'> & { readonly values: Values }
type Layers = Record<string, Feature[]>

const [point, line, polygon] = [1, 2, 3]

/** Our tiles of the ground and of the areas as one of theirs: https://docs.protomaps.com/basemaps/layers */
export function asProtomapsTile(ground: Uint8Array | undefined, areas: Uint8Array | undefined): Uint8Array {
  const ours = decodeTile(ground)
  const far = tileExtent + 64
  const whole = [
    [
      { x: -64, y: -64 },
      { x: far, y: -64 },
      { x: far, y: far },
      { x: -64, y: far },
      { x: -64, y: -64 },
    ],
  ]
  const theirs: Layers = {
    earth: [{ type: polygon, geometry: whole, values: { kind: 'earth' } }],
    landuse: (ours.land ?? []).map((one) => as(one, { kind: landuse[classOf(one)] ?? classOf(one) })),
    water: (ours.water ?? []).map((one) => as(one, { kind: water[classOf(one)] ?? 'water' })),
    roads: [...(ours.road ?? []).map(roadOf), ...(ours.rail ?? []).map((one) => as(one, { kind: 'rail' }))],
    buildings: [
      ...(ours.building ?? []).map((one) =>
        as(one, { kind: 'building', height: Number(one.properties.height_meters ?? 0) }),
      ),
      ...(ours.address ?? []).map((one) =>
        as(one, { kind: 'address', addr_housenumber: String(one.properties.name) }),
      ),
    ],
    boundaries: (decodeTile(areas).areas ?? []).flatMap(bordersOf),
    places: [],
    pois: [],
  }
  for (const place of ours.place ?? []) {
    const rank = Number(place.properties.rank ?? 9)
    const settlement = settlements[classOf(place)]
    if (settlement) theirs.places!.push(as(place, settlement))
    else {
      theirs.pois!.push(
        as(place, { kind: pois[classOf(place)] ?? classOf(place), min_zoom: 10 + rank * 0.65 }),
      )
    }
  }
  return encode(theirs)
}

const classOf = ({ properties }: DecodedFeature) => String(properties.class)

const landuse: Readonly<Record<string, string>> = {
  grass: 'grassland',
  hill: 'scrub',
  forest: 'wood',
  plaza: 'pedestrian',
  pitch: 'playground',
}
const water: Readonly<Record<string, string>> = {
  river: 'river',
  river_line: 'river',
  stream: 'stream',
  canal: 'river',
  lake: 'lake',
}
const roads: Readonly<Record<string, { kind: string; kind_detail: string; min_zoom: number }>> = {
  expressway: { kind: 'highway', kind_detail: 'motorway', min_zoom: 4 },
  ramp: { kind: 'highway', kind_detail: 'motorway_link', min_zoom: 12 },
  arterial: { kind: 'major_road', kind_detail: 'primary', min_zoom: 8 },
  collector: { kind: 'major_road', kind_detail: 'tertiary', min_zoom: 11 },
  lane: { kind: 'minor_road', kind_detail: 'residential', min_zoom: 13 },
  pedestrian: { kind: 'path', kind_detail: 'pedestrian', min_zoom: 14 },
  path: { kind: 'path', kind_detail: 'footway', min_zoom: 14 },
}
/** Their ranks of population: 12 is a million, 9 a hundred thousand, 6 ten thousand. */
const settlements: Readonly<Record<string, Values>> = {
  city: { kind: 'locality', min_zoom: 5, population_rank: 12, sort_key: 1 },
  district: { kind: 'locality', min_zoom: 7, population_rank: 10, sort_key: 2 },
  town: { kind: 'locality', min_zoom: 9, population_rank: 7, sort_key: 4 },
  subdistrict: { kind: 'neighbourhood', kind_detail: 'suburb', min_zoom: 11, sort_key: 3 },
  community: { kind: 'neighbourhood', min_zoom: 13, sort_key: 6 },
  village: { kind: 'locality', min_zoom: 12, population_rank: 3, sort_key: 7 },
}
const pois: Readonly<Record<string, string>> = {
  metro_station: 'station',
  government: 'townhall',
  hill: 'peak',
  market: 'supermarket',
  mall: 'supermarket',
  office: 'building',
  estate: 'building',
  temple: 'attraction',
  plaza: 'garden',
  post: 'post_office',
}

function as({ type, geometry, properties }: DecodedFeature, values: Values): Feature {
  const { name, name_en: nameEn } = properties
  const names =
    name === undefined
      ? {}
      : { name, script: 'Han', 'name:zh-Hans': name, 'name:zh': name, 'name:en': nameEn }
  return { type, geometry, values: { ...names, ...values } }
}

function roadOf(one: DecodedFeature): Feature {
  const { is_bridge, is_tunnel, is_one_way, ref } = one.properties
  return as(one, {
    ...(roads[classOf(one)] ?? roads.lane!),
    is_link: classOf(one) === 'ramp' || undefined,
    is_bridge: is_bridge || undefined,
    is_tunnel: is_tunnel || undefined,
    oneway: is_one_way ? 'yes' : undefined,
    shield_text: ref,
    network: ref === undefined ? undefined : 'other',
  })
}

/** Outlines as lines, without the sides of the tile itself. */
function bordersOf(area: DecodedFeature): Feature[] {
  const kinds: Readonly<Record<string, number>> = { city: 4, district: 6, subdistrict: 8 }
  const detail = kinds[String(area.properties.level)]
  if (detail === undefined) return []
  const isInside = ({ x, y }: { x: number; y: number }) =>
    x >= 0 && y >= 0 && x <= tileExtent && y <= tileExtent
  const pieces = area.geometry.flatMap((ring) =>
    ring.slice(1).flatMap((to, i) => (isInside(to) && isInside(ring[i]!) ? [[ring[i]!, to]] : [])),
  )
  if (pieces.length === 0) return []
  return [{ type: line, geometry: pieces, values: { kind: 'county', kind_detail: detail } }]
}

function encode(theirs: Layers): Uint8Array {
  const tile = new PbfWriter()
  for (const [name, features] of Object.entries(theirs)) {
    if (features.length > 0) tile.writeMessage(3, writeLayer, { name, features })
  }
  return tile.finish()
}

/** https://github.com/mapbox/vector-tile-spec/tree/master/2.1 */
function writeLayer(
  { name, features }: { name: string; features: readonly Feature[] },
  out: PbfWriter,
): void {
  const keys = new Map<string, number>()
  const values = new Map<string | number | boolean, number>()
  const indexIn = <T>(all: Map<T, number>, one: T) => {
    if (!all.has(one)) all.set(one, all.size)
    return all.get(one)!
  }
  out.writeVarintField(15, 2)
  out.writeStringField(1, name)
  for (const feature of features) {
    const tags = Object.entries(feature.values).flatMap(([key, value]) =>
      value === undefined ? [] : [indexIn(keys, key), indexIn(values, value)],
    )
    out.writeMessage(
      2,
      (one: Feature, message: PbfWriter) => {
        message.writePackedVarint(2, tags)
        message.writeVarintField(3, one.type)
        message.writePackedVarint(4, commandsOf(one))
      },
      feature,
    )
  }
  for (const key of keys.keys()) out.writeStringField(3, key)
  for (const value of values.keys()) {
    out.writeMessage(
      4,
      (one: string | number | boolean, message: PbfWriter) => {
        if (typeof one === 'string') message.writeStringField(1, one)
        else if (typeof one === 'number') message.writeDoubleField(3, one)
        else message.writeBooleanField(7, one)
      },
      value,
    )
  }
  out.writeVarintField(5, tileExtent)
}

function commandsOf({ type, geometry }: Feature): number[] {
  const commands: number[] = []
  let [x, y] = [0, 0]
  const step = (to: { x: number; y: number }) => {
    commands.push(zigzag(to.x - x), zigzag(to.y - y))
    x = to.x
    y = to.y
  }
  if (type === point) {
    const all = geometry.flat()
    commands.push(all.length * 8 + 1)
    for (const one of all) step(one)
    return commands
  }
  for (const path of geometry) {
    const drawn = type === polygon ? path.slice(0, -1) : path
    commands.push(9)
    step(drawn[0]!)
    commands.push((drawn.length - 1) * 8 + 2)
    for (const one of drawn.slice(1)) step(one)
    if (type === polygon) commands.push(15)
  }
  return commands
}

const zigzag = (value: number) => (value << 1) ^ (value >> 31)
