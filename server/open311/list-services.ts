import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'

/** The dictionary of categories as Open311 services: the code is the category's. */
export async function listServices(db: Kysely<Database>) {
  const rows = await services(db).orderBy('code').execute()
  return rows.map(serviceOf)
}

/** One service with what may be said besides: which part it is about. */
export async function getService(db: Kysely<Database>, code: string) {
  const row = await services(db).where('code', '=', code).executeTakeFirst()
  if (!row)
    throw new CodedError('not_found', 'UNKNOWN_SERVICE', '没有这个类别', 'There is no such service_code', {
      field: 'service_code',
      expected: 'a code of services',
    })
  return { service_code: row.code, attributes: row.kind === 'part' ? [PART_CODE] : [] }
}

const PART_CODE = {
  variable: true,
  code: 'part_code',
  datatype: 'string',
  required: false,
  datatype_description: '部件编码 · the 16 digits on the part',
  order: 1,
  description: '部件编码 Part code',
  values: [],
}

function services(db: Kysely<Database>) {
  return db
    .selectFrom('category')
    .select(['code', 'kind', 'class_name', 'class_name_en', 'name', 'name_en', 'severity'])
    .where('retired_at', 'is', null)
}

function serviceOf(row: {
  readonly code: string
  readonly kind: string
  readonly class_name: string
  readonly class_name_en: string
  readonly name: string
  readonly name_en: string
  readonly severity: string
}) {
  return {
    service_code: row.code,
    service_name: row.name,
    description: row.name_en,
    metadata: row.kind === 'part',
    type: 'realtime',
    keywords: [row.class_name, row.class_name_en, row.name_en, row.severity].filter(Boolean).join(','),
    group: row.class_name,
  }
}
