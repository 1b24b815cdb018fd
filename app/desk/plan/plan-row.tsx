import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { CaseRow } from '../../../server/cases/case-rows.ts'
import { inLocale } from '../../_i18n/locale.ts'
import type { Outputs } from '../../_trpc/api.ts'
import { classNames } from '../../_ui/class-names.ts'
import { usePreferences } from '../../_ui/preferences.tsx'

export type Planned = Outputs['dispatch']['planBatch']['planned'][number]

/** One case of a plan: who goes, in how many minutes, why them, and who else could. */
export function PlanRow({
  planned: { unit, runnersUp, caseId },
  row,
  isChosen,
  isCurrent,
  onToggle,
  onSelect,
}: {
  planned: Planned
  row: CaseRow | undefined
  isChosen: boolean
  /** The keyboard is on it. */
  isCurrent: boolean
  onToggle: () => void
  onSelect: () => void
}) {
  const t = useTranslations('plan')
  const { locale } = usePreferences()
  const element = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isCurrent) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  const name = row ? inLocale(locale, row.categoryName, row.categoryNameEn) : String(caseId)
  const minutes = (count: number) => t('minutes', { count })
  return (
    <li
      ref={element}
      data-plan={caseId}
      className={classNames(
        'flex gap-3 border-b px-4 py-2',
        isCurrent && 'bg-hover',
        !isChosen && 'text-faint',
      )}
    >
      <input
        type="checkbox"
        className="mt-1 size-4 shrink-0 accent-accent"
        checked={isChosen}
        onChange={onToggle}
        aria-label={t('choose', { name })}
      />
      <div className="min-w-0 flex-1">
        <button type="button" onClick={onSelect} className="block w-full truncate text-left hover:underline">
          <b className="font-medium">{name}</b>{' '}
          <span className="text-muted">{row?.address || row?.number}</span>
        </button>
        <p className="flex gap-2">
          <span className="min-w-0 flex-1 truncate">→ {inLocale(locale, unit.name, unit.nameEn)}</span>
          <span className="shrink-0 tabular-nums">{minutes(unit.travelMinutes)}</span>
        </p>
        <p className="text-sm text-muted">{unit.reasons[0]?.[locale]}</p>
        {runnersUp.length > 0 && (
          <p className="truncate text-sm text-faint">
            {t('others')}
            {runnersUp
              .map((one) => `${inLocale(locale, one.name, one.nameEn)} ${minutes(one.travelMinutes)}`)
              .join(' · ')}
          </p>
        )}
      </div>
    </li>
  )
}
