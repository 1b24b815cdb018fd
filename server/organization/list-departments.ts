import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'

/** Every department, by code. */
export function listDepartments(db: Kysely<Database>) {
  return db
    .selectFrom('department')
    .select([
      'department_id as departmentId',
      'code',
      'name',
      'name_en as nameEn',
      'kind',
      'integration_level as integrationLevel',
    ])
    .orderBy('code')
    .execute()
}
