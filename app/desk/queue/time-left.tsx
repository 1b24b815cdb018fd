'use client'

import { useTranslations } from 'next-intl'
import type { CaseRow } from '../../../server/cases/case-rows.ts'
import { classNames } from '../../_ui/class-names.ts'
import { durationText } from '../../_ui/duration-text.ts'
import { usePreferences } from '../../_ui/preferences.tsx'

/** What is left on the case's own clock, or by how much it is over. Nothing for a finished case. */
export function TimeLeft({ row, className }: { row: CaseRow; className?: string }) {
  const t = useTranslations('desk')
  const { locale } = usePreferences()
  if (row.remainingMinutes === null) return null
  const isOver = row.clockLevel === 'overdue'
  const time = durationText(row.remainingMinutes, locale)
  return (
    <span
      className={classNames(
        'whitespace-nowrap',
        row.clockLevel === 'near' && 'text-near',
        isOver && 'font-medium text-overdue',
        className,
      )}
    >
      {/* Outside of working hours work clocks stand, also right after the deadline. */}
      {isOver && Math.round(row.remainingMinutes) === 0
        ? t('overdueNow')
        : t(isOver ? 'overdueBy' : 'left', { time })}
    </span>
  )
}
