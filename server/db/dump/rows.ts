import { sql } from 'kysely'
import type { Trx } from '../client.ts'
import type { DumpedSequence, DumpedTable } from './list-tables.ts'
import type { TextRow } from './row-checksum.ts'

/** Some hundred kB each: short enough for the embedded database's session to answer quickly. */
const CHUNK_ROWS = 1000

/** Makes every value's text the same on both databases and exact, without a time limit. Once in the transaction. */
export async function prepareSession(trx: Trx): Promise<void> {
  await sql`select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO, YMD', true),
    set_config('intervalstyle', 'postgres', true), set_config('extra_float_digits', '3', true),
    set_config('bytea_output', 'hex', true), set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`.execute(trx)
}

/** All rows of a table in chunks, as texts; geometry as EWKB in hex. */
export async function* readRows(trx: Trx, table: DumpedTable): AsyncGenerator<readonly TextRow[]> {
  const values = sql.join(table.columns.map(({ name }) => sql`${sql.id(name)}::text`))
  await sql`declare dump no scroll cursor for
    select json_build_array(${values})::text as row from ${sql.id(table.name)}`.execute(trx)
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(CHUNK_ROWS)} from dump`.execute(trx)
    if (rows.length > 0) yield rows.map(({ row }) => JSON.parse(row) as TextRow)
    if (rows.length < CHUNK_ROWS) break
  }
  await sql`close dump`.execute(trx)
}

export async function insertRows(trx: Trx, table: DumpedTable, rows: readonly TextRow[]): Promise<void> {
  const names = sql.join(table.columns.map(({ name }) => sql.id(name)))
  const values = sql.join(
    table.columns.map(({ type }, index) => sql`(r ->> ${sql.lit(index)})::${sql.raw(type)}`),
  )
  await sql`insert into ${sql.id(table.name)} (${names}) overriding system value
    select ${values} from json_array_elements(${JSON.stringify(rows)}::json) r`.execute(trx)
}

export async function setSequences(trx: Trx, sequences: readonly DumpedSequence[]): Promise<void> {
  for (const { name, lastValue, isCalled } of sequences) {
    await sql`select setval(${`public.${name}`}::regclass, ${lastValue}::bigint, ${isCalled})`.execute(trx)
  }
}
