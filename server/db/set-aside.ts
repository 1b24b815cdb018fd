import { type Kysely, sql } from 'kysely'
import { withSystem } from './client.ts'
import type { Database } from './schema.ts'

/** What has to be there before the next can be made: indexes, then keys, then the references to keys. */
const PHASES = { index: 1, key: 2, reference: 3 } as const
/** Tables whose indexes are built at the same time. */
const LANES = 2

/**
 * Takes all indexes, keys and references off these tables, so that a bulk load need not tend them row by row, and
 * writes down in the same transaction how they are made: whoever is killed meanwhile leaves a note for the next.
 */
export function setAside(db: Kysely<Database>, tables: readonly string[]): Promise<void> {
  return withSystem(db, 'set-aside', async (trx) => {
    const chosen = sql`any (select unnest(${tables}::text[])::regclass)`
    const { rows: constraints } = await sql<{
      table: string
      name: string
      kind: string
      definition: string
    }>`
      select conrelid::regclass::text as "table", conname as name, contype as kind,
        pg_get_constraintdef(oid) as definition
      from pg_constraint
      where (contype in ('p', 'u', 'x') and conrelid = ${chosen})
        or (contype = 'f' and (conrelid = ${chosen} or confrelid = ${chosen}))
      order by oid`.execute(trx)
    const { rows: indexes } = await sql<{ table: string; name: string; definition: string }>`
      select indrelid::regclass::text as "table", indexrelid::regclass::text as name,
        pg_get_indexdef(indexrelid) as definition
      from pg_index
      where indrelid = ${chosen} and not exists (select from pg_constraint where conindid = indexrelid)
      order by indexrelid`.execute(trx)
    const keys = constraints.filter(({ kind }) => kind !== 'f')
    const references = constraints.filter(({ kind }) => kind === 'f')
    const add = ({ table, name, definition }: (typeof constraints)[number]) =>
      `alter table ${table} add constraint "${name}" ${definition}`
    const notes = [
      ...indexes.map((row) => ({ ...row, phase: PHASES.index, statement: row.definition })),
      ...keys.map((row) => ({ ...row, phase: PHASES.key, statement: add(row) })),
      ...references.map((row) => ({ ...row, phase: PHASES.reference, statement: add(row) })),
    ]
    for (const { table, phase, statement } of notes)
      await trx.insertInto('set_aside').values({ table_name: table, phase, statement }).execute()
    for (const { table, name } of [...references, ...keys])
      await sql`alter table ${sql.raw(table)} drop constraint ${sql.id(name)}`.execute(trx)
    for (const { name } of indexes) await sql`drop index ${sql.raw(name)}`.execute(trx)
  })
}

/** Makes what was set aside, each in a transaction with the end of its note; what a killed load left is made as well. */
export async function putBack(
  db: Kysely<Database>,
  options: {
    /** Memory for sorting, as PostgreSQL's maintenance_work_mem; its own setting where absent. */
    readonly sortMemory?: string
    readonly onProgress?: (done: number, of: number) => void
  } = {},
): Promise<void> {
  const notes = await db.selectFrom('set_aside').selectAll().orderBy('set_aside_id').execute()
  let done = 0
  const make = (note: (typeof notes)[number]) =>
    withSystem(db, 'put-back', async (trx) => {
      await sql`set local statement_timeout = 0`.execute(trx)
      if (options.sortMemory)
        await sql`set local maintenance_work_mem = ${sql.lit(options.sortMemory)}`.execute(trx)
      await sql.raw(note.statement).execute(trx)
      await trx.deleteFrom('set_aside').where('set_aside_id', '=', note.set_aside_id).execute()
      options.onProgress?.(++done, notes.length)
    })
  for (const phase of [PHASES.index, PHASES.key]) {
    const ofPhase = notes.filter((note) => note.phase === phase)
    const waiting = [...Map.groupBy(ofPhase, (note) => note.table_name).values()]
    const lane = async () => {
      for (let table = waiting.shift(); table; table = waiting.shift())
        for (const note of table) await make(note)
    }
    await Promise.all(Array.from({ length: LANES }, lane))
  }
  // How many rows there are decides how a reference is checked.
  if (notes.length > 0) await sql`analyze`.execute(db)
  for (const note of notes) if (note.phase === PHASES.reference) await make(note)
}
