import { useFormatter } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'

type KeyNumber = Outputs['wall']['summary']['keyNumbers'][number]

/** Six numbers at most. One that changed is swapped at once and marked for a moment; digits never roll. */
export function KeyNumbers({ numbers }: { numbers: readonly KeyNumber[] }) {
  const { locale } = usePreferences()
  const format = useFormatter()
  const textOf = ({ value, unit }: KeyNumber) =>
    value === null
      ? '—'
      : format.number(
          value,
          unit === '%'
            ? { minimumFractionDigits: 1, maximumFractionDigits: 1 }
            : { maximumFractionDigits: 0 },
        )
  return (
    <dl className="wall-keys">
      {numbers.slice(0, 6).map((number) => (
        <div
          key={number.code}
          className="wall-key"
          data-level={number.code === 'overdue' && number.value ? 'overdue' : undefined}
        >
          <dt>
            {number.code === 'overdue' && number.value ? '▲ ' : ''}
            {inLocale(locale, number.name, number.nameEn)}
          </dt>
          <dd key={number.value} className="wall-changed">
            {textOf(number)}
            {number.value !== null && (
              <small>{locale === 'en' && number.unit === '件' ? '' : number.unit}</small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
