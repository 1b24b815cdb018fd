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
  const time = durationText(row.remainingMinutes, locale)
  return (
    <span
      className={classNames(
        'whitespace-nowrap',
        row.clockLevel === 'near' && 'text-near',
        row.clockLevel === 'overdue' && 'font-medium text-overdue',
        className,
      )}
    >
      {row.clockLevel === 'overdue' ? t('overdueBy', { time }) : t('left', { time })}
    </span>
  )
}
