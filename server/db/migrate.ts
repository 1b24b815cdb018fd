import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Kysely, sql, type Transaction } from 'kysely'
import { grantAccess } from './grant-access.ts'
import { markLeakproof } from './mark-leakproof.ts'
import type { Database } from './schema.ts'

const FOLDER = join(import.meta.dirname, 'migrations')
const FILE_NAME = /^\d{4}-[a-z0-9-]+\.ts$/
/** Any fixed number, the same in every instance. */
const LOCK = 7_261_001

export type MigrateResult = {
  /** Names of the migrations that ran now. */
  readonly applied: readonly string[]
  /** False where row-level security keeps the spatial and text indexes from being used: the login is no superuser. */
  readonly isLeakproof: boolean
}

type Migration = { readonly up: (db: Kysely<unknown>) => Promise<void> }

/**
 * Brings the tables, the roles and their rights up to date: each file of `migrations/` once, in order of name,
 * all in one transaction under a lock, so that several instances may start at once.
 *
 * @param only these, for a restore into the tables as they were then
 */
export function migrate(db: Kysely<Database>, only?: readonly string[]): Promise<MigrateResult> {
  return db.transaction().execute(async (trx) => {
    // An index of a grown table may take its time, and so may another instance's migration.
    await sql`set local statement_timeout = 0`.execute(trx)
    await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(trx)
    await sql`create table if not exists schema_migration (name text primary key)`.execute(trx)
    const { rows } = await sql<{ name: string }>`select name from schema_migration`.execute(trx)
    const done = new Set(rows.map(({ name }) => name))
    const names = readdirSync(FOLDER)
      .filter((name) => FILE_NAME.test(name))
      .sort()
    refuseNewerDatabase(new Set([...done, ...(only ?? [])]), names)
    const applied: string[] = []
    for (const name of names) {
      if (done.has(name) || (only && !only.includes(name))) continue
      await apply(trx, name)
      applied.push(name)
    }
    await grantAccess(trx)
    return { applied, isLeakproof: await markLeakproof(trx) }
  })
}

async function apply(trx: Transaction<Database>, name: string): Promise<void> {
  const { up } = (await import(join(FOLDER, name))) as Migration
  try {
    await up(trx as unknown as Kysely<unknown>)
  } catch (error) {
    throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error })
  }
  await sql`insert into schema_migration (name) values (${name})`.execute(trx)
}

function refuseNewerDatabase(done: ReadonlySet<string>, names: readonly string[]): void {
  const unknown = [...done].filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    throw new Error(
      `The database was written by a newer version of Tongguan (it has ${unknown.join(', ')}). Start that version, or restore a backup of this one.`,
    )
  }
}
