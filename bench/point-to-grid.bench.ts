import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Flatbush from 'flatbush'
import pg from 'pg'
import pointInPolygonHao from 'point-in-polygon-hao'
import whichPolygon from 'which-polygon'
import { compareCodes } from '../geo/compare-codes.ts'
import { type GridShape, NO_GRID, ResponsibilityIndex } from '../geo/responsibility-index.ts'
import { responsibleGridSql } from '../geo/responsibility-sql.ts'
import { findNativePostgis, startNativePostgis } from '../server/db/native-postgis.ts'
import { seededRandom } from './data/random.ts'
import { reportedPoints, tessellatedCity } from './data/tessellated-city.ts'
import { type BenchDefinition, compareSides, type Figure, measureGrowth, type Side, time } from './harness.ts'

const GRIDS_PER_SIDE = 100
const POINT_COUNT = 1_000_000
const HARD_POINT_COUNT = 200_000
const HOT_SHARE = 0.6
const ROUNDS = 9
const PEER_ROUNDS = 3
const TARGET_RATIO = 20

type Postgis = { readonly client: pg.Client; readonly version: string; readonly stop: () => Promise<void> }

function versionOf(library: string): string {
  const file = join(import.meta.dirname, '..', 'node_modules', library, 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

function countDifferences(ours: Int32Array, theirs: Int32Array): number {
  let count = 0
  for (let i = 0; i < ours.length; i++) if (ours[i] !== theirs[i]) count++
  return count
}

/** The usual way in JavaScript: a static R-tree of boxes, then an exact test. */
function flatbushSide(ordered: readonly GridShape[], points: Float64Array): Side<Int32Array> {
  const tree = new Flatbush(ordered.length)
  const rings = ordered.map((grid) => grid.polygons[0]!.map((ring) => ring.map((position) => [...position])))
  for (const ring of rings) {
    const lngs = ring[0]!.map((position) => position[0]!)
    const lats = ring[0]!.map((position) => position[1]!)
    tree.add(Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats))
  }
  tree.finish()
  return {
    name: 'flatbush + point-in-polygon-hao',
    version: `${versionOf('flatbush')} + ${versionOf('point-in-polygon-hao')}`,
    rounds: PEER_ROUNDS,
    run: () => {
      const ids = new Int32Array(points.length / 2)
      const point = [0, 0]
      for (let i = 0; i < ids.length; i++) {
        point[0] = points[2 * i]!
        point[1] = points[2 * i + 1]!
        let best = -1
        for (const rank of tree.search(point[0], point[1], point[0], point[1])) {
          if ((best < 0 || rank < best) && pointInPolygonHao(point, rings[rank]!) !== false) best = rank
        }
        ids[i] = best < 0 ? NO_GRID : ordered[best]!.id
      }
      return ids
    },
  }
}

function whichPolygonSide(ordered: readonly GridShape[], points: Float64Array): Side<Int32Array> {
  const query = whichPolygon({
    type: 'FeatureCollection',
    features: ordered.map((grid, rank) => ({
      type: 'Feature',
      properties: { rank },
      geometry: { type: 'MultiPolygon', coordinates: grid.polygons },
    })),
  })
  return {
    name: 'which-polygon',
    version: versionOf('which-polygon'),
    rounds: PEER_ROUNDS,
    run: () => {
      const ids = new Int32Array(points.length / 2)
      const point = [0, 0]
      for (let i = 0; i < ids.length; i++) {
        point[0] = points[2 * i]!
        point[1] = points[2 * i + 1]!
        let best = -1
        for (const { rank } of query<{ rank: number }>(point, true) ?? [])
          if (best < 0 || rank < best) best = rank
        ids[i] = best < 0 ? NO_GRID : ordered[best]!.id
      }
      return ids
    },
  }
}

async function loadGrids({ client }: Postgis, grids: readonly GridShape[]): Promise<void> {
  await client.query(
    'create unlogged table grid (id int primary key, code text, rank int, geom geometry(MultiPolygon, 4326))',
  )
  for (let from = 0; from < grids.length; from += 1000) {
    const some = grids.slice(from, from + 1000)
    await client.query(
      `insert into grid select id, code, 0, ST_SetSRID(ST_GeomFromGeoJSON(shape), 4326)
       from unnest($1::int[], $2::text[], $3::text[]) as g(id, code, shape)`,
      [
        some.map((grid) => grid.id),
        some.map((grid) => grid.code),
        some.map((grid) => JSON.stringify({ type: 'MultiPolygon', coordinates: grid.polygons })),
      ],
    )
  }
  await client.query(
    `update grid set rank = r.rank from (select id, row_number() over (order by code collate "C") as rank from grid) as r
     where r.id = grid.id`,
  )
  await client.query('create index on grid using gist (geom)')
}

async function connect(): Promise<Postgis> {
  const cluster = await startNativePostgis()
  const client = new pg.Client(cluster.urlOf('postgres'))
  const stop = async () => {
    await client.end().catch(() => {})
    await cluster.stop()
  }
  try {
    await client.connect()
    await client.query('create extension postgis')
    const { rows } = await client.query<{ pg: string; postgis: string }>(
      `select current_setting('server_version') as pg, postgis_lib_version() as postgis`,
    )
    return { client, version: `PostgreSQL ${rows[0]!.pg.split(' ')[0]}, PostGIS ${rows[0]!.postgis}`, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function loadPoints({ client }: Postgis, points: Float64Array): Promise<void> {
  await client.query('create unlogged table point (i int, geom geometry(Point, 4326))')
  const count = points.length / 2
  for (let from = 0; from < count; from += 100_000) {
    const indices = Array.from({ length: Math.min(100_000, count - from) }, (_, i) => from + i)
    await client.query(
      `insert into point select i, ST_SetSRID(ST_MakePoint(lng, lat), 4326)
       from unnest($1::int[], $2::float8[], $3::float8[]) as p(i, lng, lat)`,
      [indices, indices.map((i) => points[2 * i]), indices.map((i) => points[2 * i + 1])],
    )
  }
  await client.query('create index point_geom on point using gist (geom)')
  await client.query('vacuum analyze point')
  await client.query('vacuum analyze grid')
}

/** Puts the points into the index's order on disk; returns them in that order. */
async function clusterPoints({ client }: Postgis, points: Float64Array): Promise<Float64Array> {
  await client.query('cluster point using point_geom')
  await client.query('vacuum analyze point')
  const { rows } = await client.query<[number]>({
    rowMode: 'array',
    text: 'select i from point order by ctid',
  })
  const ordered = new Float64Array(points.length)
  for (const [to, [from]] of rows.entries()) {
    ordered[2 * to] = points[2 * from]!
    ordered[2 * to + 1] = points[2 * from + 1]!
  }
  // Renumbered, so that the answers come in this order too.
  await client.query('create sequence place minvalue 0')
  await client.query(
    `create unlogged table clustered as select nextval('place')::int as i, geom from point order by ctid`,
  )
  await client.query('drop table point')
  await client.query('alter table clustered rename to point')
  await client.query('create index point_geom on point using gist (geom)')
  await client.query('vacuum analyze point')
  return ordered
}

type Plan = {
  readonly name: string
  readonly rounds: number
  readonly settings: readonly string[]
  readonly sql: string
}

const PARALLEL = [
  'max_parallel_workers_per_gather = 2',
  'parallel_setup_cost = 0',
  'parallel_tuple_cost = 0',
  'min_parallel_table_scan_size = 0',
  'min_parallel_index_scan_size = 0',
  "work_mem = '256MB'",
]

/** The best plan found for the whole answer: an id for each point, kept in a table, lowest code first by a ready rank. */
const ANSWER_PLAN: Plan = {
  name: 'PostGIS, polygons outer, parallel on all cores',
  rounds: PEER_ROUNDS,
  settings: PARALLEL,
  sql: `drop table if exists answer; create unlogged table answer as
    select point.i, min(grid.rank) as rank from grid join point on ST_Covers(grid.geom, point.geom) group by point.i`,
}

const POINTS_OUTER_PLAN: Plan = {
  name: 'PostGIS, points outer',
  rounds: 1,
  settings: ['max_parallel_workers_per_gather = 0'],
  sql: `drop table if exists answer; create unlogged table answer as
    select point.i, g.id from point cross join lateral (
      select id from grid where ST_Covers(grid.geom, point.geom) order by rank limit 1) as g`,
}

/** Less work than ours: no answer for any point, only their number. A lower bound for any plan. */
const COUNTING_PLAN: Plan = {
  name: 'PostGIS, the same plan, only counting the matches',
  rounds: PEER_ROUNDS,
  settings: PARALLEL,
  sql: 'select count(*), sum(grid.id) from grid join point on ST_Covers(grid.geom, point.geom)',
}

async function answersOfPostgis({ client }: Postgis, count: number): Promise<Int32Array> {
  const ids = new Int32Array(count).fill(NO_GRID)
  const { rows } = await client.query<[number, number]>({
    rowMode: 'array',
    text: `select distinct on (i) i, id from grid join point on ST_Covers(grid.geom, point.geom) order by i, code collate "C"`,
  })
  for (const [i, id] of rows) ids[i] = id
  return ids
}

function postgisSide({ client, version }: Postgis, plan: Plan, answers: Int32Array): Side<Int32Array> {
  return {
    name: plan.name,
    version: `(${version})`,
    rounds: plan.rounds,
    run: async () => {
      await client.query(plan.settings.map((setting) => `set ${setting}`).join('; '))
      await client.query(plan.sql)
      await client.query('reset all')
      return answers
    },
  }
}

/** Vertices, points on edges, points a rounding or a billionth of a degree beside them, and points round the city's rim up to 80 m out. */
function hardPoints(grids: readonly GridShape[], count: number): Float64Array {
  const random = seededRandom(11)
  const points = new Float64Array(2 * count)
  for (let i = 0; i < count; i++) {
    const ring = grids[Math.floor(random() * grids.length)]!.polygons[0]![0]!
    const at = 1 + Math.floor(random() * (ring.length - 1))
    const [ax, ay] = ring[at - 1]!
    const [bx, by] = ring[at]!
    const t = i % 2 === 0 ? 0 : random()
    const offset = [0, 0, 1e-13, 1e-13, 2e-9, 2e-9, 1e-3, 1e-3][i % 8]!
    points[2 * i] = ax + (bx - ax) * t + (random() - 0.5) * offset
    points[2 * i + 1] = ay + (by - ay) * t + (random() - 0.5) * offset
  }
  return points
}

async function hardAnswersOfPostgis({ client }: Postgis, points: Float64Array): Promise<Int32Array> {
  const ids = new Int32Array(points.length / 2)
  for (let from = 0; from < ids.length; from += 20_000) {
    const slice = points.subarray(2 * from, 2 * (from + 20_000))
    const { rows } = await client.query<{ id: number | null }>(
      `select ${responsibleGridSql('grid', 'lng', 'lat')} as id
       from unnest($1::float8[], $2::float8[]) with ordinality as p(lng, lat, i) order by i`,
      [Array.from(slice.filter((_, i) => i % 2 === 0)), Array.from(slice.filter((_, i) => i % 2 === 1))],
    )
    for (const [i, row] of rows.entries()) ids[from + i] = row.id ?? NO_GRID
  }
  return ids
}

async function singleLookups(index: ResponsibilityIndex, points: Float64Array): Promise<Figure[]> {
  const count = points.length / 2
  const ids = await time(() => {
    for (let i = 0; i < count; i++) index.locateId(points[2 * i]!, points[2 * i + 1]!)
  }, 5)
  const reasoned = 100_000
  const reasons = await time(() => {
    for (let i = 0; i < reasoned; i++) index.locate(points[2 * i]!, points[2 * i + 1]!)
  }, 5)
  return [
    {
      what: 'one live lookup of the id',
      value: (ids.medianMs * 1000) / count,
      unit: 'µs',
      target: { atMost: 1 },
    },
    {
      what: 'one live lookup with distances and neighbour',
      value: (reasons.medianMs * 1000) / reasoned,
      unit: 'µs',
    },
  ]
}

export default {
  title: 'which duty grid answers for a point',
  run: async (say) => {
    const city = tessellatedCity(GRIDS_PER_SIDE, 1)
    const points = reportedPoints(city, POINT_COUNT, HOT_SHARE, 2)
    const hard = hardPoints(city.grids, HARD_POINT_COUNT)
    const ordered = [...city.grids].sort((a, b) => compareCodes(a.code, b.code))
    say('building the index')
    const build = await time(() => new ResponsibilityIndex(city.grids), 3)
    const index = new ResponsibilityIndex(city.grids)
    const ids = new Int32Array(POINT_COUNT)
    const ours: Side<Int32Array> = {
      name: 'responsibility index',
      run: () => index.locateMany(points, ids),
    }
    const notes: string[] = []
    const comparisons = []
    const size = `${POINT_COUNT.toLocaleString('en')} points among ${city.grids.length.toLocaleString('en')} grids`
    const compare = (what: string, sides: readonly Side<Int32Array>[]) =>
      compareSides({
        what,
        operations: POINT_COUNT,
        rounds: ROUNDS,
        sides,
        countDifferences,
        targetRatio: TARGET_RATIO,
      })
    const found = findNativePostgis()
    if ('missing' in found) notes.push(`the sides of PostGIS were skipped: ${found.missing}`)
    const database = 'missing' in found ? undefined : await connect()
    try {
      const sides = [ours, flatbushSide(ordered, points), whichPolygonSide(ordered, points)]
      if (database) {
        say('loading PostGIS')
        await loadGrids(database, city.grids)
        await loadPoints(database, points)
        const answers = await answersOfPostgis(database, POINT_COUNT)
        for (const plan of [ANSWER_PLAN, POINTS_OUTER_PLAN]) sides.push(postgisSide(database, plan, answers))
      }
      say('measuring points in the order they came')
      comparisons.push(await compare(`${size}, in the order they came`, sides))
      if (database) {
        comparisons.push(
          await compareSides({
            what: 'less than the same work: PostGIS gives no answers here',
            operations: POINT_COUNT,
            rounds: ROUNDS,
            sides: [ours, postgisSide(database, COUNTING_PLAN, await ours.run())],
            countDifferences,
          }),
        )
        say('measuring points sorted by place')
        const sorted = await clusterPoints(database, points)
        const sortedIds = new Int32Array(POINT_COUNT)
        const answers = await answersOfPostgis(database, POINT_COUNT)
        comparisons.push(
          await compare(`${size}, sorted by place on both sides (CLUSTER)`, [
            { name: ours.name, run: () => index.locateMany(sorted, sortedIds) },
            flatbushSide(ordered, sorted),
            postgisSide(database, ANSWER_PLAN, answers),
          ]),
        )
      }
      if (database) {
        say('comparing answers on borders and round the rim')
        comparisons.push(
          await compareSides({
            what: `${HARD_POINT_COUNT.toLocaleString('en')} points on vertices, on edges, within a billionth of a degree of both, and round the rim, whole rule`,
            operations: HARD_POINT_COUNT,
            rounds: 1,
            sides: [
              { name: 'responsibility index', run: () => index.locateMany(hard) },
              {
                name: 'PostGIS, the rule as a query for each point',
                version: `(${database.version})`,
                run: () => hardAnswersOfPostgis(database, hard),
              },
            ],
            countDifferences,
          }),
        )
      }
    } finally {
      await database?.stop()
    }
    say('growth')
    const growths = [
      await measureGrowth('1 M points among so many grids', [100, 1024, 10_000], 5, (size) => {
        const smaller = tessellatedCity(Math.sqrt(size), 1)
        const other = new ResponsibilityIndex(smaller.grids)
        return () => other.locateMany(points, ids)
      }),
      await measureGrowth('so many points among 10 000 grids', [10_000, 100_000, POINT_COUNT], 9, (size) => {
        const some = points.subarray(0, 2 * size)
        const answers = new Int32Array(size)
        return () => index.locateMany(some, answers)
      }),
    ]
    return {
      data: `synthetic city of 40 × 40 km, ${city.grids.length.toLocaleString('en')} tessellating grids of 64 vertices, ${POINT_COUNT.toLocaleString('en')} points, ${HOT_SHARE * 100} % of them in 200 hot spots, seeds 1 and 2`,
      comparisons,
      growths,
      figures: [
        ...(await singleLookups(index, points)),
        { what: 'building the index', value: build.medianMs / 1000, unit: 's' },
        { what: 'memory of the index', value: index.byteLength / 1e6, unit: 'MB' },
      ],
      notes,
    }
  },
} satisfies BenchDefinition
