import type { WayOut } from './beyond.ts'
import { waysOut } from './beyond.ts'
import { COMPASS } from './compass.ts'
import { smoothLine } from './curve.ts'
import type { GroundLine, LandPatch } from './grounds.ts'
import type { Name } from './names.ts'
import { between, direction, distance, isInside, type Point } from './plane.ts'
import type { Random } from './random.ts'
import type { Skeleton } from './skeleton.ts'
import { COUNTRY_METERS, type Terrain } from './terrain.ts'

type Town = Name & {
  readonly kind: 'county' | 'town'
  readonly at: Point
  readonly radius: number
  /** A main road passes: named earlier. */
  readonly isOnMainRoad: boolean
}
type CountryRoad = Name & {
  readonly class: 'expressway' | 'arterial' | 'collector' | 'rail'
  readonly points: readonly Point[]
  readonly isBridge: boolean
}
export type Country = {
  readonly towns: readonly Town[]
  readonly roads: readonly CountryRoad[]
  readonly patches: readonly LandPatch[]
  readonly streets: readonly GroundLine[]
}

const TOWN_CELL_METERS = 8600
const NEXT_TOWN_METERS = 13_500
/** Seats of the counties round the city, and how far off they lie. */
const COUNTY_WAYS: readonly Point[] = [
  [-27_000, 25_000],
  [20_000, 33_000],
  [41_000, -13_000],
  [4000, -36_000],
  [-38_000, -20_000],
]
/** Streets of towns are drawn as far as a map of the whole city shows. */
const STREETS_METERS = 32_000
/** What a road climbs at most. */
const PASS_METERS = 150
const VALLEY_METERS = 55

/** Beyond the city: towns and seats of counties, and the roads between them that the city's main roads lead on to. */
export function settleCountry(
  skeleton: Skeleton,
  river: readonly Point[],
  terrain: Terrain,
  random: Random,
): Country {
  const towns = foundTowns(skeleton, terrain, random.fork('towns'))
  const isWet = (at: Point) => terrain.riverMetersAt(at) < 2400 && isInside(at, river)
  const roads: CountryRoad[] = []
  const lay = (road: Omit<CountryRoad, 'isBridge'>) => {
    for (const [points, isBridge] of overWater(road.points, terrain, isWet)) {
      roads.push({ ...road, points, isBridge })
    }
  }
  const highest = (points: readonly Point[]) => Math.max(...points.map(terrain.heightAt))
  const links: Link[] = []
  for (const [a, b] of neighbours(towns)) {
    const points = winding(towns[a]!.at, towns[b]!.at, random.fork(`${a}-${b}`))
    const isPassable = highest(points) < PASS_METERS && points.filter(isWet).length < 8
    if (isPassable) links.push({ a, b, points, meters: distance(towns[a]!.at, towns[b]!.at) })
  }
  const out = waysOut(skeleton)
  const arrivals = new Map<number, number>()
  const leads = out.flatMap((way) =>
    way.line.class === 'arterial' ? leadOn(way, towns, arrivals, isWet) : [],
  )
  for (const [i, lead] of leads.entries()) if (lead.points.length === 0) leads[i] = joined(lead, leads, isWet)
  const main = waysToSeats(towns, links, [...arrivals.keys()])
  links.forEach((link, index) => {
    const class_ = main.has(index) ? 'arterial' : 'collector'
    lay({
      class: class_,
      points: link.points,
      ...numbered(class_ === 'arterial', index, towns[link.a]!, towns[link.b]!),
    })
  })
  for (const [index, { way, points, town }] of leads.entries()) {
    const { name, nameEn } = way.line
    lay({ class: 'arterial', name, nameEn, points: way.points })
    const further = town === undefined ? undefined : numberedFrom('云', 'Yun', index, towns[town]!)
    if (points.length > 1) lay({ class: 'arterial', ...(further ?? { name, nameEn }), points })
  }
  for (const way of out) {
    const { class: kind, name, nameEn } = way.line
    if (kind !== 'expressway' && kind !== 'rail') continue
    lay({ class: kind, name, nameEn, points: way.points })
    const further =
      kind === 'rail' ? { name, nameEn } : { name: 'G4213 宁云高速', nameEn: 'G4213 Ningyun Expressway' }
    const points = farOut(way, terrain, isWet, random.fork(`${kind}/${Math.round(way.heading[0] * 9)}`))
    lay({ class: kind, ...further, points })
  }
  const patches = towns.map((town, i) => ({
    class: 'residential',
    ring: outline(town, random.fork(`o${i}`)),
  }))
  const streets = towns.flatMap((town, i) =>
    distance(town.at, terrain.middle) < STREETS_METERS
      ? streetsOf(town, patches[i]!.ring, random.fork(`s${i}`))
      : [],
  )
  const onMain = new Set([...main].flatMap((index) => [links[index]!.a, links[index]!.b]))
  for (const { town } of leads) if (town !== undefined) onMain.add(town)
  return {
    towns: towns.map((town, i) => ({ ...town, isOnMainRoad: onMain.has(i) })),
    roads,
    patches,
    streets,
  }
}

function foundTowns({ boundary, scale }: Skeleton, terrain: Terrain, random: Random): Town[] {
  const [east, north] = terrain.middle
  const half = Math.floor(COUNTRY_METERS / TOWN_CELL_METERS) - 1
  const places: Point[] = []
  for (let row = -half; row <= half; row++) {
    for (let column = -half; column <= half; column++) {
      const at: Point = [
        east + (column + random.between(-0.32, 0.32)) * TOWN_CELL_METERS,
        north + (row + random.between(-0.32, 0.32)) * TOWN_CELL_METERS,
      ]
      const isDry = terrain.riverMetersAt(at) > 900 * (0.5 + scale / 2)
      const isClear = !isInside(at, boundary) && boundary.every((point) => distance(point, at) > 3600)
      if (isDry && isClear && terrain.heightAt(at) < VALLEY_METERS) places.push(at)
    }
  }
  const seats = new Set(
    COUNTY_WAYS.map(([dEast, dNorth]) => {
      const goal: Point = [east + dEast * (0.6 + 0.4 * scale), north + dNorth * (0.6 + 0.4 * scale)]
      return places.reduce((best, at) => (distance(at, goal) < distance(best, goal) ? at : best))
    }),
  )
  let [counties, others] = [0, 0]
  return places.map((at): Town => {
    if (seats.has(at))
      return {
        kind: 'county',
        ...countyNames[counties++]!,
        at,
        radius: random.between(1500, 2300),
        isOnMainRoad: true,
      }
    return { kind: 'town', ...townName(others++), at, radius: random.between(380, 820), isOnMainRoad: false }
  })
}

const countyNames: readonly Name[] = [
  { name: '清沙县', nameEn: 'Qingsha County' },
  { name: '白鹭县', nameEn: 'Bailu County' },
  { name: '海棠县', nameEn: 'Haitang County' },
  { name: '澄湖县', nameEn: 'Chenghu County' },
  { name: '青石县', nameEn: 'Qingshi County' },
]
const split = (text: string) => text.split(',').map((entry) => entry.split(' ') as [string, string])
const firsts = split(
  '柳 Liu,青 Qing,双 Shuang,石 Shi,陈 Chen,沙 Sha,龙 Long,黄 Huang,东 Dong,北 Bei,汤 Tang,永 Yong,湖 Hu,杨 Yang,官 Guan,铜 Tong,古 Gu,马 Ma,竹 Zhu,梅 Mei,金 Jin,荷 He,仙 Xian,高 Gao',
)
const seconds = split(
  '林 lin,溪 xi,塘 tang,丰 feng,桥 qiao,集 ji,潭 tan,庙 miao,埠 bu,坝 ba,湾 wan,泉 quan,山 shan,渡 du,店 dian,墩 dun',
)

/** None twice among 24 × 16, neighbours unlike. */
function townName(index: number): Name {
  const [first, firstEn] = firsts[(index * 7) % firsts.length]!
  const round = Math.floor(index / firsts.length)
  const [second, secondEn] = seconds[(index * 5 + round * 3) % seconds.length]!
  return { name: `${first}${second}镇`, nameEn: `${firstEn}${secondEn} Town` }
}

type Link = {
  readonly a: number
  readonly b: number
  readonly points: readonly Point[]
  readonly meters: number
}

/** Towns with no third one in the circle between them: a net without needless roads. */
function neighbours(towns: readonly Town[]): [number, number][] {
  const pairs: [number, number][] = []
  for (let a = 0; a < towns.length; a++) {
    for (let b = a + 1; b < towns.length; b++) {
      const apart = distance(towns[a]!.at, towns[b]!.at)
      if (apart > NEXT_TOWN_METERS) continue
      const middle = between(towns[a]!.at, towns[b]!.at, 0.5)
      const isFree = towns.every(({ at }, i) => i === a || i === b || distance(at, middle) > apart / 2)
      if (isFree) pairs.push([a, b])
    }
  }
  return pairs
}

/** From town to town in a few gentle bends. */
function winding(from: Point, to: Point, random: Random): Point[] {
  const [east, north] = direction(from, to)
  const meters = distance(from, to)
  const side = random.chance(0.5) ? 1 : -1
  const controls = [0.22, 0.5, 0.78].map((share, i): Point => {
    const aside = meters * random.between(0.02, 0.075) * (i === 1 ? -side : side)
    const [e, n] = between(from, to, share)
    return [e - north * aside, n + east * aside]
  })
  return smoothLine([from, ...controls, to], 300)
}

type Lead = { readonly way: WayOut; readonly points: readonly Point[]; readonly town: number | undefined }

/** Controls of a smooth line lie about as far apart as this, or it would swing. */
const EVEN_METERS = 2200

function onward([east, north]: Point, heading: Point, meters: number): Point {
  return [east + heading[0] * meters, north + heading[1] * meters]
}

function evenly(from: Point, to: Point): Point[] {
  const count = Math.max(1, Math.round(distance(from, to) / EVEN_METERS))
  return Array.from({ length: count - 1 }, (_, i) => between(from, to, (i + 1) / count))
}

/** A main road of the city, on to a town ahead of it; one or two come to each. */
function leadOn(
  way: WayOut,
  towns: readonly Town[],
  arrivals: Map<number, number>,
  isWet: (at: Point) => boolean,
): Lead[] {
  const end = way.points.at(-1)!
  const [before, ahead] = [-EVEN_METERS, EVEN_METERS].map((meters): Point => onward(end, way.heading, meters))
  const ways = towns
    .flatMap(({ at }, town) => {
      const meters = distance(end, at)
      const [east, north] = direction(end, at)
      const straight = east * way.heading[0] + north * way.heading[1]
      const isFull = (arrivals.get(town) ?? 0) >= (meters > 11_000 ? 1 : 2)
      return meters < 4000 || meters > 28_000 || straight < 0.6 || isFull
        ? []
        : [{ town, at, cost: meters * (1.9 - straight) }]
    })
    .sort((a, b) => a.cost - b.cost)
  for (const { town, at } of ways.slice(0, 3)) {
    const points = smoothLine([before!, end, ahead!, ...evenly(ahead!, at), at], 250)
    const from = points.findIndex((point) => distance(point, end) < 1)
    const on = points.slice(Math.max(0, from))
    if (on.some(isWet)) continue
    arrivals.set(town, (arrivals.get(town) ?? 0) + 1)
    return [{ way, points: on, town }]
  }
  // A riverside road would run into the river's next bend: it ends where the plan does.
  return [{ way, points: [], town: undefined }]
}

/** What finds no town of its own meets another main road farther out. */
function joined({ way }: Lead, leads: readonly Lead[], isWet: (at: Point) => boolean): Lead {
  const end = way.points.at(-1)!
  const [before, ahead] = [-EVEN_METERS, EVEN_METERS].map((meters): Point => onward(end, way.heading, meters))
  const goals = leads
    .flatMap((other) => other.points)
    .flatMap((at) => {
      const meters = distance(end, at)
      const [east, north] = direction(end, at)
      const straight = east * way.heading[0] + north * way.heading[1]
      const isAhead = meters > 4500 && meters < 17_000 && straight > 0.6
      return isAhead ? [{ at, cost: meters * (1.6 - straight) }] : []
    })
    .sort((a, b) => a.cost - b.cost)
  for (const { at: goal } of goals.slice(0, 40)) {
    const line = smoothLine([before!, end, ahead!, ...evenly(ahead!, goal), goal], 250)
    const points = line.slice(line.findIndex((point) => distance(point, end) < 1))
    if (!points.some(isWet)) return { way, points, town: undefined }
  }
  return { way, points: [], town: undefined }
}

/** Of the links, those on the shortest ways from the city to the seats of the counties. */
function waysToSeats(towns: readonly Town[], links: readonly Link[], gates: readonly number[]): Set<number> {
  const meters = towns.map((_, town) => (gates.includes(town) ? 0 : Number.POSITIVE_INFINITY))
  const came: (number | undefined)[] = towns.map(() => undefined)
  for (let isChanged = true; isChanged; ) {
    isChanged = false
    links.forEach((link, index) => {
      for (const [from, to] of [
        [link.a, link.b],
        [link.b, link.a],
      ] as const) {
        if (meters[from]! + link.meters >= meters[to]!) continue
        meters[to] = meters[from]! + link.meters
        came[to] = index
        isChanged = true
      }
    })
  }
  const main = new Set<number>()
  towns.forEach((town, seat) => {
    // Every fourth far town lies on a main road as well, so that these do not end at the counties.
    if (town.kind !== 'county' && seat % 9 !== 0) return
    for (let at = seat; came[at] !== undefined && !main.has(came[at]!); ) {
      const link = links[came[at]!]!
      main.add(came[at]!)
      at = link.a === at ? link.b : link.a
    }
  })
  return main
}

function numbered(isMain: boolean, index: number, from: Town, to: Town): Name {
  const number = isMain ? `S${201 + (index % 160)}` : `X${101 + (index % 890)}`
  const [a, b] = [from.name[0], to.name[0]]
  const [aEn, bEn] = [firstSyllable(from), firstSyllable(to).toLowerCase()]
  return { name: `${number} ${a}${b}线`, nameEn: `${number} ${aEn}${bEn} Road` }
}

function numberedFrom(first: string, firstEn: string, index: number, to: Town): Name {
  return {
    name: `S${101 + (index % 98)} ${first}${to.name[0]}线`,
    nameEn: `S${101 + (index % 98)} ${firstEn}${firstSyllable(to).toLowerCase()} Highway`,
  }
}

function firstSyllable({ name, nameEn }: Town): string {
  return firsts.find(([zh]) => zh === name[0])?.[1] ?? nameEn.slice(0, 3)
}

/** Expressway and railway to the horizon, bending as the ground lets them. */
function farOut(way: WayOut, terrain: Terrain, isWet: (at: Point) => boolean, random: Random): Point[] {
  const end = way.points.at(-1)!
  let at: Point = [end[0] + way.heading[0] * 2500, end[1] + way.heading[1] * 2500]
  const controls: Point[] = [onward(end, way.heading, -2500), end, at]
  const [east, north] = way.heading
  let turn = 0
  while (distance(at, terrain.middle) < COUNTRY_METERS * 1.05) {
    const from = at
    const tries = Array.from({ length: 7 }, (_, i) => {
      const aside = (i - 3) * 0.16 + turn * 0.5 + random.between(-0.05, 0.05)
      const next: Point = [from[0] + (east - north * aside) * 6500, from[1] + (north + east * aside) * 6500]
      const climb = Math.max(terrain.heightAt(next), terrain.heightAt(between(from, next, 0.5)))
      const wet = isWet(next) || isWet(between(from, next, 0.5)) ? 400 : 0
      const bank = Math.max(0, 1500 - terrain.riverMetersAt(next)) / 5
      return { next, aside, cost: climb + wet + bank + Math.abs(aside) * 60 + Math.abs(aside - turn) * 40 }
    })
    const best = tries.reduce((a, b) => (b.cost < a.cost ? b : a))
    turn = best.aside
    at = best.next
    controls.push(at)
  }
  const points = smoothLine(controls, 300)
  return points.slice(points.findIndex((point) => distance(point, end) < 1))
}

/** The line in pieces, those over the river as bridges from bank to bank. */
function overWater(
  points: readonly Point[],
  { riverMetersAt }: Terrain,
  isWet: (at: Point) => boolean,
): [points: Point[], isBridge: boolean][] {
  const fine = points.flatMap((point, i): Point[] => {
    const next = points[i + 1]
    if (!next || riverMetersAt(point) > 2400) return [point]
    const count = Math.max(1, Math.round(distance(point, next) / 40))
    return Array.from({ length: count }, (_, k) => between(point, next, k / count))
  })
  const wet = fine.map(isWet)
  const isOver = (i: number) => wet[i] === true || wet[i - 1] === true || wet[i + 1] === true
  const pieces: [Point[], boolean][] = []
  let piece: Point[] = [fine[0]!]
  for (let i = 1; i < fine.length; i++) {
    piece.push(fine[i]!)
    const isBridge = isOver(i) && isOver(i - 1)
    const isNextBridge = i + 1 < fine.length && isOver(i) && isOver(i + 1)
    if (i + 1 < fine.length && isBridge === isNextBridge) continue
    pieces.push([piece, isBridge])
    piece = [fine[i]!]
  }
  return pieces
}

function outline({ at, radius }: Town, random: Random): Point[] {
  return smoothLine(
    COMPASS.flatMap((way, i): Point[] => {
      const next = COMPASS[(i + 1) % COMPASS.length]!
      return [way, between(way, next, 0.5)].map(([east, north]): Point => {
        const reach = radius * random.between(0.68, 1.18)
        return [at[0] + east * reach, at[1] + north * reach]
      })
    }),
    70,
    true,
  )
}

const STREETS = 5

function streetsOf({ at, radius, kind }: Town, ring: readonly Point[], random: Random): GroundLine[] {
  const ahead = direction([0, 0], [1, random.between(-0.4, 0.4)])
  const count = kind === 'county' ? 2 * STREETS + 1 : STREETS
  return [ahead, [-ahead[1], ahead[0]] as Point].flatMap((along) => {
    const aside: Point = [-along[1], along[0]]
    return Array.from({ length: count }, (_, i): GroundLine[] => {
      const off = ((i - (count - 1) / 2) * radius * 1.7) / count + random.between(-30, 30)
      const place = (share: number): Point => [
        at[0] + aside[0] * off + along[0] * share * radius,
        at[1] + aside[1] * off + along[1] * share * radius,
      ]
      const inside = Array.from({ length: 25 }, (_unused, k) => place(k / 12 - 1)).filter((point) =>
        isInside(between(at, point, 1.06), ring),
      )
      return inside.length < 4 ? [] : [{ layer: 'road', class: 'lane', points: [inside[0]!, inside.at(-1)!] }]
    }).flat()
  })
}
