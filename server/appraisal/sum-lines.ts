import { sql } from 'kysely'
import type { Trx } from '../db/client.ts'

/** Sums the items of a sheet by department, anew. An item without facts of its course counts as on time. */
export async function sumLines(trx: Trx, sheetId: number): Promise<void> {
  await trx.deleteFrom('appraisal_line').where('sheet_id', '=', sheetId).execute()
  await sql`
    insert into appraisal_line (sheet_id, department_id, cases, late, reworked, returned, plus, minus, adjusted_points)
    select sheet_id, department_id, count(*),
      count(*) filter (where facts @> '{"isLate": true}'),
      count(*) filter (where (facts->>'reworkCount')::int > 0),
      count(*) filter (where (facts->>'returnCount')::int > 0),
      coalesce(sum(points) filter (where points > 0), 0), coalesce(sum(points) filter (where points < 0), 0),
      case when bool_or(adjusted_points is not null) then sum(coalesce(adjusted_points, points)) end
    from appraisal_item where sheet_id = ${sheetId} group by sheet_id, department_id`.execute(trx)
}

/** After an appeal: only the adjusted sum of its department changes. */
export async function adjustLine(trx: Trx, sheetId: number, departmentId: number): Promise<void> {
  await sql`
    update appraisal_line l set adjusted_points = i.points
    from (select sum(coalesce(adjusted_points, points)) as points from appraisal_item
      where sheet_id = ${sheetId} and department_id = ${departmentId}) i
    where l.sheet_id = ${sheetId} and l.department_id = ${departmentId}`.execute(trx)
}
