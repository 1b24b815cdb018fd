import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../db/client.ts'
import type { Subject } from './tables.ts'

/** What an item is summed under: its department, or the subdistrict that its case lies in. */
const ITEMS_OF: Record<Subject, RawBuilder<unknown>> = {
  department: sql`select i.*, i.department_id as subject_id from appraisal_item i`,
  area: sql`select i.*, s.area_id as subject_id from appraisal_item i
    join area a on a.area_id = i.scope_area_id
    join area s on s.area_id = any(a.path) and s.level = 'subdistrict'`,
}

/** Sums the items of a sheet by department and by subdistrict, anew. An item without facts of its course counts as on time. */
export async function sumLines(trx: Trx, sheetId: number): Promise<void> {
  await trx.deleteFrom('appraisal_line').where('sheet_id', '=', sheetId).execute()
  for (const [subject, items] of Object.entries(ITEMS_OF))
    await sql`
      insert into appraisal_line (sheet_id, subject, subject_id, cases, late, reworked, returned, plus, minus, adjusted_points)
      select sheet_id, ${subject}, subject_id, count(*),
        count(*) filter (where facts @> '{"isLate": true}'),
        count(*) filter (where (facts->>'reworkCount')::int > 0),
        count(*) filter (where (facts->>'returnCount')::int > 0),
        coalesce(sum(points) filter (where points > 0), 0), coalesce(sum(points) filter (where points < 0), 0),
        case when bool_or(adjusted_points is not null) then sum(coalesce(adjusted_points, points)) end
      from (${items}) i where sheet_id = ${sheetId} group by sheet_id, subject_id`.execute(trx)
}

/** After an appeal: only the adjusted sums of its department and its subdistrict change. */
export async function adjustLines(trx: Trx, sheetId: number, caseId: number): Promise<void> {
  for (const [subject, items] of Object.entries(ITEMS_OF))
    await sql`
      update appraisal_line l set adjusted_points = sums.points
      from (select subject_id, sum(coalesce(adjusted_points, points)) as points from (${items}) i
        where sheet_id = ${sheetId}
          and subject_id = (select subject_id from (${items}) o where o.sheet_id = ${sheetId} and o.case_id = ${caseId})
        group by subject_id) sums
      where l.sheet_id = ${sheetId} and l.subject = ${subject} and l.subject_id = sums.subject_id`.execute(
      trx,
    )
}
