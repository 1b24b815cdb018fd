import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/schema.ts'

/** The dictionary, by code. Public knowledge: the report page offers it to everyone. */
export function listCategories(db: Kysely<Database>) {
  return db
    .selectFrom('category')
    .select([
      'category_id as categoryId',
      'code',
      'kind',
      'class_code as classCode',
      'class_name as className',
      'class_name_en as classNameEn',
      'name',
      'name_en as nameEn',
      'severity',
      'skill',
      sql<boolean>`retired_at is not null`.as('isRetired'),
    ])
    .orderBy('code')
    .execute()
}
