import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { CodedError } from '../server/errors.ts'

/** Any fixed number: whoever holds it loads the city. */
const LOCK = 7_261_011
/** A loader that was killed is let go of by the database within moments. */
const PATIENCE_MS = 5000

/**
 * Keeps others from loading a city into the same database at the same time: one would take out what the other writes.
 *
 * @param url a native database; the embedded one has one process anyhow
 * @returns lets go
 */
export async function holdLoad(url: string, patienceMs = PATIENCE_MS): Promise<() => Promise<void>> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  await client.connect()
  const untilMs = performance.now() + patienceMs
  for (;;) {
    const { rows } = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(${LOCK}) as held`)
    if (rows[0]!.held) return () => client.end()
    if (performance.now() > untilMs) break
    await sleep(200)
  }
  await client.end()
  throw new CodedError(
    'conflict',
    'CITY_LOADING',
    '另一个进程正在向此数据库装载城市，请等它完成',
    'Another process is loading a city into this database; wait until it is done',
  )
}
