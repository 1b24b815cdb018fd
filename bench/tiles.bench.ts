import { gunzipSync } from 'node:zlib'
import { type Kysely, sql } from 'kysely'
import { createDb } from '../server/db/client.ts'
import { migrate } from '../server/db/migrate.ts'
import { findNativePostgis, startNativePostgis } from '../server/db/native-postgis.ts'
import type { Database } from '../server/db/schema.ts'
import { type DecodedFeature, decodeTile } from '../tiles/engine/decode-for-test.ts'
import { tileAt, worldX, worldY } from '../tiles/engine/mercator.ts'
import { PointStore } from '../tiles/engine/point-store.ts'
import { casesSource } from '../tiles/sources/cases.ts'
import { fetchAll } from './data/fetch-all.ts'
import { seededRandom } from './data/random.ts'
import { type CityServer, signIn, startCityServer } from './data/start-city-server.ts'
import { type BenchDefinition, compareSides, type Growth, measureGrowth, type Side } from './harness.ts'

const ZOOM = 14
const TILES_PER_SIDE = 8
const POINTS_PER_TILE = 2000
const CONNECTIONS = 16
const ROUNDS = 25
const GROWTH_ROUNDS = 9
const WARM_PASSES = 8
const COLD_TARGET = 5
const WARM_TARGET = 25
const corner = tileAt(ZOOM, worldX(116.3), worldY(39.95))

type Bodies = readonly Buffer[]

/** Features by tile and id; places count as equal within one unit. */
function countDifferences(ours: Bodies, theirs: Bodies): number {
  let count = 0
  for (const [i, body] of ours.entries()) {
    const mine = byId(body)
    const other = byId(theirs[i]!)
    for (const id of new Set([...mine.keys(), ...other.keys()]))
      if (!isSame(mine.get(id), other.get(id))) count++
  }
  return count
}

function byId(body: Buffer): Map<number | undefined, DecodedFeature> {
  const isGzip = body[0] === 0x1f && body[1] === 0x8b
  return new Map(
    (decodeTile(isGzip ? gunzipSync(body) : body).cases ?? []).map((feature) => [feature.id, feature]),
  )
}

function isSame(a: DecodedFeature | undefined, b: DecodedFeature | undefined): boolean {
  if (!a || !b) return false
  const [place, other] = [a.geometry[0]![0]!, b.geometry[0]![0]!]
  const names = new Set([...Object.keys(a.properties), ...Object.keys(b.properties)])
  return (
    Math.max(Math.abs(place.x - other.x), Math.abs(place.y - other.y)) <= 1 &&
    [...names].every((name) => a.properties[name] === b.properties[name])
  )
}

/** 64 tiles of 2,000 cases each, none within two units of a tile's edge, where rounding decides. */
async function fill(db: Kysely<Database>): Promise<void> {
  const total = TILES_PER_SIDE ** 2 * POINTS_PER_TILE
  await sql`insert into city values (1, 'bench', '测城', 'Bench', 'Asia/Shanghai', 116, 39, 117, 40, 'bench', now(), '{}')`.execute(
    db,
  )
  await sql`insert into category (code, kind, class_code, class_name, name)
    select 'K' || i, 'event', lpad((i % 9)::text, 2, '0'), '大类', '小类' || i from generate_series(1, 60) i`.execute(
    db,
  )
  await sql`insert into department (code, name, kind) select 'D' || i, '部门' || i, 'bureau' from generate_series(1, 20) i`.execute(
    db,
  )
  await sql`select setseed(0.42)`.execute(db)
  await sql`insert into case_record (number, state, channel, found_by, category_id, description, geom, scope_area_id, severity,
      department_id, clock_level, reported_at, source_system, source_id, updated_at)
    select 'TG-2026-' || lpad(i::text, 7, '0'), (array['registered','dispatched','signed','handled','closed'])[1 + i % 5], 'hotline',
      (array['public','us','machine'])[1 + i % 3], 1 + i % 60, '', st_transform(st_translate(at,
        (0.001 + 0.998 * rx) * (st_xmax(box) - st_xmin(box)), -(0.001 + 0.998 * ry) * (st_ymax(box) - st_ymin(box))), 4326),
      i % 40, 'normal', 1 + i % 20, (array['normal','near','overdue'])[1 + i % 3], now() - interval '1 day', 'bench', i::text, now()
    from (select i, st_setsrid(st_point(st_xmin(e), st_ymax(e)), 3857) as at, e as box, random() as rx, random() as ry from (
      select i, st_tileenvelope(${ZOOM}::int, ${corner.x}::int + (i % ${TILES_PER_SIDE}::int), ${corner.y}::int + (i / ${TILES_PER_SIDE}::int) % ${TILES_PER_SIDE}::int) as e
      from generate_series(1, ${total}::int) i) t) p`.execute(db)
}

/** What a plain tile server would be given: attributes joined, projected, clustered by place. */
async function fillPeer(db: Kysely<Database>): Promise<void> {
  await sql`create table bench_case as
    select case_id as id, case_id, number, state, state <> 'closed' as open, clock_level, c.severity, class_code, c.category_id,
      department_id, found_by, st_transform(geom, 3857) as geom
    from case_record c join category using (category_id)`.execute(db)
  await sql`create index bench_case_geom on bench_case using gist (geom)`.execute(db)
  await sql`cluster bench_case using bench_case_geom`.execute(db)
  await sql`analyze bench_case`.execute(db)
}

async function measureServers(say: (line: string) => void) {
  const cluster = await startNativePostgis()
  const servers: CityServer[] = []
  const admin = createDb(cluster.urlOf('postgres'), { maxConnections: 1 })
  const db = createDb(cluster.urlOf('bench'), { maxConnections: 1 })
  try {
    await sql`create database bench`.execute(admin)
    say('filling PostGIS')
    await migrate(db)
    await fill(db)
    await fillPeer(db)
    const { rows } = await sql<{ version: string }>`select postgis_lib_version() as version`.execute(db)
    const ours = await startCityServer('ours', cluster.urlOf('bench'))
    servers.push(ours)
    const postgis = await startCityServer('postgis', cluster.urlOf('bench'))
    servers.push(postgis)
    // As browsers ask: ours sends what it keeps compressed, the peer saves itself the work.
    const headers = [`cookie: ${await signIn(ours.port)}`, 'accept-encoding: gzip']
    const paths = Array.from({ length: TILES_PER_SIDE ** 2 }, (_, i) => {
      const [x, y] = [corner.x + (i % TILES_PER_SIDE), corner.y + Math.floor(i / TILES_PER_SIDE)]
      return `/api/tiles/cases/${ZOOM}/${x}/${y}.mvt`
    })
    const all = (port: number, times = 1) =>
      fetchAll({
        port,
        paths: Array.from({ length: times }, () => paths).flat(),
        headers,
        connections: CONNECTIONS,
      })
    const peer = (passes: number): Side<Bodies> => ({
      name: 'Node + prepared ST_AsMVT, no sign-in',
      version: `PostGIS ${rows[0]!.version}`,
      run: () => all(postgis.port, passes),
    })
    say('cold tiles')
    const cold = await compareSides<Bodies>({
      what: `tiles made anew, ${POINTS_PER_TILE} points each, session and scope checked, over HTTP`,
      operations: paths.length,
      rounds: ROUNDS,
      targetRatio: COLD_TARGET,
      countDifferences,
      sides: [
        {
          name: 'in-memory encoder',
          run: async () => {
            await ours.forget()
            return all(ours.port)
          },
        },
        peer(1),
      ],
    })
    say('warm tiles')
    const warm = await compareSides<Bodies>({
      what: 'the same tiles again, session and scope checked, over HTTP',
      operations: paths.length * WARM_PASSES,
      rounds: ROUNDS,
      targetRatio: WARM_TARGET,
      countDifferences,
      sides: [
        { name: 'kept bytes', run: () => all(ours.port, WARM_PASSES) },
        { ...peer(WARM_PASSES), rounds: 3 },
      ],
    })
    return [cold, warm]
  } finally {
    for (const server of servers) server.stop()
    await db.destroy()
    await admin.destroy()
    await cluster.stop()
  }
}

/** `total` points over 8 × 8 tiles. */
function storeOf(total: number): PointStore {
  const random = seededRandom(1)
  const store = new PointStore(casesSource)
  const west = (corner.x / 2 ** ZOOM - 0.5) * 360
  const degrees = (TILES_PER_SIDE / 2 ** ZOOM) * 360
  store.load(
    Array.from({ length: total }, (_, i) => ({
      id: i + 1,
      scopeAreaId: i % 40,
      lng: west + random() * degrees,
      lat: 39.95 - random() * degrees * 0.766,
      values: [i + 1, `TG-${i}`, 'signed', true, 'near', 'normal', '01', i % 60, i % 20, 'public'],
    })),
  )
  return store
}

async function measureGrowths(): Promise<Growth[]> {
  const repeats = 20
  const perTile = await measureGrowth(
    `${repeats} tiles in process, by points a tile`,
    [200, 2000, 20_000],
    GROWTH_ROUNDS,
    (size) => {
      const store = storeOf(size * TILES_PER_SIDE ** 2)
      return () => {
        for (let i = 0; i < repeats; i++) store.encode(ZOOM, corner.x + 2 + (i % 4), corner.y + 3, undefined)
      }
    },
  )
  const moves = 1000
  const perMove = await measureGrowth(
    `${moves} moved points, by points in the layer`,
    [10_000, 100_000, 1_000_000],
    GROWTH_ROUNDS,
    (size) => {
      const store = storeOf(size)
      const random = seededRandom(2)
      return () => {
        for (let i = 0; i < moves; i++) {
          const id = 1 + Math.floor(random() * size)
          const lng = 116.3 + random() * 0.1
          store.upsert({ id, scopeAreaId: 1, lng, lat: 39.9, values: [id, `TG-${id}`, 'signed'] })
        }
      }
    },
  )
  return [perTile, perMove]
}

const definition: BenchDefinition = {
  title: 'vector tiles of cases: ours over HTTP against a prepared ST_AsMVT',
  async run(say) {
    const found = findNativePostgis()
    const comparisons = 'missing' in found ? [] : await measureServers(say)
    say('growth')
    return {
      data: `${TILES_PER_SIDE ** 2} tiles at z${ZOOM}, ${POINTS_PER_TILE} cases each with 10 attributes, ${CONNECTIONS} connections`,
      comparisons,
      growths: await measureGrowths(),
      notes: [
        'client, server and database share the machine; each server is a process of its own',
        'the client accepts gzip: ours sends kept tiles compressed, the peer and tiles made anew are not',
        ...('missing' in found ? [`PostGIS left out: ${found.missing}`] : []),
      ],
    }
  },
}
export default definition
