'use client'

import { useTranslations } from 'next-intl'
import { classNames } from '../_ui/class-names.ts'
import { type DeskFilter, type TimeSpan, timeSpans } from './search-params.ts'

const choices: readonly (TimeSpan | undefined)[] = [undefined, ...(Object.keys(timeSpans) as TimeSpan[])]

/** At the foot of the map: since when reports count, for queue and map alike. */
export function TimeBar({
  filter,
  onFilter,
}: {
  filter: DeskFilter
  onFilter: (filter: DeskFilter) => void
}) {
  const t = useTranslations('desk')
  return (
    <fieldset
      aria-label={t('timeBar')}
      className="absolute bottom-3 left-1/2 z-10 flex -translate-x-1/2 gap-0.5 rounded-lg border bg-panel p-1 shadow-float max-xl:hidden"
    >
      {choices.map((span) => (
        <button
          key={span ?? 'any'}
          type="button"
          aria-pressed={filter.last === span}
          data-last={span ?? 'any'}
          onClick={() => onFilter({ ...filter, last: span, from: undefined, to: undefined })}
          className={classNames(
            'h-7 whitespace-nowrap rounded-md px-2 text-muted hover:bg-hover hover:text-ink',
            filter.last === span &&
              'bg-accent-soft font-medium text-accent hover:bg-accent-soft hover:text-accent',
          )}
        >
          {span ? t(`last.${span}`) : t('anyTime')}
        </button>
      ))}
    </fieldset>
  )
}
