import { sql } from 'kysely'
import type { Trx } from '../db/client.ts'

/** Open cases of some categories within the reader's areas, by category id; none is left out. */
export async function countOpen(trx: Trx, categoryIds: readonly number[]): Promise<Map<number, number>> {
  if (categoryIds.length === 0) return new Map()
  const { rows } = await sql<{ categoryId: number; count: number }>`
    select category_id as "categoryId", count(*)::int as count from case_record
    where category_id = any(${[...categoryIds]}::int[]) and state not in ('closed','canceled')
      and family is distinct from 'merged'
    group by category_id`.execute(trx)
  return new Map(rows.map(({ categoryId, count }) => [categoryId, count]))
}
