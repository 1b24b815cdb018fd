import type { BasemapFeature } from '../../server/exchange/bundle.ts'
import { hamletRing, raiseBuildings } from './buildings.ts'
import { closed } from './closed.ts'
import { offsetLine, smoothLine } from './curve.ts'
import type { SubdistrictPlan } from './divide.ts'
import { drawGrounds, STATION, YARD_METERS } from './grounds.ts'
import { numberHouses } from './house-numbers.ts'
import type { Landmark } from './landmark.ts'
import { type LandUse, type Layout, promenade, type RoadRun } from './layout.ts'
import type { Name } from './names.ts'
import { outlineOf } from './outline.ts'
import { between, distance, innerPoint, type Point, signedArea, toLngLat, toPoint } from './plane.ts'
import { placePumpStations } from './pump-stations.ts'
import { crossRails } from './rail-crossings.ts'
import type { Random } from './random.ts'
import type { RoadGraph } from './road-graph.ts'
import { drawSurroundings } from './surroundings.ts'
import { inTiles, parkTrees } from './trees.ts'
import { drawWater } from './water.ts'

/** What people say when they report: parks, schools, markets and the like, by the unit grid they stand in. */
export function placeLandmarks(layout: Layout, random: Random): Landmark[] {
  const landmarks: Landmark[] = []
  const put = (face: number, kind: string, rank: number, name: Name) => {
    const at = layout.patchwork.places[face]!.center
    landmarks.push({ ...name, class: kind, rank, at, face })
  }
  layout.landUses.forEach((landUse, face) => {
    const area = signedArea(layout.mesh.ring(face))
    const zone = layout.zones[face]!
    if (landUse === 'school') {
      const [zh, en] = random.pick([
        ['小学', 'Primary School'],
        ['中学', 'Middle School'],
        ['实验小学', 'Experimental Primary School'],
        ['职业学校', 'Vocational School'],
      ] as const)
      put(face, 'school', 6, layout.namer.place({ name: zh, nameEn: en }))
    } else if (landUse === 'hospital') {
      put(face, 'hospital', 5, layout.namer.place({ name: '医院', nameEn: 'Hospital' }))
    } else if (landUse === 'park' && area > 26_000) {
      put(face, 'park', 6, layout.namer.place({ name: '公园', nameEn: 'Park' }))
    } else if (landUse === 'plaza') {
      put(face, 'plaza', 7, layout.namer.place({ name: '广场', nameEn: 'Plaza' }))
    } else if (landUse === 'commercial' && random.chance(0.45)) {
      const [kind, zh, en] = random.pick([
        ['market', '农贸市场', 'Market'],
        ['market', '商业街', 'Shopping Street'],
        ['office', '大厦', 'Tower'],
        ['office', '商务中心', 'Business Center'],
        ['market', '购物广场', 'Mall'],
      ] as const)
      put(face, kind, 8, layout.namer.place({ name: zh, nameEn: en }))
    } else if (landUse === 'industrial' && random.chance(0.3)) {
      put(face, 'industrial', 8, layout.namer.place({ name: '产业园', nameEn: 'Industrial Park' }))
    } else if (landUse === 'residential' && zone !== 'village' && random.chance(0.4)) {
      const [zh, en] = random.pick([
        ['新村', 'New Village'],
        ['花园', 'Garden'],
        ['家园', 'Homes'],
        ['苑', 'Court'],
      ] as const)
      put(face, 'estate', 9, layout.namer.place({ name: zh, nameEn: en }))
    }
  })
  for (const [kind, zh, en, count] of [
    ['police', '派出所', 'Police Station', 10],
    ['fire', '消防救援站', 'Fire Station', 4],
  ] as const) {
    for (let i = 0; i < count; i++) {
      const built = layout.landUses.flatMap((use, face) =>
        use === 'commercial' || use === 'residential' ? [face] : [],
      )
      put(random.pick(built), kind, 7, layout.namer.place({ name: zh, nameEn: en }))
    }
  }
  landmarks.push(...fixedLandmarks(layout), ...placePumpStations(layout))
  return landmarks
}

function fixedLandmarks(layout: Layout): Landmark[] {
  const { scale } = layout.extent
  const at = (name: string, nameEn: string, kind: string, rank: number, [east, north]: Point): Landmark => {
    const point: Point = [east * scale, north * scale]
    let face = 0
    let best = Number.POSITIVE_INFINITY
    layout.patchwork.places.forEach(({ center }, place) => {
      const squared = (center[0] - point[0]) ** 2 + (center[1] - point[1]) ** 2
      if (squared < best) {
        best = squared
        face = place
      }
    })
    return { name, nameEn, class: kind, rank, at: point, face }
  }
  return [
    // The crowd is in the streets in front of it, the hall stands beside the main road.
    {
      ...at('云江站', 'Yunjiang Railway Station', 'station', 2, [4480, 6370]),
      at: [STATION[0] * scale, (STATION[1] - 15) * scale],
    },
    at('镜湖', 'Jinghu Lake', 'water', 2, [2560, 1760]),
    at('翠屏山', 'Mount Cuiping', 'hill', 3, [560, 5560]),
    at('临江区人民政府', 'Linjiang District Government', 'government', 3, [5330, 2700]),
    onBank(layout, at('望江楼', 'Wangjiang Tower', 'attraction', 4, [4250, 3700])),
    at('城隍庙', 'City God Temple', 'temple', 5, [3790, 4560]),
  ]
}

/** Where the river runs today the tower looks out over it from the north bank. */
function onBank(layout: Layout, landmark: Landmark): Landmark {
  const bank = offsetLine(promenade(layout.skeleton, 'left'), () => 20)
  const away = (point: Point) => distance(point, landmark.at)
  return { ...landmark, at: bank.reduce((best, point) => (away(point) < away(best) ? point : best)) }
}

export function drawBasemap(
  layout: Layout,
  runs: readonly RoadRun[],
  { oneWays, interchanges: { ramps } }: Pick<RoadGraph, 'oneWays' | 'interchanges'>,
  landmarks: readonly Landmark[],
  trees: readonly Point[],
  areaNames: readonly (Name & { readonly kind: string; readonly rank: number; readonly at: Point })[],
  random: Random,
): BasemapFeature[] {
  const { mesh } = layout
  const features: BasemapFeature[] = []
  const add = (feature: Omit<BasemapFeature, 'sourceId'>) =>
    features.push({ sourceId: `base-${features.length + 1}`, ...feature })
  const plain = { name: '', nameEn: '', rank: 9, heightMeters: 0 }
  for (const { geometry, ...water } of drawWater(layout, random.fork('ponds'))) {
    add({ ...plain, layer: 'water', ...water, geometry })
  }
  const grounds = drawGrounds(layout, runs, random.fork('grounds'))
  const around = drawSurroundings(layout, random.fork('surroundings'))
  const polygon = (layer: 'land' | 'water', kind: string, rings: readonly (readonly Point[])[]) =>
    add({ ...plain, layer, class: kind, geometry: { type: 'Polygon', coordinates: rings.map(closed) } })
  polygon('land', 'farmland', around.country)
  for (const ring of around.ponds) polygon('water', 'pond', [ring])
  layout.landUses.forEach((landUse, face) => {
    if (landUse === 'water') return
    const isHamlet = landUse === 'residential' && layout.zones[face] === 'village'
    const land = (kind: LandUse, ring: readonly Point[]) =>
      add({
        ...plain,
        layer: 'land',
        class: kind,
        geometry: { type: 'Polygon', coordinates: [closed(ring)] },
      })
    land(isHamlet || landUse === 'hill' ? 'farmland' : landUse, mesh.ring(face))
    if (isHamlet) land('residential', hamletRing(layout, face))
  })
  for (const [kind, ring] of [
    ['park', layout.skeleton.island],
    ['hill', hillRing(layout)],
  ] as const) {
    add({ ...plain, layer: 'land', class: kind, geometry: { type: 'Polygon', coordinates: [closed(ring)] } })
  }
  for (const rings of around.woods) polygon('land', 'forest', rings)
  const patches = [...around.patches, ...grounds.patches]
  for (const { class: kind, ring } of patches) polygon('land', kind, [ring])
  const lines = [...around.lines, ...grounds.lines]
  for (const { layer, class: kind, points } of lines) {
    add({
      ...plain,
      layer,
      class: kind,
      rank: 8,
      geometry: { type: 'LineString', coordinates: points.map(toLngLat) },
    })
  }
  for (const { points } of ramps) {
    const geometry = { type: 'LineString', coordinates: points.map(toLngLat) } as const
    add({ ...plain, layer: 'road', class: 'ramp', rank: 2, isOneWay: true, geometry })
  }
  const { scale } = layout.extent
  const crossings = crossRails(runs, {
    at: [STATION[0] * scale, STATION[1] * scale],
    meters: YARD_METERS,
  })
  const tracks = runs
    .filter((run) => run.class === 'rail')
    .map((run) => ({ run, points: run.points, isBridge: run.isBridge, isTunnel: false }))
  for (const { run, points, isBridge, isTunnel } of [...crossings.pieces, ...tracks]) {
    add({
      layer: run.class === 'rail' ? 'rail' : 'road',
      class: isWalk(layout, run) ? 'pedestrian' : run.class,
      isBridge,
      isTunnel,
      isOneWay: oneWays.has(run),
      name: run.isBridge && run.class !== 'expressway' ? bridgeName(run.name) : run.name,
      nameEn: run.isBridge && run.class !== 'expressway' ? bridgeNameEn(run.nameEn) : run.nameEn,
      rank: { expressway: 1, arterial: 2, rail: 3, collector: 4, lane: 6 }[run.class],
      heightMeters: 0,
      geometry: { type: 'LineString', coordinates: points.map(toLngLat) },
    })
  }
  for (const { class: kind, name, nameEn, points, isBridge } of around.roads) {
    add({
      layer: kind === 'rail' ? 'rail' : 'road',
      class: kind,
      isBridge,
      name,
      nameEn,
      rank: { expressway: 1, arterial: 3, collector: 5, rail: 3 }[kind],
      heightMeters: 0,
      geometry: { type: 'LineString', coordinates: points.map(toLngLat) },
    })
  }
  for (const { class: kind, rings } of around.relief.slopes) {
    add({
      ...plain,
      layer: 'relief',
      class: kind,
      geometry: { type: 'Polygon', coordinates: rings.map(closed) },
    })
  }
  for (const { heightMeters, points } of around.relief.contours) {
    const geometry = { type: 'LineString', coordinates: points.map(toLngLat) } as const
    add({ ...plain, layer: 'relief', class: 'contour', heightMeters, geometry })
  }
  for (const { name, nameEn, points } of around.relief.streams) {
    const geometry = { type: 'LineString', coordinates: points.map(toLngLat) } as const
    add({ ...plain, layer: 'water', class: 'canal', name, nameEn, rank: 3, geometry })
  }
  const buildings = [...raiseBuildings(layout, grounds, random), ...grounds.buildings, ...around.buildings]
  for (const { ring, yard, heightMeters, kind } of buildings) {
    add({
      ...plain,
      layer: 'building',
      class: kind,
      heightMeters,
      geometry: { type: 'Polygon', coordinates: [ring, ...(yard ? [yard] : [])].map(closed) },
    })
  }
  const openRings = [...grounds.patches, ...around.patches].flatMap(({ class: kind, ring }) =>
    kind === 'pitch' || kind === 'parking' ? [ring] : [],
  )
  for (const { layer, class: kind, geometry } of features) {
    if (layer === 'water' && kind === 'pond' && geometry.type === 'Polygon') {
      openRings.push(geometry.coordinates[0]!.map(toPoint))
    }
  }
  const numbers = numberHouses(layout, runs, buildings)
  const point = (at: Point) => ({ type: 'Point', coordinates: toLngLat(at) }) as const
  for (const { number, at } of numbers) {
    const name = String(number)
    add({ ...plain, layer: 'address', class: 'house', name, nameEn: name, geometry: point(at) })
  }
  for (const points of [
    ...inTiles(trees),
    ...parkTrees(layout, [...buildings.map(({ ring }) => ring), ...openRings], random.fork('trees')),
  ]) {
    const geometry = { type: 'MultiPoint', coordinates: points.map(toLngLat) } as const
    add({ ...plain, layer: 'tree', class: 'tree', geometry })
  }
  for (const at of crossings.level) {
    add({ ...plain, layer: 'place', class: 'level_crossing', geometry: point(at) })
  }
  for (const { plan, faces } of layout.division.subdistricts) {
    add({
      ...plain,
      layer: 'place',
      class: 'subdistrict',
      ...nameOf(plan),
      rank: 1,
      geometry: point(centerOfFaces(layout, faces)),
    })
  }
  for (const { kind, name, nameEn, rank, at } of areaNames) {
    add({ ...plain, layer: 'place', class: kind, name, nameEn, rank, geometry: point(at) })
  }
  for (const { kind, name, nameEn, at, isOnMainRoad } of around.towns) {
    const rank = kind === 'county' ? 0 : isOnMainRoad ? 2 : 3
    add({ ...plain, layer: 'place', class: kind, name, nameEn, rank, geometry: point(at) })
  }
  for (const { name, nameEn, at, rank } of around.relief.peaks) {
    add({ ...plain, layer: 'place', class: 'hill', name, nameEn, rank, geometry: point(at) })
  }
  for (const { name, nameEn, at } of around.hamlets) {
    add({ ...plain, layer: 'place', class: 'village', name, nameEn, rank: 6, geometry: point(at) })
  }
  for (const { class: kind, name, nameEn, rank, at } of landmarks) {
    if (kind === 'water') continue
    add({ ...plain, layer: 'place', class: kind, name, nameEn, rank, geometry: point(at) })
  }
  return features
}

/** Through the green of a park, as down to the bank, a street is a walk. */
function isWalk({ mesh, landUses }: Layout, run: RoadRun): boolean {
  if (run.class !== 'lane' || run.isBridge) return false
  return run.vertices.slice(1).every((b, i) => {
    const a = run.vertices[i]!
    return [mesh.leftOf(a, b), mesh.leftOf(b, a)].every(
      (face) => face !== undefined && landUses[face] === 'park',
    )
  })
}

/** The wooded slope: rounder than the grids it lies in. */
function hillRing(layout: Layout): Point[] {
  const faces = layout.zones.flatMap((zone, face) => (zone === 'hill' ? [face] : []))
  const outline = outlineOf(layout.mesh, faces)[0]![0]!.map((vertex) => layout.mesh.points[vertex]!)
  const center = innerPoint(outline)
  const every = Math.ceil(outline.length / 16)
  const controls = outline
    .filter((_, i) => i % every === 0)
    .map((point, i) => between(center, point, 0.72 + ((i * 37) % 17) / 85))
  return smoothLine(controls, 40, true)
}

function nameOf({ name, nameEn }: SubdistrictPlan): Name {
  return { name, nameEn }
}

function bridgeName(road: string): string {
  return `${road.replace(/(大道|大街|堤路|路|街)$/, '')}大桥`
}

function bridgeNameEn(road: string): string {
  return `${road.replace(/ (Avenue|Road|Causeway|Street)$/, '')} Bridge`
}

/** A point well inside the largest piece of land among the faces. */
export function centerOfFaces(layout: Layout, faces: readonly number[]): Point {
  const land = faces.filter((face) => layout.landUses[face] !== 'water')
  const polygons = outlineOf(layout.mesh, land.length > 0 ? land : faces)
  const ringOf = (polygon: readonly (readonly number[])[]) =>
    polygon[0]!.map((vertex) => layout.mesh.points[vertex]!)
  return innerPoint(
    polygons.map(ringOf).reduce((best, ring) => (signedArea(ring) > signedArea(best) ? ring : best)),
  )
}
