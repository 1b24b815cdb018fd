import { type Kysely, sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { seededRandom } from '../bench/data/random.ts'
import { tessellatedCity } from '../bench/data/tessellated-city.ts'
import type { LngLat, PolygonCoordinates, Ring } from '../geo/lng-lat.ts'
import { readWkbPolygons } from '../geo/read-wkb.ts'
import { type GridShape, NO_GRID, ResponsibilityIndex } from '../geo/responsibility-index.ts'
import { responsibleGridSql } from '../geo/responsibility-sql.ts'
import type { Database } from '../server/db/schema.ts'

/**
 * The same on either database: the index answers as its PostGIS does.
 *
 * @param share of the hard points that are asked, as an embedded database is slow
 * @returns the shapes asked about, once the tests have begun
 */
export function responsibilityIndexSuite(
  open: () => Kysely<Database>,
  share = 1,
): () => readonly GridShape[] {
  let db: Kysely<Database>
  let shapes: GridShape[] = []
  const random = seededRandom(5)

  function closed(ring: LngLat[]): Ring {
    return [...ring, ring[0]!]
  }

  /** Rings of every kind of trouble: stars with holes, bow ties, overlaps, slivers, several parts, codes beyond ASCII. */
  function awkwardGrid(id: number): GridShape {
    const center: LngLat = [116.2 + random() * 0.5, 39.7 + random() * 0.37]
    const size = 0.0005 + random() * 0.01
    const vertexCount = 3 + Math.floor(random() * 40)
    const star = (scale: number) =>
      closed(
        Array.from({ length: vertexCount }, (_, i): LngLat => {
          const angle = (2 * Math.PI * i) / vertexCount
          const radius = (0.3 + 0.7 * random()) * scale * size
          return [center[0] + Math.cos(angle) * radius, center[1] + Math.sin(angle) * radius]
        }),
      )
    const tangle = () =>
      closed(
        Array.from(
          { length: vertexCount },
          (): LngLat => [center[0] + (random() - 0.5) * size, center[1] + (random() - 0.5) * size],
        ),
      )
    const first: PolygonCoordinates =
      random() < 0.3 ? [tangle()] : random() < 0.5 ? [star(1), star(0.25)] : [star(1)]
    const east = center[0] + 2 * size
    const sliver: PolygonCoordinates = [
      closed([
        [east, center[1]],
        [east + 1e-9, center[1] + size],
        [east - 1e-6, center[1] + size * 1.1],
      ]),
    ]
    const code = `${['x', '格', '\u{20000}', '\uffee'][id % 4]}${Math.floor(random() * 200)}`
    return { id, code, polygons: random() < 0.4 ? [first, sliver] : [first] }
  }

  beforeAll(async () => {
    db = open()
    const grids = [
      ...tessellatedCity(12, 3).grids,
      ...Array.from({ length: 300 }, (_, i) => awkwardGrid(1000 + i)),
    ]
    await sql`create table awkward (id int primary key, code text, geom geometry(Geometry, 4326))`.execute(db)
    for (const { id, code, polygons } of grids) {
      const shape = JSON.stringify({ type: 'MultiPolygon', coordinates: polygons })
      await sql`insert into awkward select ${id}, ${code},
      ST_CollectionExtract(ST_MakeValid(ST_SetSRID(ST_GeomFromGeoJSON(${shape}), 4326)), 3)`.execute(db)
    }
    await sql`create index on awkward using gist (geom)`.execute(db)
    const { rows } = await sql<{ id: number; code: string; wkb: Buffer }>`
    select id, code, ST_AsBinary(geom) as wkb from awkward where not ST_IsEmpty(geom)`.execute(db)
    shapes = rows.map(({ id, code, wkb }) => ({ id, code, polygons: readWkbPolygons(wkb) }))
  })

  /** Vertices, points on edges by interpolation, points a rounding or a billionth beside them, parallels through vertices, the rim, anywhere. */
  function hardPoints(): LngLat[] {
    const points: LngLat[] = []
    for (const { polygons } of shapes) {
      for (const ring of polygons.flat()) {
        for (let i = 1; i < ring.length; i++) {
          const [ax, ay] = ring[i - 1]!
          const [bx, by] = ring[i]!
          const t = random()
          points.push([ax, ay], [ax + (bx - ax) * t, ay + (by - ay) * t], [(ax + bx) / 2, (ay + by) / 2])
          points.push(
            [ax + (random() - 0.5) * 1e-12, ay + (random() - 0.5) * 1e-12],
            [ax + (random() - 0.5) * 2e-9, ay + (random() - 0.5) * 2e-9],
            [ax + (bx - ax) * t + (random() - 0.5) * 2e-9, ay + (by - ay) * t + (random() - 0.5) * 2e-9],
            [ax - random() * 0.001, ay],
          )
        }
      }
    }
    for (let i = 0; i < 20_000; i++) points.push([116.199 + random() * 0.48, 39.699 + random() * 0.37])
    for (let i = 0; i < 20_000; i++) points.push([116.2 - random() * 0.0008, 39.7 + random() * 0.3])
    return points
  }

  async function answersOfPostgis(points: readonly LngLat[]): Promise<number[]> {
    const ids: number[] = []
    for (let from = 0; from < points.length; from += 20_000) {
      const some = points.slice(from, from + 20_000)
      const lngs = some.map(([lng]) => lng)
      const lats = some.map(([, lat]) => lat)
      const { rows } = await sql<{ id: number | null }>`
      select ${sql.raw(responsibleGridSql('awkward', 'lng', 'lat'))} as id
      from unnest(${lngs}::float8[], ${lats}::float8[]) with ordinality as p(lng, lat, i) order by i`.execute(
        db,
      )
      for (const { id } of rows) ids.push(id ?? NO_GRID)
    }
    return ids
  }

  test('answers as PostGIS does on every point: vertices, edges, holes, slivers, overlaps, made-valid shapes, the 50 m rule', async () => {
    const points = hardPoints().filter(() => random() < share)
    const index = new ResponsibilityIndex(shapes)
    const ids = index.locateMany(Float64Array.from(points.flat()))
    const expected = await answersOfPostgis(points)
    const differing = points.filter((_, i) => ids[i] !== expected[i])
    expect(points.length).toBeGreaterThan(100_000 * share)
    expect(differing).toEqual([])
    expect(points.filter(([lng, lat]) => index.locate(lng, lat)?.how === 'nearest').length).toBeGreaterThan(
      5000 * share,
    )
    expect(expected.filter((id) => id === NO_GRID).length).toBeGreaterThan(1000 * share)
  })

  return () => shapes
}
