import { sql } from 'kysely'
import type { Trx } from '../db/client.ts'
import { ranked, scoreOf } from './score.ts'

type Row = {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly cases: number
  readonly late: number
  readonly reworked: number
  readonly returned: number
  readonly plus: number
  readonly minus: number
  readonly adjustedPoints: number | null
  readonly openAppeals: number
}

/** The departments of a sheet, best first, by the points that count now; what was calculated stands beside. */
export async function readLines(trx: Trx, sheetId: number) {
  const { rows } = await sql<Row>`
    select l.department_id as id, d.code, d.name, d.name_en as "nameEn", l.cases, l.late, l.reworked, l.returned, l.plus,
      l.minus, l.adjusted_points as "adjustedPoints",
      (select count(*) from appraisal_appeal a where a.sheet_id = l.sheet_id and a.department_id = l.department_id
        and a.state in ('asked', 'asked_again')) as "openAppeals"
    from appraisal_line l join department d on d.department_id = l.department_id
    where l.sheet_id = ${sheetId}`.execute(trx)
  return ranked(
    rows.map((row) => {
      const calculated = row.plus + row.minus
      return {
        ...row,
        calculatedPoints: calculated,
        calculatedScore: scoreOf({ cases: row.cases, points: calculated }),
        points: row.adjustedPoints ?? calculated,
      }
    }),
  )
}
