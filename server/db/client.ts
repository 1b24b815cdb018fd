import {
  type Dialect,
  Kysely,
  PostgresDialect,
  type PostgresPoolClient,
  type RawBuilder,
  sql,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import type { Actor } from '../identity/actor.ts'
import { StartError } from '../start-error.ts'
import { isDatabaseAway } from './is-database-away.ts'
import { afterCommit } from './on-commit.ts'
import { parserOf } from './parsers.ts'
import type { Database } from './schema.ts'

/** Role under which every user's statements run: no superuser, row-level security applies. */
export const APP_ROLE = 'tongguan_app'
/** The same for those who see the whole city: without a condition of scope, which the planner cannot estimate. */
export const CITY_ROLE = 'tongguan_city'
/** The same for people of departments that joined with their business: of cases only those handed to these. */
export const HANDED_ROLE = 'tongguan_handed'
/** Both: of the whole city what was handed to these. */
export const HANDED_CITY_ROLE = 'tongguan_handed_city'

/** How long a connection is tried again while the embedded database restarts. */
const PATIENCE_MS = 30_000
const RETRY_MS = 100

export type DbOptions = {
  readonly maxConnections?: number
  /** Told of a connection that broke while nobody used it. */
  readonly onIdleError?: (error: Error) => void
}

/** A pool on a database by its address, native or embedded; release it by `db.destroy()`. */
export function createDb(url: string, options: DbOptions = {}): Kysely<Database> {
  return new Kysely<Database>({ dialect: createDialect(url, options) })
}

/** The dialect alone, for libraries that build their own Kysely (better-auth). */
export function createDialect(url: string, options: DbOptions = {}): Dialect {
  const pool = createPool(url, options)
  const connect = patientConnector(pool, url)
  return new PostgresDialect({ pool: { options: pool.options, connect, end: () => pool.end() } })
}

function createPool(url: string, options: DbOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? 10,
    types: { getTypeParser: parserOf },
    // The embedded database ignores it and ends such statements by its watchdog.
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 60_000,
    // Compiling a statement costs more than any of ours takes; a bitmap of a common word's cases that does not fit into
    // 4 MB forgets the rows, and every case of its pages is read.
    options: '-c jit=off -c work_mem=32MB',
  })
  // Without listeners the end of a connection would end the process: of an idle one, and of one that is lent out but
  // between two statements, whose next statement then fails.
  pool.on('error', (error) => options.onIdleError?.(error))
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/**
 * Connects, waiting while the database is away for a moment: it restarts in seconds. One that has never answered is
 * not waited for: its address is wrong.
 */
function patientConnector(pool: pg.Pool, url: string): () => Promise<PostgresPoolClient> {
  let hasAnswered = false
  return async () => {
    const deadline = performance.now() + PATIENCE_MS
    for (;;) {
      try {
        const client = await pool.connect()
        hasAnswered = true
        return client
      } catch (error) {
        if (!hasAnswered) throw unreachable(error, url)
        if (!isDatabaseAway(error) || performance.now() > deadline) throw error
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      }
    }
  }
}

/** Says where and why, without the password. */
function unreachable(error: unknown, url: string): StartError {
  const { code = '', message } = error as { code?: string; message: string }
  const shown = URL.canParse(url) ? new URL(url) : undefined
  if (shown) shown.password = ''
  return new StartError(
    `The database ${shown?.href ?? ''} cannot be used: ${message || code}. Check DATABASE_URL, or leave it out for the embedded database.`,
    { cause: error },
  )
}

export type Trx = Transaction<Database>

/**
 * Runs `fn` in one transaction as this actor: under an application role, with the rows of the actor's areas only.
 * Keep it under 50 ms and free of other I/O: on the embedded database everybody else waits.
 */
export function withScope<T>(
  db: Kysely<Database>,
  actor: Pick<Actor, 'userId' | 'scopeAreaIds'> & Partial<Pick<Actor, 'isWholeCity' | 'handedTo'>>,
  fn: (trx: Trx) => Promise<T>,
): Promise<T> {
  const role = roleOf(actor)
  const areas = `{${actor.scopeAreaIds.join(',')}}`
  const departments = `{${actor.handedTo?.join(',') ?? ''}}`
  return inTransaction(
    db,
    sql`select set_config('role', ${role}, true),
      set_config('tongguan.scope_area_ids', ${areas}, true),
      set_config('tongguan.department_ids', ${departments}, true),
      set_config('tongguan.user_id', ${actor.userId}, true)`,
    fn,
  )
}

function roleOf({ isWholeCity, handedTo }: Partial<Pick<Actor, 'isWholeCity' | 'handedTo'>>): string {
  if (handedTo) return isWholeCity ? HANDED_CITY_ROLE : HANDED_ROLE
  return isWholeCity ? CITY_ROLE : APP_ROLE
}

/** Runs `fn` in one transaction as the system: sees every row. `name` says which job it is, in pg_stat_activity. */
export function withSystem<T>(db: Kysely<Database>, name: string, fn: (trx: Trx) => Promise<T>): Promise<T> {
  return inTransaction(
    db,
    sql`select set_config('tongguan.user_id', ${`system:${name}`}, true),
      set_config('application_name', ${`tongguan ${name}`}, true)`,
    fn,
  )
}

async function inTransaction<T>(
  db: Kysely<Database>,
  setUp: RawBuilder<unknown>,
  fn: (trx: Trx) => Promise<T>,
): Promise<T> {
  const { result, trx } = await db.transaction().execute(async (trx) => {
    await setUp.execute(trx)
    return { result: await fn(trx), trx }
  })
  afterCommit(trx)
  return result
}
