import type { Kysely } from 'kysely'
import { listCategories } from '../basis/list-categories.ts'
import type { Database } from '../db/schema.ts'

/** Names of the classes and categories that rules speak of by code. */
export async function nameCodes(db: Kysely<Database>): Promise<Record<string, { zh: string; en: string }>> {
  const rows = await listCategories(db)
  return Object.fromEntries([
    ...rows.map((row) => [row.classCode, { zh: row.className, en: row.classNameEn || row.className }]),
    ...rows.map((row) => [row.code, { zh: row.name, en: row.nameEn || row.name }]),
  ])
}
