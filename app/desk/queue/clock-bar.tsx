import type { CaseRow } from '../../../server/cases/case-rows.ts'
import { classNames } from '../../_ui/class-names.ts'

const fills = { normal: 'bg-line-strong', near: 'bg-near', overdue: 'bg-overdue' }

/** How much of the time between report and the deadline that binds now is gone. */
export function ClockBar({ row, nowMs }: { row: CaseRow; nowMs: number }) {
  const dueAt = row.runningDueAt ?? row.dueAt
  if (!dueAt) return null
  const startMs = Date.parse(row.reportedAt)
  const used = (nowMs - startMs) / Math.max(1, Date.parse(dueAt) - startMs)
  return (
    <span aria-hidden className="block h-1 w-10 shrink-0 overflow-hidden rounded-full bg-line">
      <span
        className={classNames('block h-full', fills[row.clockLevel])}
        style={{ width: `${Math.min(1, Math.max(0.04, used)) * 100}%` }}
      />
    </span>
  )
}
