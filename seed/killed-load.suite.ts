import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { type Kysely, sql } from 'kysely'
import { expect } from 'vitest'
import type { Database } from '../server/db/schema.ts'
import { verifyChain } from '../server/events/verify-chain.ts'

const root = path.join(import.meta.dirname, '..')
export const ENDS_AT = '2026-11-23T08:00:00Z'

/** Runs the loader as a process of its own, and kills it as soon as it says this; undefined lets it end. */
export async function runSeed(
  env: Readonly<Record<string, string>>,
  killAt: string | undefined,
): Promise<{ readonly said: string; readonly code: number | null }> {
  const child = spawn(process.execPath, ['bin/seed.ts', '--seed', 'tongguan', '--ends-at', ENDS_AT], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const hear = (bytes: Buffer) => {
    said += bytes
    if (killAt !== undefined && said.includes(killAt)) child.kill('SIGKILL')
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const [code] = (await once(child, 'close')) as [number | null]
  return { said, code }
}

/** Every index and constraint, as PostgreSQL writes it down. */
export async function definitions(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ definition: string }>`
    select pg_get_indexdef(indexrelid) as definition from pg_index
      join pg_class on pg_class.oid = indrelid where relnamespace = 'public'::regnamespace
    union all
    select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace order by 1`.execute(db)
  return rows.map(({ definition }) => definition)
}

/** The city is whole, as if nobody had been killed. */
export async function expectWholeCity(db: Kysely<Database>, pristine: readonly string[]): Promise<void> {
  expect(await definitions(db)).toEqual(pristine)
  expect(await db.selectFrom('set_aside').selectAll().execute()).toEqual([])
  const { rows } = await sql<Record<'cases' | 'reports' | 'events' | 'histories' | 'orphans', number>>`
    select (select count(*)::int from case_record) as cases, (select count(*)::int from report) as reports,
      (select count(*)::int from event_log where entity = 'case') as events,
      (select count(*)::int from case_history) as histories,
      (select count(*)::int from case_step s where not exists (select from case_record c where c.case_id = s.case_id))
        as orphans`.execute(db)
  const { cases, ...others } = rows[0]!
  expect(cases).toBeGreaterThan(18_500)
  expect(others).toEqual({ reports: cases, events: cases, histories: cases, orphans: 0 })
  expect(await verifyChain(db)).toEqual({ events: cases })
}
