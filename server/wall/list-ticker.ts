import { sql, type Transaction } from 'kysely'
import type { Database } from '../db/schema.ts'

/** One line of the live ticker: what happened to which case, without personal values. */
export type TickerLine = {
  readonly position: number
  readonly at: string
  readonly caseId: number
  readonly number: string
  /** case.reported … case.closed */
  readonly type: string
  readonly zh: string
  readonly en: string
  readonly level: 'normal' | 'near' | 'overdue'
}

const LINES = 12
const verbs: Record<string, { zh: string; en: string }> = {
  'case.reported': { zh: '上报', en: 'reported' },
  'case.registered': { zh: '立案', en: 'registered' },
  'case.dispatched': { zh: '派遣', en: 'dispatched' },
  'case.signed': { zh: '签收', en: 'signed for' },
  'case.handled': { zh: '处置完成', en: 'handled' },
  'case.returned': { zh: '退回', en: 'returned' },
  'case.closed': { zh: '结案', en: 'closed' },
}

/** The newest steps of cases, newest first. */
export async function listTicker(trx: Transaction<Database>): Promise<TickerLine[]> {
  const { rows } = await sql<{
    position: number
    at: Date
    type: string
    caseId: number
    number: string
    level: TickerLine['level']
    category: string | null
    categoryEn: string | null
    area: string | null
    areaEn: string | null
  }>`
    select e.position, e.at, e.type, c.case_id as "caseId", c.number, c.clock_level as level,
      g.name as category, g.name_en as "categoryEn", a.name as area, a.name_en as "areaEn"
    from (
      select position, at, type, entity_id from event_log
      where position is not null and entity = 'case' and type = any(${Object.keys(verbs)}::text[])
      order by position desc limit ${LINES * 2}
    ) e
    join case_record c on c.case_id = e.entity_id::bigint
    left join category g on g.category_id = c.category_id
    left join area a on a.area_id = c.scope_area_id and upper_inf(a.valid)
    order by e.position desc limit ${LINES}`.execute(trx)
  return rows.map(({ category, categoryEn, area, areaEn, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    zh: `${area ?? '未定位'} · ${category ?? '未分类'} ${verbs[row.type]!.zh}`,
    en: `${areaEn || area || 'Not located'} · ${categoryEn || category || 'Unclassified'} ${verbs[row.type]!.en}`,
  }))
}
