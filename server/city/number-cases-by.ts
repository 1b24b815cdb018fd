import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'

/** New cases are numbered by this pattern from now on. @returns whether that is news */
export async function numberCasesBy(db: Kysely<Database>, pattern: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('city')
    .set({ case_number_pattern: pattern })
    .where('case_number_pattern', '<>', pattern)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
