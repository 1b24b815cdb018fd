import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Flatbush from 'flatbush'
import { type Kysely, sql } from 'kysely'
import { BucketGrid } from '../geo/bucket-grid.ts'
import type { LngLat } from '../geo/lng-lat.ts'
import { metersPerDegree } from '../geo/meters-per-degree.ts'
import { type RoadEdge, RoadRouter } from '../geo/road-router.ts'
import { createDb } from '../server/db/client.ts'
import { migrate } from '../server/db/migrate.ts'
import { findNativePostgis, startNativePostgis } from '../server/db/native-postgis.ts'
import type { Database } from '../server/db/schema.ts'
import { rankInSight } from '../server/dispatch/rank-nearest.ts'
import { CITY_LIMITS } from '../server/dispatch/rank-units.ts'
import type { KnownUnit, UnitSight } from '../server/units/unit-index.ts'
import { fetchAll } from './data/fetch-all.ts'
import { seededRandom } from './data/random.ts'
import { type CityServer, signIn, startCityServer } from './data/start-city-server.ts'
import {
  type BenchDefinition,
  type Comparison,
  compareSides,
  measureGrowth,
  type Side,
  time,
} from './harness.ts'

const UNITS = 100_000
const QUERIES = 2000
const NEAREST = 10
const BOX = [120, 31, 120.4, 31.36] as const
/** The sphere of a peer and the latitude of another stretch distances by so much against ours. */
const TOLERANCE = 0.01

/** Peers that are no dependency: installed for the measurement into the folder that BENCH_PEERS names. */
async function findPeer(name: string): Promise<{ module: unknown; version: string } | undefined> {
  const folder = process.env.BENCH_PEERS
  if (!folder) return undefined
  const path = createRequire(pathToFileURL(join(folder, 'peers.js'))).resolve(name)
  const module: unknown = await import(pathToFileURL(path).href)
  let home = dirname(path)
  while (!home.endsWith(name)) home = dirname(home)
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  return { module, version }
}

function strewn(count: number, random: () => number): LngLat[] {
  return Array.from({ length: count }, () => [
    BOX[0] + random() * (BOX[2] - BOX[0]),
    BOX[1] + random() * (BOX[3] - BOX[1]),
  ])
}

/** Ids of the k nearest able units of every place. */
type Found = readonly (readonly number[])[]
const metersTo = (from: LngLat, to: LngLat) => {
  const { perLng, perLat } = metersPerDegree(from[1])
  return Math.hypot((to[0] - from[0]) * perLng, (to[1] - from[1]) * perLat)
}

type Kdbush = new (size: number) => { add(x: number, y: number): void; finish(): void }
type Around = (
  index: unknown,
  lng: number,
  lat: number,
  most: number,
  maxKm: number,
  filter: (id: number) => boolean,
) => number[]

/** The bit of a unit: two of three are idle, and each has one of four skills. */
const IDLE = 1
const isIdle = (id: number) => id % 3 !== 0
const SKILLS = 4

async function compareNearest(say: (line: string) => void) {
  const random = seededRandom(11)
  const units = strewn(UNITS, random)
  const places = strewn(QUERIES, random)
  const everybody = units.map((_, id) => id)
  const skilled = everybody.filter((id) => id % SKILLS === 0)
  const grid = gridOf(units, everybody)
  const skilledGrid = gridOf(units, skilled)
  const { perLng, perLat } = metersPerDegree((BOX[1] + BOX[3]) / 2)
  const kdbush = await findPeer('kdbush')
  const geokdbush = await findPeer('geokdbush')
  const find = (one: (place: LngLat) => number[]): Found => places.map(one)
  const metersOf = (found: Found) =>
    found.map((ids, i) => ids.map((id) => metersTo(places[i]!, units[id]!)).sort((a, b) => a - b))
  /** By one formula whoever found them. */
  const countFarther = (mine: Found, theirs: Found) => {
    const others = metersOf(theirs)
    return metersOf(mine).filter((own, i) =>
      own.some((meters, k) => Math.abs((others[i]![k] ?? Infinity) - meters) > 1 + TOLERANCE * meters),
    ).length
  }
  const comparisons: Comparison[] = []
  // As the product keeps them: who has a skill stands in an index of the skill, too. The peers are given the same.
  for (const [what, members, mine] of [
    ['idle ones', everybody, grid],
    ['idle ones with a skill', skilled, skilledGrid],
  ] as const) {
    say(`nearest ${what}`)
    const isWanted = (at: number) => isIdle(members[at]!)
    const ours: Side<Found> = {
      name: 'ours, which moves',
      run: () => find(([lng, lat]) => mine.nearestIds(lng, lat, NEAREST, { marks: IDLE })),
    }
    const about = {
      what: `${NEAREST} nearest ${what} of ${UNITS.toLocaleString('en')} units`,
      operations: QUERIES,
      // Of so short runs the first dozen are compiled on the way, on either side.
      rounds: 61,
      countDifferences: countFarther,
    }
    const tree = new Flatbush(members.length)
    for (const id of members) {
      const [lng, lat] = units[id]!
      tree.add(lng * perLng, lat * perLat, lng * perLng, lat * perLat)
    }
    tree.finish()
    const idsOf = (found: readonly number[]) => found.map((at) => members[at]!)
    comparisons.push(
      await compareSides({
        ...about,
        sides: [
          ours,
          {
            name: 'flatbush, which does not',
            version: versionOf('flatbush'),
            run: () =>
              find(([lng, lat]) =>
                idsOf(tree.neighbors(lng * perLng, lat * perLat, NEAREST, Infinity, isWanted)),
              ),
          },
        ],
      }),
    )
    if (!kdbush || !geokdbush) continue
    const index = new (kdbush.module as { default: Kdbush }).default(members.length)
    for (const id of members) index.add(...units[id]!)
    index.finish()
    const { around } = geokdbush.module as { around: Around }
    comparisons.push(
      await compareSides({
        ...about,
        sides: [
          ours,
          {
            name: `geokdbush on kdbush ${kdbush.version}, which does not`,
            version: geokdbush.version,
            run: () => find(([lng, lat]) => idsOf(around(index, lng, lat, NEAREST, Infinity, isWanted))),
          },
        ],
        targetRatio: 5,
      }),
    )
  }
  return {
    comparisons,
    figures: [await figureOfMoves(grid, units), figureOfOneCase(skilledGrid, places, units)],
  }
}

function gridOf(units: readonly LngLat[], members: readonly number[]): BucketGrid {
  const grid = new BucketGrid(BOX)
  for (const id of members) grid.set(id, ...units[id]!, isIdle(id) ? IDLE : 0)
  return grid
}

const HTTP_QUERIES = 10_000
const CONNECTIONS = 16
const PEER_ANSWERS = 5

/** Our door with session, role and scope against a plain server with one prepared statement, both on the same rows. */
async function compareOverHttp(say: (line: string) => void): Promise<Comparison[]> {
  const cluster = await startNativePostgis()
  const servers: CityServer[] = []
  const admin = createDb(cluster.urlOf('postgres'), { maxConnections: 1 })
  const db = createDb(cluster.urlOf('bench'), { maxConnections: 1 })
  try {
    await sql`create database bench`.execute(admin)
    say('filling PostGIS')
    await migrate(db)
    await fillUnits(db)
    const { rows } = await sql<{ version: string }>`select postgis_lib_version() as version`.execute(db)
    const ours = await startCityServer('ours', cluster.urlOf('bench'))
    servers.push(ours)
    const peer = await startCityServer('postgis', cluster.urlOf('bench'))
    servers.push(peer)
    const raw = await startCityServer('raw', cluster.urlOf('bench'))
    servers.push(raw)
    const headers = [`cookie: ${await signIn(ours.port)}`]
    const places = strewn(HTTP_QUERIES, seededRandom(12))
    const paths = places.map(
      ([lng, lat]) => `/api/units/nearest?lng=${lng}&lat=${lat}&k=${NEAREST}&skill=lift`,
    )
    const all = (port: number) => fetchAll({ port, paths, headers, connections: CONNECTIONS })
    say('over HTTP')
    return [
      await compareSides<readonly Buffer[]>({
        what: `${NEAREST} nearest idle ones with a skill of ${UNITS.toLocaleString('en')} units, over HTTP`,
        operations: HTTP_QUERIES,
        rounds: 9,
        targetRatio: 5,
        countDifferences,
        sides: [
          { name: 'ours: session, role and scope checked', run: () => all(ours.port) },
          {
            name: 'Node + prepared PostGIS <->, no sign-in',
            version: `PostGIS ${rows[0]!.version}`,
            rounds: PEER_ANSWERS,
            run: () => all(peer.port),
          },
        ],
      }),
      await compareSides<readonly Buffer[]>({
        what: 'the same beside what HTTP alone costs here: no peer can be quicker than that',
        operations: HTTP_QUERIES,
        rounds: 9,
        targetRatio: 0.8,
        countDifferences: () => 0,
        sides: [
          { name: 'ours: session, role and scope checked', run: () => all(ours.port) },
          { name: 'Node, as many bytes sent at once', run: () => all(raw.port) },
        ],
      }),
    ]
  } finally {
    for (const server of servers) server.stop()
    await db.destroy()
    await admin.destroy()
    await cluster.stop()
  }
}

type Answered = { readonly units: readonly { readonly unitId: number; readonly distanceMeters: number }[] }

/** A plane and a spheroid swap units that are equally far within a thousandth. */
function countDifferences(mine: readonly Buffer[], theirs: readonly Buffer[]): number {
  const read = (body: Buffer) => (JSON.parse(body.toString()) as Answered).units
  return mine.filter((body, i) => {
    const [own, other] = [read(body), read(theirs[i]!)]
    return (
      own.length !== other.length ||
      own.some(
        ({ distanceMeters }, k) =>
          Math.abs(other[k]!.distanceMeters - distanceMeters) > 1 + distanceMeters / 200,
      )
    )
  }).length
}

async function fillUnits(db: Kysely<Database>): Promise<void> {
  await sql`insert into city values (1, 'bench', '测城', 'Bench', 'Asia/Shanghai', 120, 31, 121, 32, 'bench', now(), '{}')`.execute(
    db,
  )
  await sql`insert into department (code, name, kind) select 'D' || i, '部门' || i, 'bureau' from generate_series(1, 20) i`.execute(
    db,
  )
  await sql`insert into unit (code, name, kind, department_id, skills, home, scope_area_id)
    select 'U' || i, '力量' || i, 'patrol', 1 + i % 20, array[(array['pump','lift','sweep','fence'])[1 + i % 4]],
      'SRID=4326;POINT(120 31)', i % 40 from generate_series(1, ${UNITS}::int) i`.execute(db)
  await sql`select setseed(0.42)`.execute(db)
  await sql`insert into unit_state (unit_id, lng, lat, status, at)
    select unit_id, ${BOX[0]}::float8 + random() * 0.4, ${BOX[1]}::float8 + random() * 0.36,
      case when unit_id % 3 = 0 then 'busy' else 'idle' end, now() from unit`.execute(db)
  await sql`create table bench_unit as
    select unit_id, code, name, kind, department_id, skills, status, at, st_point(lng, lat)::geography as place, st_setsrid(st_point(lng, lat), 4326) as point
    from unit join unit_state using (unit_id) order by st_geohash(st_setsrid(st_point(lng, lat), 4326))`.execute(
    db,
  )
  await sql`create index on bench_unit using gist (place) where status = 'idle'`.execute(db)
  await sql`analyze bench_unit`.execute(db)
}

/** Every unit goes some 100 m. */
async function figureOfMoves(grid: BucketGrid, units: readonly LngLat[]) {
  let step = 0
  const { medianMs } = await time(() => {
    step = step === 0 ? 0.001 : 0
    for (const [id, [lng, lat]] of units.entries()) grid.set(id, lng + step, lat, isIdle(id) ? IDLE : 0)
  }, 7)
  return { what: 'moves a second', value: UNITS / (medianMs / 1000), unit: 'moves' }
}

/** One case dispatched again: who is near, the ways by road until nobody quicker can be left, the reasons. */
function figureOfOneCase(grid: BucketGrid, places: readonly LngLat[], units: readonly LngLat[]) {
  const { at, edges, nodeCount } = streets(100)
  const router = new RoadRouter(nodeCount, edges)
  const inside = places.filter(([lng, lat]) => lng < at(99)[0] && lat < at(9999)[1]).slice(0, 50)
  const needs = [{ code: 'pump', name: '抽水泵', nameEn: 'Pump', words: ['潜水泵'] }]
  const known = units.map(
    ([lng, lat], unitId): KnownUnit => ({
      unitId,
      code: '',
      name: '',
      nameEn: '',
      kind: 'drainage',
      departmentId: 1,
      integrationLevel: 3,
      skills: unitId % SKILLS === 0 ? ['drainage'] : [],
      equipment: ['潜水泵'],
      vehicleKind: '',
      scopeAreaId: 1,
      shifts: [],
      status: isIdle(unitId) ? 'idle' : 'busy',
      lng,
      lat,
      atMs: 0,
    }),
  )
  const sight: UnitSight = {
    nearest: ([lng, lat], k, { maxMeters = Infinity, filter = () => true } = {}) =>
      grid
        .nearest(lng, lat, k, {
          marks: IDLE,
          maxMeters,
          filter: (unitId) => filter(known[unitId]!),
        })
        .map(({ id, distanceMeters }) => ({ unit: known[id]!, distanceMeters })),
    all: () => known,
    unplaced: () => [],
  }
  const durations = inside.map((lngLat) => {
    const start = performance.now()
    rankInSight(
      sight,
      { lngLat, skill: 'drainage', needs, nowMs: 60_000 },
      {
        travelFrom: (sources, maxSeconds = 7200) =>
          router.travelTo(lngLat, sources, { isPeak: false, maxSeconds }),
        fastestMetersPerSecond: router.fastestMetersPerSecond(false),
      },
      { departmentId: null, timeZone: 'Asia/Shanghai', limits: CITY_LIMITS },
    )
    return performance.now() - start
  })
  durations.sort((a, b) => a - b)
  return {
    what: 'one case dispatched again by road, 100 × 100 crossings, nothing read from the database (median)',
    value: durations[durations.length >> 1]!,
    unit: 'ms',
    target: { atMost: 1 },
  }
}

function versionOf(name: string): string {
  const path = join(import.meta.dirname, '../node_modules', name, 'package.json')
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}

/** Streets as a net of 200 m blocks, some one-way, some quick. */
function streets(side: number) {
  const random = seededRandom(side)
  const { perLng, perLat } = metersPerDegree(BOX[1])
  const at = (node: number): LngLat => [
    BOX[0] + ((node % side) * 200) / perLng,
    BOX[1] + (Math.floor(node / side) * 200) / perLat,
  ]
  const edges: RoadEdge[] = []
  const add = (from: number, to: number) => {
    const kph = 20 + Math.floor(random() * 5) * 10
    const lengthMeters = 200 * (1 + random() * 0.3)
    const lngLats = [at(from), at(to)]
    const isOneWay = random() < 0.2
    edges.push({ from, to, lengthMeters, isOneWay, freeKph: kph, peakKph: kph, lngLats })
  }
  for (let node = 0; node < side * side; node++) {
    if (node % side < side - 1) add(node, node + 1)
    if (node + side < side * side) add(node, node + side)
  }
  return { edges, at, nodeCount: side * side, random }
}

type Node = { readonly id: number; readonly data: LngLat }
type Link = { readonly data: number }
type Graph = {
  addNode(id: number, data: LngLat): void
  addLink(from: number, to: number, seconds: number): void
}
type PathFinder = { find(from: number, to: number): readonly Node[] }
type PathOptions = {
  readonly oriented: true
  distance(from: Node, to: Node, link: Link): number
  heuristic(from: Node, to: Node): number
}
type MakeFinder = (graph: Graph, options: PathOptions) => PathFinder
type PathModule = { readonly aStar: MakeFinder; readonly nba: MakeFinder }

async function compareTravel(side: number) {
  const { edges, at, nodeCount, random } = streets(side)
  const router = new RoadRouter(nodeCount, edges)
  // A crossing is found on one of its streets; on a one-way one it could not be left as the peer leaves it.
  const isPlain = (node: number) => !edges[router.snap(at(node))!.edge]!.isOneWay
  const pick = (draw: () => number) => {
    let node = draw()
    while (!isPlain(node)) node = draw()
    return node
  }
  const cases = Array.from({ length: 40 }, () => {
    const middle = pick(() => Math.floor(random() * nodeCount))
    const near = () => {
      const column = Math.min(side - 1, Math.max(0, (middle % side) + Math.floor(random() * 41) - 20))
      const row = Math.min(side - 1, Math.max(0, Math.floor(middle / side) + Math.floor(random() * 41) - 20))
      return row * side + column
    }
    return { middle, units: Array.from({ length: NEAREST }, () => pick(near)) }
  })
  type Seconds = readonly (readonly number[])[]
  const sides: Side<Seconds>[] = [
    {
      name: 'ours, one search a case',
      run: () =>
        cases.map(({ middle, units }) =>
          router.travelTo(at(middle), units.map(at), { isPeak: false }).map((way) => way?.seconds ?? -1),
        ),
    },
  ]
  const graphs = await findPeer('ngraph.graph')
  const paths = await findPeer('ngraph.path')
  if (graphs && paths) {
    const graph = (graphs.module as { default: () => Graph }).default()
    for (let node = 0; node < nodeCount; node++) graph.addNode(node, at(node))
    const secondsOf = new Map<string, number>()
    const link = (from: number, to: number, seconds: number) => {
      graph.addLink(from, to, seconds)
      secondsOf.set(`${from} ${to}`, seconds)
    }
    for (const { from, to, isOneWay, lengthMeters, freeKph } of edges) {
      const seconds = (lengthMeters / freeKph) * 3.6
      link(from, to, seconds)
      if (!isOneWay) link(to, from, seconds)
    }
    const quickest = 60 / 3.6
    const { perLng, perLat } = metersPerDegree(BOX[1])
    const { nba, aStar } = ((paths.module as { default?: PathModule }).default ?? paths.module) as PathModule
    for (const [name, make] of Object.entries({ aStar, nba })) {
      const finder = make(graph, {
        oriented: true,
        distance: (_, __, { data }) => data,
        heuristic: (a, b) =>
          Math.hypot((a.data[0] - b.data[0]) * perLng, (a.data[1] - b.data[1]) * perLat) / quickest,
      })
      sides.push({
        name: `ngraph.path ${name}, a search a unit`,
        version: paths.version,
        run: () =>
          cases.map(({ middle, units }) =>
            units.map((unit) => {
              // Found from either end, the way is told from its target backwards or the other way round.
              const found = finder.find(unit, middle).map(({ id }) => id)
              const way = found[0] === unit ? found : found.toReversed()
              if (way.length === 0) return unit === middle ? 0 : -1
              return way.slice(1).reduce((sum, to, i) => sum + secondsOf.get(`${way[i]} ${to}`)!, 0)
            }),
          ),
      })
    }
  }
  return compareSides({
    what: `travel time of the ${NEAREST} on the short list, ${nodeCount.toLocaleString('en')} crossings`,
    operations: cases.length,
    rounds: 5,
    sides,
    countDifferences: (mine, theirs) =>
      mine.filter((own, i) => own.some((seconds, k) => Math.abs(theirs[i]![k]! - seconds) > 0.5)).length,
  })
}

export default {
  title: 'Nearest able units, and their travel times by road',
  run: async (say) => {
    const { comparisons, figures } = await compareNearest(say)
    const found = findNativePostgis()
    if (!('missing' in found)) comparisons.push(...(await compareOverHttp(say)))
    for (const side of [100, 220]) {
      say(`travel, ${side} × ${side} crossings`)
      comparisons.push(await compareTravel(side))
    }
    say('growth')
    return {
      data: 'units and places strewn over 40 × 40 km, two thirds idle, a quarter with the skill; streets as a net of 200 m blocks, a fifth one-way',
      comparisons,
      figures,
      growths: [
        await measureGrowth('units', [1000, 10_000, 100_000, 1_000_000], 5, (size) => {
          const random = seededRandom(size)
          const grid = new BucketGrid(BOX)
          strewn(size, random).forEach(([lng, lat], id) => {
            grid.set(id, lng, lat)
          })
          const places = strewn(QUERIES, random)
          return () => places.map(([lng, lat]) => grid.nearestIds(lng, lat, NEAREST))
        }),
      ],
      notes: [
        'Peers that are no dependency take part where BENCH_PEERS names a folder with kdbush, geokdbush, ngraph.graph and ngraph.path.',
        'A peer’s neighbours count as the same within 1 %: one measures on a sphere, another at one latitude.',
        'Ours also finds the road beside each place and draws the way.',
        'Over HTTP client, server and database share the machine; each server is a process of its own.',
        ...('missing' in found ? [`PostGIS left out: ${found.missing}`] : []),
      ],
    }
  },
} satisfies BenchDefinition
