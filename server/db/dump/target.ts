import { sql } from 'kysely'
import type { Trx } from '../client.ts'
import { type DumpedSequence, type DumpedTable, listTables } from './list-tables.ts'
import type { TextRow } from './row-checksum.ts'
import { RowChecksum } from './row-checksum.ts'
import { insertRows, prepareSession, readRows, setSequences } from './rows.ts'

/** What a table held where it was read. */
export type TableCount = { readonly name: string; readonly rows: number; readonly checksum: string }

/** Migrations put a row of defaults into these: they are no city, and what comes takes their place. */
const SETTINGS: readonly string[] = ['dispatch_setting', 'escalation_limit']

/** A database cannot be filled because it holds something, or something else than what comes. */
export class TargetError extends Error {}

/**
 * Fills an empty, migrated database inside one transaction: `insert` for each chunk, then `finish`, which reads
 * everything back and compares. Anything that throws leaves the database as empty as it was.
 */
export async function openTarget(
  trx: Trx,
  tables: readonly DumpedTable[],
): Promise<{
  readonly insert: (table: string, rows: readonly TextRow[]) => Promise<void>
  readonly finish: (counts: readonly TableCount[], sequences: readonly DumpedSequence[]) => Promise<void>
}> {
  await prepareSession(trx)
  const own = new Map((await listTables(trx)).map((table) => [table.name, table]))
  for (const table of tables) refuseUnknown(table, own.get(table.name))
  for (const name of SETTINGS) if (own.has(name)) await sql`delete from ${sql.id(name)}`.execute(trx)
  for (const name of own.keys()) await refuseFilled(trx, name)
  const byName = new Map(tables.map((table) => [table.name, table]))
  return {
    insert: async (name, rows) => {
      const table = byName.get(name)
      if (!table) throw new TargetError(`Rows of a table ${name} that was not announced`)
      await insertRows(trx, table, rows)
    },
    finish: async (counts, sequences) => {
      await setSequences(trx, sequences)
      for (const count of counts) {
        const table = byName.get(count.name)
        if (table) await compare(trx, table, count)
      }
      await sql`analyze`.execute(trx)
    },
  }
}

function refuseUnknown(table: DumpedTable, own: DumpedTable | undefined): void {
  if (!own) throw new TargetError(`This version has no table ${table.name}`)
  const missing = table.columns.filter(({ name }) => !own.columns.some((column) => column.name === name))
  if (missing.length > 0) {
    throw new TargetError(
      `This version's table ${table.name} has no column ${missing.map(({ name }) => name).join(', ')}`,
    )
  }
}

async function refuseFilled(trx: Trx, name: string): Promise<void> {
  const { rows } = await sql`select from ${sql.id(name)} limit 1`.execute(trx)
  if (rows.length > 0) {
    throw new TargetError(
      `The database already holds a city (table ${name} has rows). Restore and move fill an empty database only: choose another DATA_DIR or DATABASE_URL, or put the old one away first.`,
    )
  }
}

async function compare(trx: Trx, table: DumpedTable, wanted: TableCount): Promise<void> {
  const found = new RowChecksum()
  for await (const rows of readRows(trx, table)) for (const row of rows) found.add(row)
  if (found.rows !== wanted.rows || found.checksum !== wanted.checksum) {
    throw new Error(
      `Table ${table.name} came out different: ${found.rows} of ${wanted.rows} rows, checksum ${found.checksum} instead of ${wanted.checksum}`,
    )
  }
}
