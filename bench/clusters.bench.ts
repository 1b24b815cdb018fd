import { VectorTile } from '@mapbox/vector-tile'
import { Supercluster } from '@maplibre/geojson-vt'
import type { Feature, Point } from 'geojson'
import { PbfReader } from 'pbf'
import { tileAt, worldX, worldY } from '../tiles/engine/mercator.ts'
import { type PointRow, PointStore } from '../tiles/engine/point-store.ts'
import { casesSource } from '../tiles/sources/cases.ts'
import { seededRandom } from './data/random.ts'
import { type BenchDefinition, type BenchFigures, compareSides, time } from './harness.ts'

const POINTS = 200_000
const PAGE = 4000
const CHANGES = 30_000
/** One tile holds the whole city, so that both sides count the same cases. */
const FAR_ZOOM = 8
const NEAR_ZOOM = 16
const ROUNDS = 7
const levels = ['normal', 'near', 'overdue']
const [WEST, NORTH, DEGREES] = [118.6, 31.9, 0.3]

/** Open cases over a city, two thirds of them in a hot spot. */
function casesOf(total: number): PointRow[] {
  const random = seededRandom(1)
  return Array.from({ length: total }, (_, i) => {
    const size = i % 3 === 0 ? DEGREES : DEGREES / 6
    const id = i + 1
    return {
      id,
      scopeAreaId: i % 40,
      lng: WEST + random() * size,
      lat: NORTH - random() * size,
      values: [id, `TG-${id}`, 'signed', true, levels[i % 3]!, 'normal', '01', i % 60, i % 20, 'public'],
    }
  })
}

function featuresOf(rows: readonly PointRow[]): Feature<Point>[] {
  const names = casesSource.layer.attributes.map(({ name }) => name)
  return rows.map(({ id, lng, lat, values }) => ({
    type: 'Feature',
    id,
    geometry: { type: 'Point', coordinates: [lng, lat] },
    properties: Object.fromEntries(names.map((name, i) => [name, values[i]])),
  }))
}

const peer = { name: "MapLibre's supercluster", version: '@maplibre/geojson-vt 6.3.1' }
const options = { radius: 40, maxZoom: 11, minPoints: 2, extent: 512 }
const farTile = tileAt(FAR_ZOOM, worldX(WEST + DEGREES / 3), worldY(NORTH - DEGREES / 3))
const nearTile = tileAt(NEAR_ZOOM, worldX(WEST + DEGREES / 12), worldY(NORTH - DEGREES / 12))

/** How many cases a far tile's clusters and single ones stand for. */
function countedOurs(store: PointStore): number {
  const bytes = store.encode(FAR_ZOOM, farTile.x, farTile.y, undefined)
  return bytes ? sum(decoded(bytes).map(({ point_count: count }) => Number(count ?? 1))) : 0
}
function decoded(bytes: Uint8Array): Record<string, unknown>[] {
  const layer = new VectorTile(new PbfReader(bytes)).layers.cases!
  return Array.from({ length: layer.length }, (_, i) => layer.feature(i).properties)
}
function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
const differs = (ours: number, theirs: number) => (ours === theirs ? 0 : 1)
const counted = (index: Supercluster) =>
  sum(
    (index.getTile(FAR_ZOOM, farTile.x, farTile.y)?.features ?? []).map(({ tags }) =>
      Number((tags as { point_count?: number } | null)?.point_count ?? 1),
    ),
  )

async function* pagesOf(rows: readonly PointRow[]): AsyncGenerator<readonly PointRow[]> {
  for (let from = 0; from < rows.length; from += PAGE) yield rows.slice(from, from + PAGE)
}

async function compare(
  say: (line: string) => void,
): Promise<Required<Pick<BenchFigures, 'comparisons' | 'figures'>>> {
  const rows = casesOf(POINTS)
  const features = featuresOf(rows)
  const store = new PointStore(casesSource)
  store.load(rows)
  const index = new Supercluster(options)
  index.load(features)
  const random = seededRandom(2)
  say('loading')
  const loading = await compareSides<number>({
    what: `${POINTS.toLocaleString('en')} cases taken in, as they come from the database in pages of ${PAGE}`,
    operations: POINTS,
    rounds: 3,
    sides: [
      {
        name: 'ours, sorted once',
        run: async () => {
          const made = new PointStore(casesSource)
          await made.loadPages(pagesOf(rows))
          return made.size
        },
      },
      {
        name: 'the same, sorted page by page',
        run: async () => {
          const made = new PointStore(casesSource)
          for await (const page of pagesOf(rows)) made.load(page)
          return made.size
        },
      },
      {
        ...peer,
        run: () => {
          new Supercluster(options).load(features)
          return features.length
        },
      },
    ],
    countDifferences: differs,
  })
  say('live changes')
  const live = await compareSides<number>({
    what: `a case moves and the far tile (z${FAR_ZOOM}, clusters) is made anew`,
    operations: 1,
    rounds: ROUNDS,
    targetRatio: 5,
    sides: [
      {
        name: 'ours',
        run: () => {
          const row = rows[Math.floor(random() * POINTS)]!
          store.upsert({ ...row, lng: row.lng + 1e-5 })
          return countedOurs(store)
        },
      },
      {
        ...peer,
        rounds: 3,
        run: () => {
          const made = new Supercluster(options)
          made.load(features)
          return counted(made)
        },
      },
    ],
    countDifferences: differs,
  })
  say('changes alone')
  // Of three in turn one moves, one goes, one comes back: what is told of a case in a storm.
  const changed = await time(() => {
    for (let i = 0; i < CHANGES; i += 3) {
      const [moved, gone] = [rows[Math.floor(random() * POINTS)]!, rows[Math.floor(random() * POINTS)]!]
      store.upsert({ ...moved, lng: moved.lng + random() * 1e-4 })
      store.remove(gone.id)
      store.upsert(gone)
    }
  }, ROUNDS)
  say('a far tile that did not change')
  const still = await compareSides<number>({
    what: `the far tile without a change, to bytes · to objects for the peer, which has gathered before`,
    operations: 1,
    rounds: ROUNDS,
    sides: [
      { name: 'ours', run: () => countedOurs(store) },
      { ...peer, run: () => counted(index) },
    ],
    countDifferences: differs,
  })
  say('decoding')
  const bytes = store.encode(NEAR_ZOOM, nearTile.x, nearTile.y, undefined)!
  const inTile = new Set(decoded(bytes).map(({ case_id: id }) => id))
  const json = JSON.stringify(features.filter(({ id }) => inTile.has(id)))
  const decoding = await compareSides<number>({
    what: `a near tile (z${NEAR_ZOOM}, ${(bytes.length / 1024).toFixed(0)} KB · ${(json.length / 1024).toFixed(0)} KB as GeoJSON) read with all attributes`,
    operations: 1,
    rounds: ROUNDS,
    sides: [
      { name: 'vector tile, @mapbox/vector-tile', run: () => decoded(bytes).length },
      { name: 'GeoJSON, JSON.parse', run: () => (JSON.parse(json) as unknown[]).length },
    ],
    countDifferences: differs,
  })
  return {
    comparisons: [loading, live, still, decoding],
    figures: [
      {
        what: `a case moves, comes or goes, re-sorting included (mean of ${CHANGES.toLocaleString('en')})`,
        value: (changed.medianMs * 1000) / CHANGES,
        unit: 'µs',
        target: { atMost: 20 },
      },
    ],
  }
}

const definition: BenchDefinition = {
  title: 'clusters that live, against an index built anew; what a tile costs to read',
  async run(say) {
    return {
      data: `${POINTS.toLocaleString('en')} open cases with 10 attributes, two thirds of them in a hot spot`,
      ...(await compare(say)),
      notes: ['in one process, without database and network'],
    }
  },
}
export default definition
