import { useTranslations } from 'next-intl'
import { classNames } from '../_ui/class-names.ts'
import { type GridsSearch, unseenDayChoices } from './search-params.ts'

type Days = GridsSearch['unseenDays']

/** After how many days without anybody a cell counts as unseen. */
export function UnseenDays({ value, onChange }: { value: Days; onChange: (days: Days) => void }) {
  const t = useTranslations('grids')
  return (
    <fieldset className="flex items-center gap-2">
      <legend className="sr-only">{t('unseenWithin')}</legend>
      <span className="text-muted">{t('unseen')}</span>
      <div className="flex overflow-hidden rounded-md border">
        {unseenDayChoices.map((days) => (
          <label
            key={days}
            className={classNames(
              'grid h-8 min-w-11 cursor-pointer place-items-center border-r px-2 last:border-r-0 has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:h-11',
              days === value ? 'bg-accent-soft font-medium text-accent' : 'text-muted hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name="unseen-days"
              className="sr-only"
              checked={days === value}
              onChange={() => onChange(days)}
            />
            {t('days', { n: days })}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
