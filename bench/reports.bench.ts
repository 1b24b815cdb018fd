import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { createDb } from '../server/db/client.ts'
import { migrate } from '../server/db/migrate.ts'
import { startNativePostgis } from '../server/db/native-postgis.ts'
import { createApiKey } from '../server/identity/create-api-key.ts'
import { loadTinyCity, TINY_POINTS } from '../test/tiny-city.ts'
import type { BenchDefinition, Figure } from './harness.ts'

const REPORTS = 10_000
const PACED_SECONDS = 60
const CONNECTIONS = 32
const PORT = 3399

type Burst = {
  readonly seconds: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly failed: number
}

/**
 * A storm's reports at the public door of a process of its own, each acknowledged only once its commit is on the disk
 * (fsync on), beside single-row INSERTs of the same words, one commit each, over the same number of connections.
 */
const bench: BenchDefinition = {
  title: 'reports taken in at the door, durable, on native PostGIS',
  async run(say) {
    const cluster = await startNativePostgis({ isDurable: true })
    const dataDir = mkdtempSync(path.join(tmpdir(), 'reports-'))
    const url = cluster.urlOf('postgres')
    const db = createDb(url)
    let server: ChildProcess | undefined
    try {
      await migrate(db)
      await loadTinyCity(db)
      const apiKey = await createApiKey(db, { now: () => new Date() }, { name: 'bench', roles: ['admin'] })
      server = await startDoors(url, dataDir)
      say('warming up')
      await burst((id) => sendReport(apiKey, id), 500)
      say(`${REPORTS} reports in ${PACED_SECONDS} s`)
      const paced = await burst((id) => sendReport(apiKey, id), REPORTS, PACED_SECONDS)
      say(`${REPORTS} reports as fast as they are taken`)
      const flat = await burst((id) => sendReport(apiKey, id), REPORTS)
      const { count } = await db
        .selectFrom('report')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      say('plain INSERT, one commit each')
      const insert = await plainInserts(url)
      const figures: Figure[] = [
        { what: `paced at ${REPORTS}/min: p50`, value: paced.p50Ms, unit: 'ms' },
        { what: `paced at ${REPORTS}/min: p99`, value: paced.p99Ms, unit: 'ms', target: { atMost: 500 } },
        { what: 'paced: took', value: paced.seconds, unit: 's', target: { atMost: PACED_SECONDS + 1 } },
        { what: 'not taken', value: paced.failed + flat.failed, unit: 'reports', target: { atMost: 0 } },
        {
          what: 'acknowledged and not in the database',
          value: 2 * REPORTS + 500 - Number(count),
          unit: 'reports',
          target: { atMost: 0 },
        },
        {
          what: 'as fast as they are taken',
          value: (REPORTS / flat.seconds) * 60,
          unit: 'reports a minute',
          target: { atLeast: 10_000 },
        },
        { what: 'as fast as they are taken: p99', value: flat.p99Ms, unit: 'ms' },
        { what: 'plain INSERT', value: (REPORTS / insert.seconds) * 60, unit: 'rows a minute' },
        {
          what: 'rows of plain INSERT in the time of one report',
          value: flat.seconds / insert.seconds,
          unit: '×',
        },
      ]
      return {
        data: `a city of 16 unit grids; every report is placed, numbered, classified, registered and dispatched by rule, in one transaction; ${CONNECTIONS} connections`,
        figures,
        notes: [
          'fsync and synchronous_commit on; the sender runs on the same two cores',
          'the plain INSERT writes one row of text and point, and does nothing of what a report needs',
        ],
      }
    } finally {
      server?.kill('SIGKILL')
      await db.destroy()
      await cluster.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
}
export default bench

/** Sends `count`, evenly over `seconds` where given, else each connection the next as soon as it has its answer. */
async function burst(
  send: (id: string) => Promise<boolean>,
  count: number,
  seconds?: number,
): Promise<Burst> {
  const started = performance.now()
  const latencies: number[] = []
  let failed = 0
  let next = 0
  const connection = async () => {
    while (next < count) {
      const index = next++
      const dueMs = seconds === undefined ? 0 : (index / count) * seconds * 1000
      const waitMs = started + dueMs - performance.now()
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
      // From the moment it was due: a queue at the sender counts against the door.
      const from = seconds === undefined ? performance.now() : started + dueMs
      if (!(await send(randomUUID()))) failed++
      latencies.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, connection))
  latencies.sort((a, b) => a - b)
  return {
    seconds: (performance.now() - started) / 1000,
    p50Ms: latencies[Math.floor(count * 0.5)]!,
    p99Ms: latencies[Math.floor(count * 0.99)]!,
    failed,
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })

function sendReport(apiKey: string, id: string): Promise<boolean> {
  const body = JSON.stringify({
    description: `积水没过路沿，车辆绕行，请尽快派人 ${id}`,
    category_code: '200102',
    source_system: 'bench',
    source_id: id,
    lng: TINY_POINTS.westSouth[0] + (id.charCodeAt(0) % 16) * 1e-4,
    lat: TINY_POINTS.westSouth[1] + (id.charCodeAt(1) % 16) * 1e-4,
  })
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port: PORT,
        path: '/api/reports',
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'x-api-key': apiKey,
        },
      },
      (response) => {
        response.resume()
        response.once('end', () => resolve(response.statusCode === 201))
      },
    )
    sent.once('error', reject)
    sent.end(body)
  })
}

async function plainInserts(url: string): Promise<Burst> {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS })
  // The cluster may stop while connections that the pool has let go still close.
  pool.on('error', () => {})
  await pool.query(
    'create table plain_report (id text primary key, description text, geom geometry(Point, 4326))',
  )
  const send = async (id: string) => {
    await pool.query({
      name: 'plain',
      text: 'insert into plain_report values ($1, $2, st_setsrid(st_makepoint($3, $4), 4326))',
      values: [id, `积水没过路沿，车辆绕行，请尽快派人 ${id}`, ...TINY_POINTS.westSouth],
    })
    return true
  }
  try {
    await burst(send, 500)
    return await burst(send, REPORTS)
  } finally {
    await pool.end()
  }
}

async function startDoors(url: string, dataDir: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['test/api.fixture.ts', String(PORT), url], {
    cwd: path.join(import.meta.dirname, '..'),
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null) throw new Error(`The doors ended with code ${child.exitCode}`)
    const isReady = await fetch(`http://127.0.0.1:${PORT}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (isReady) return child
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The doors did not open in a minute')
}
