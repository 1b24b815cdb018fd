'use client'

import { UserRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import type { CaseRow } from '../../../server/cases/case-rows.ts'
import { inLocale } from '../../_i18n/locale.ts'
import { classNames } from '../../_ui/class-names.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import { StatusShape } from '../../_ui/status-shape.tsx'
import { ClockBar } from './clock-bar.tsx'
import { TimeLeft } from './time-left.tsx'

/** Two lines: what and where; clock, state and who. */
export const QueueRow = memo(function QueueRow({
  row,
  nowMs,
  isSelected,
  isMarked,
  onSelect,
}: {
  row: CaseRow
  nowMs: number
  isSelected: boolean
  /** Changed a moment ago. */
  isMarked: boolean
  onSelect: (caseId: number) => void
}) {
  const t = useTranslations('desk')
  const state = useTranslations('vocabulary.state')
  const levels = useTranslations('vocabulary.clockLevel')
  const { locale } = usePreferences()
  const isDone = row.state === 'closed' || row.state === 'canceled'
  const level = isDone ? 'done' : row.clockLevel
  const who =
    inLocale(locale, row.unitName, row.unitNameEn) ||
    inLocale(locale, row.departmentName, row.departmentNameEn)
  const where = row.address || inLocale(locale, row.areaName, row.areaNameEn)
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-current={isSelected ? 'true' : undefined}
      data-case={row.caseId}
      onClick={() => onSelect(row.caseId)}
      className={classNames(
        'flex h-full w-full items-start gap-2.5 border-b border-l-2 border-l-transparent px-3 py-2 text-left hover:bg-hover',
        isSelected && 'border-l-accent bg-accent-soft hover:bg-accent-soft',
        isMarked && 'animate-settle',
      )}
    >
      <StatusShape
        level={level}
        label={levels(level)}
        isMachineFound={row.foundBy === 'machine'}
        className="mt-0.5"
      />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className="shrink-0 font-semibold">
            {inLocale(locale, row.categoryName, row.categoryNameEn) || t('uncategorized')}
          </span>
          {row.severity === 'urgent' && !isDone && (
            <span className="shrink-0 rounded-sm border border-current px-1 text-xs leading-4 font-semibold">
              {t('urgent')}
            </span>
          )}
          <span className={classNames('min-w-0 truncate text-muted', !row.lngLat && 'text-near')}>
            {row.lngLat ? where : where ? t('unlocatedAt', { where }) : t('unlocated')}
          </span>
        </span>
        <span className="mt-0.5 flex items-center gap-2 text-muted">
          {!isDone && <ClockBar row={row} nowMs={nowMs} />}
          {!isDone && <TimeLeft row={row} />}
          <span className="shrink-0">{state(row.state)}</span>
          <span className="min-w-0 truncate text-faint">{who}</span>
          {row.claimedBy && (
            <span
              className="ml-auto flex shrink-0 items-center gap-1"
              title={t('claimed', { name: row.claimedBy })}
            >
              <UserRound aria-hidden className="size-3.5" />
              {row.claimedBy}
            </span>
          )}
        </span>
      </span>
    </button>
  )
})
