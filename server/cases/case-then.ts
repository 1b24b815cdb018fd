import { type RawBuilder, type SqlBool, sql } from 'kysely'

export type LevelThen = 'normal' | 'near' | 'overdue'

/** A case that had come to its end by an instant. */
export function hadEnded(at: Date): RawBuilder<SqlBool> {
  return sql<SqlBool>`(case_record.state in ('closed','canceled')
    and coalesce(case_record.closed_at, case_record.updated_at) <= ${at})`
}

/** A case that was open at an instant. What was merged away since counts in its master, then as today. */
export function wasOpen(at: Date): RawBuilder<SqlBool> {
  // Said twice, so that the indexes of open and of finished cases are seen to serve.
  return sql<SqlBool>`(case_record.reported_at <= ${at} and case_record.family is distinct from 'merged'
    and (case_record.state not in ('closed','canceled')
      or (case_record.state in ('closed','canceled') and case_record.updated_at >= ${at} and not ${hadEnded(at)})))`
}

/** How a case stood to its deadline at an instant; a deadline that was moved since is the one of today. */
export function levelThen(at: Date): RawBuilder<LevelThen> {
  return sql<LevelThen>`(case when case_record.due_at < ${at} then 'overdue'
    when case_record.warn_at < ${at} then 'near' else 'normal' end)`
}

/** The same of a row that has been read. */
export function levelOfRowThen(row: { due_at: Date | null; warn_at: Date | null }, at: Date): LevelThen {
  if (row.due_at && row.due_at < at) return 'overdue'
  return row.warn_at && row.warn_at < at ? 'near' : 'normal'
}
