import { sql } from 'kysely'
import type { Trx } from '../../db/client.ts'
import type { BasisValue, ChangedThing } from './basis-row.ts'

/** What stands now, by the key of its row; codes instead of ids, which people can read. */
export async function standingValues(trx: Trx, what: ChangedThing): Promise<Map<string, BasisValue>> {
  const { rows } = await QUERIES[what].execute(trx)
  return new Map(rows.map(({ key, value }) => [key, value]))
}

type Standing = { readonly key: string; readonly value: BasisValue }

const QUERIES = {
  duties: sql<Standing>`
    select d.category_id || '/' || coalesce(d.area_id::text, 'null') as key,
      jsonb_build_object('departmentCode', o.code, 'kind', d.kind, 'level', d.level, 'note', d.note) as value
    from duty d join department o using (department_id)`,
  links: sql<Standing>`
    select piece_id || '/' || category_id as key, jsonb_build_object('state', state) as value
    from article_link where category_id is not null`,
  dictionary: sql<Standing>`
    select code as key, jsonb_build_object('name', name, 'nameEn', name_en, 'kind', kind, 'classCode', class_code,
      'severity', severity, 'skill', skill, 'equipment', to_jsonb(equipment), 'closing', closing, 'closingEn', closing_en)
        || case when retired_at is null then '{}' else '{"state": "retired"}'::jsonb end as value
    from category`,
  checklists: sql<Standing>`
    select i.code || '/' || (c ->> 'code') as key,
      jsonb_build_object('zh', c ->> 'zh', 'en', c ->> 'en', 'categoryCode', coalesce(c ->> 'categoryCode', '')) as value
    from inspection_item i, jsonb_array_elements(i.checklist) c`,
} as const
