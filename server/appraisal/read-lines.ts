import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../db/client.ts'
import { gradeOf, ranked, scoreOf } from './score.ts'
import type { Subject } from './tables.ts'

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

const NAMED: Record<Subject, RawBuilder<unknown>> = {
  department: sql`department d on d.department_id = l.subject_id`,
  area: sql`area d on d.area_id = l.subject_id`,
}
const APPEALED: Record<Subject, RawBuilder<unknown>> = {
  department: sql`a.department_id = l.subject_id`,
  area: sql`exists (select from area leaf where leaf.area_id = a.scope_area_id and l.subject_id = any(leaf.path))`,
}

/** The departments or subdistricts of a sheet, best first, by the points that count now; what was calculated stands beside. */
export async function readLines(trx: Trx, sheetId: number, subject: Subject) {
  const { rows } = await sql<Row>`
    select l.subject_id as id, d.code, d.name, d.name_en as "nameEn", l.cases, l.late, l.reworked, l.returned, l.plus,
      l.minus, l.adjusted_points as "adjustedPoints",
      (select count(*) from appraisal_appeal a where a.sheet_id = l.sheet_id and a.state in ('asked', 'asked_again')
        and ${APPEALED[subject]}) as "openAppeals"
    from appraisal_line l join ${NAMED[subject]}
    where l.sheet_id = ${sheetId} and l.subject = ${subject}`.execute(trx)
  const lines = ranked(
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
  return lines.map((line) => ({ ...line, grade: gradeOf(line) }))
}
