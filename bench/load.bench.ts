import { once } from 'node:events'
import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { generateCity } from '../seed/city/generate-city.ts'
import { clearCity } from '../seed/load.ts'
import { createDb } from '../server/db/client.ts'
import { migrate } from '../server/db/migrate.ts'
import { startNativePostgis } from '../server/db/native-postgis.ts'
import type { Database } from '../server/db/schema.ts'
import type { BundleCase, CityBundle } from '../server/exchange/bundle.ts'
import { BULK_TABLES, loadBundle } from '../server/exchange/load/load-bundle.ts'
import { type BenchDefinition, compareSides } from './harness.ts'

/** So many times the small city's year. */
const TIMES = 5
const ENDS_AT = '2026-11-23T08:00:00Z'
const ROUNDS = 3

type Counts = Readonly<Record<string, number>>

/**
 * Our way of a city into an empty native database, with everything that it works out for each row (place, deadlines,
 * hashes, steps, a sealed log), beside COPY of the very rows that came of it, table after table.
 */
const bench: BenchDefinition = {
  title: 'a fresh city into native PostGIS: our loader beside plain COPY of the same rows',
  async run(say) {
    const cluster = await startNativePostgis()
    const url = cluster.urlOf('postgres')
    const db = createDb(url)
    try {
      await migrate(db)
      const { rows } = await sql<{
        version: string
      }>`select current_setting('server_version') as version`.execute(db)
      const city = severalYears(generateCity('tongguan', ENDS_AT))
      say('a first load, and its rows as COPY gives them')
      const load = async (): Promise<Counts> => {
        await clearCity(db)
        await loadBundle(db, city, {
          now: new Date(ENDS_AT),
          hasLiveCases: true,
          isFresh: true,
          copyUrl: url,
        })
        return await countRows(db)
      }
      const counts = await load()
      const copies = await dump(url)
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
      const plainCopy = async (): Promise<Counts> => {
        await sql`truncate ${sql.join(BULK_TABLES.map((name) => sql.table(name)))} cascade`.execute(db)
        await restore(url, copies)
        return await countRows(db)
      }
      const comparison = await compareSides<Counts>({
        what: `${total.toLocaleString('en')} rows of ${BULK_TABLES.length} tables`,
        operations: total,
        rounds: ROUNDS,
        sides: [
          { name: 'ours, from the bundle', run: load },
          {
            name: 'COPY, ready rows, indexes in place',
            version: `PostgreSQL ${rows[0]!.version}`,
            run: plainCopy,
          },
        ],
        countDifferences: (ours, theirs) =>
          BULK_TABLES.filter((table) => ours[table] !== theirs[table]).length,
      })
      return {
        data: `${counts.case_record?.toLocaleString('en')} cases, ${counts.part?.toLocaleString('en')} parts, seed tongguan`,
        comparisons: [comparison],
        figures: [
          { what: 'ours', value: total / (comparison.sides[0]!.medianMs / 1000), unit: 'rows a second' },
        ],
        notes: [
          'ours also writes areas, grids, basemap and people, and is given objects, not text; COPY is given the text that came of them',
          'the cluster is not durable (fsync off), for both',
        ],
      }
    } finally {
      await db.destroy()
      await cluster.stop()
    }
  },
}
export default bench

function severalYears(city: CityBundle): CityBundle {
  return {
    ...city,
    cases: {
      *[Symbol.iterator](): Generator<BundleCase> {
        for (const row of city.cases)
          for (let i = 0; i < TIMES; i++) yield { ...row, sourceId: `${row.sourceId}-${i}` }
      },
    },
  }
}

async function countRows(db: Kysely<Database>): Promise<Counts> {
  const counts: Record<string, number> = {}
  for (const table of BULK_TABLES) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db)
    counts[table] = rows[0]!.n
  }
  return counts
}

type Dumped = { readonly table: string; readonly chunks: readonly Buffer[] }

async function dump(url: string): Promise<Dumped[]> {
  const client = new pg.Client(url)
  await client.connect()
  const dumped: Dumped[] = []
  for (const table of BULK_TABLES) {
    const chunks: Buffer[] = []
    for await (const chunk of client.query(copyTo(`copy ${table} to stdout`))) chunks.push(chunk as Buffer)
    dumped.push({ table, chunks })
  }
  await client.end()
  return dumped
}

async function restore(url: string, copies: readonly Dumped[]): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('set synchronous_commit = off')
  for (const { table, chunks } of copies) {
    const stream = client.query(copyFrom(`copy ${table} from stdin`))
    for (const chunk of chunks) if (!stream.write(chunk)) await once(stream, 'drain')
    stream.end()
    await once(stream, 'finish')
  }
  await client.end()
}
