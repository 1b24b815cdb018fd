import { sql } from 'kysely'
import type { Trx } from '../client.ts'

export type DumpedTable = {
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/** Kept by the migrations themselves. */
const LEFT_OUT = ['schema_migration']

/** Every table of ours and of better-auth with its stored columns, those that others refer to first. */
export async function listTables(trx: Trx): Promise<readonly DumpedTable[]> {
  const tables = await sql<DumpedTable>`
    select c.relname as name,
      json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
        order by a.attnum) as columns
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> all (${LEFT_OUT})
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    group by c.relname order by c.relname`.execute(trx)
  const references = await sql<{ name: string; target: string }>`
    select child.relname as name, parent.relname as target from pg_constraint k
    join pg_class child on child.oid = k.conrelid join pg_class parent on parent.oid = k.confrelid
    where k.contype = 'f' and k.conrelid <> k.confrelid`.execute(trx)
  return inOrder(tables.rows, references.rows)
}

function inOrder(
  tables: readonly DumpedTable[],
  references: readonly { readonly name: string; readonly target: string }[],
): DumpedTable[] {
  const ordered: DumpedTable[] = []
  const placed = new Set<string>()
  const isFree = ({ name }: DumpedTable) =>
    references.every((reference) => reference.name !== name || placed.has(reference.target))
  let waiting = [...tables]
  while (waiting.length > 0) {
    const free = waiting.filter(isFree)
    if (free.length === 0)
      throw new Error(`Tables refer to each other in a ring: ${waiting.map(({ name }) => name).join(', ')}`)
    for (const table of free) placed.add(table.name)
    ordered.push(...free)
    waiting = waiting.filter(({ name }) => !placed.has(name))
  }
  return ordered
}

export type DumpedSequence = {
  readonly name: string
  readonly lastValue: string
  readonly isCalled: boolean
}

/** Where each sequence stands, those behind identity columns included. */
export async function listSequences(trx: Trx): Promise<readonly DumpedSequence[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class c
    where relkind = 'S' and relnamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by relname`.execute(trx)
  const sequences: DumpedSequence[] = []
  for (const { name } of rows) {
    const { rows: state } = await sql<Omit<DumpedSequence, 'name'>>`
      select last_value::text as "lastValue", is_called as "isCalled" from ${sql.id(name)}`.execute(trx)
    if (state[0]) sequences.push({ name, ...state[0] })
  }
  return sequences
}
