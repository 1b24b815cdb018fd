import type { BundlePlace } from '../../server/exchange/bundle.ts'
import { pinyinOf } from '../../server/places/pinyin.ts'
import { pointsAlong } from './curve.ts'
import type { Geography } from './geography.ts'
import type { Landmark } from './landmark.ts'
import { carriagewayMeters, type Layout, type RoadRun } from './layout.ts'
import type { Name } from './names.ts'
import { type Point, toLngLat } from './plane.ts'
import { houseNumber, type Roadside } from './roadside.ts'

/** House numbers are listed at this distance; those between are found by their neighbours. */
const ADDRESS_METERS = 70

/** Everything that a report may call a place by: areas, roads, crossings, landmarks, house numbers. */
export function compileGazetteer(
  layout: Layout,
  geography: Geography,
  runs: readonly RoadRun[],
  landmarks: readonly Landmark[],
  roadside: Roadside,
): BundlePlace[] {
  const places: BundlePlace[] = []
  const serials = new Map<string, number>()
  const put = (
    kind: string,
    { name, nameEn }: Name,
    rank: number,
    at: Point,
    more: { readonly aliases?: readonly string[]; readonly address?: string } = {},
  ) => {
    const serial = (serials.get(kind) ?? 0) + 1
    serials.set(kind, serial)
    const { aliases = [], address = '' } = more
    places.push({
      code: `${kind}-${serial}`,
      kind,
      name,
      nameEn,
      ...pinyinOf(name),
      aliases,
      address,
      rank,
      lngLat: toLngLat(at),
    })
  }
  for (const { kind, at, rank, ...name } of geography.places) {
    put(kind, name, rank, at, { aliases: short(name) })
  }
  for (const { class: kind, at, face, rank, ...name } of landmarks) {
    put(kind, name, rank, at, { address: roadside.addressNear(face, at) })
  }
  const byName = new Map<string, RoadRun[]>()
  for (const run of runs) {
    if (run.class !== 'rail' && run.name) byName.set(run.name, [...(byName.get(run.name) ?? []), run])
  }
  for (const own of byName.values()) {
    const longest = own.reduce((best, run) => (run.points.length > best.points.length ? run : best))
    const rank = { expressway: 2, arterial: 3, collector: 5, lane: 7, rail: 9 }[longest.class]
    put('road', longest, rank, longest.points[longest.points.length >> 1]!)
  }
  for (const { at, first, second } of crossings(layout, runs)) {
    const name = {
      name: `${first.name}与${second.name}交叉口`,
      nameEn: `${first.nameEn} and ${second.nameEn}`,
    }
    const aliases = [
      `${second.name}与${first.name}交叉口`,
      `${first.name}${second.name}路口`,
      `${second.name}${first.name}路口`,
    ]
    put('crossing', name, first.class === 'arterial' ? 5 : 7, at, { aliases })
  }
  for (const run of runs) {
    if (run.class === 'rail' || run.class === 'expressway' || run.isBridge || !run.name) continue
    const aside = (carriagewayMeters[run.class] ?? 8) / 2 + 6
    pointsAlong(run.points, ADDRESS_METERS, ADDRESS_METERS / 2).forEach(({ point, heading }, i) => {
      for (const side of [1, -1]) {
        const number = houseNumber(run.startMeters + ADDRESS_METERS / 2 + i * ADDRESS_METERS, side === 1)
        const at: Point = [point[0] - heading[1] * aside * side, point[1] + heading[0] * aside * side]
        const name = { name: `${run.name}${number}号`, nameEn: `${number} ${run.nameEn}` }
        put('address', name, 9, at, { address: name.name })
      }
    })
  }
  return places
}

/** 古城 for 古城街道. */
function short({ name }: Name): string[] {
  const stem = name.replace(/(街道|镇|社区|村|区|市)$/, '')
  return stem === name || stem.length < 2 ? [] : [stem]
}

function crossings(layout: Layout, runs: readonly RoadRun[]) {
  const met = new Map<number, RoadRun[]>()
  for (const run of runs) {
    if (run.class === 'rail' || run.class === 'expressway' || !run.name) continue
    for (const vertex of run.vertices) {
      const list = met.get(vertex) ?? []
      if (!list.some(({ name }) => name === run.name)) met.set(vertex, [...list, run])
    }
  }
  const order = ['expressway', 'arterial', 'collector', 'lane', 'rail']
  const seen = new Set<string>()
  return [...met].flatMap(([vertex, roads]) => {
    if (roads.length < 2) return []
    const [first, second] = [...roads].sort((a, b) => order.indexOf(a.class) - order.indexOf(b.class))
    const key = `${first!.name}/${second!.name}`
    if (seen.has(key)) return []
    seen.add(key)
    return [{ at: layout.mesh.points[vertex]!, first: first!, second: second! }]
  })
}
