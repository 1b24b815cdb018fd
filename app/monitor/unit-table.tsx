import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import type { MonitorSearch } from './search-params.ts'

/** The units with the most in hand, as bars. */
export function UnitTable({
  monitor: { units },
  search,
  onOpen,
}: {
  monitor: Outputs['monitor']['now']
  search: MonitorSearch
  onOpen: (opened: Partial<MonitorSearch>) => void
}) {
  const t = useTranslations('monitor')
  const { locale } = usePreferences()
  const most = Math.max(1, ...units.map(({ open }) => open))
  return (
    <section aria-label={t('units')} className="rounded-lg border bg-panel pb-2">
      <h2 className="px-4 pt-3 pb-1 font-semibold">{t('units')}</h2>
      {units.length === 0 && <p className="px-4 pb-2 text-muted">{t('noUnits')}</p>}
      <ul className="grid lg:grid-cols-2">
        {units.map((unit) => (
          <li key={unit.unitId}>
            <button
              type="button"
              aria-pressed={search.unitId === unit.unitId}
              onClick={() => onOpen({ unitId: unit.unitId })}
              className={classNames(
                'flex min-h-9 w-full items-center gap-3 px-4 py-1 text-left hover:bg-hover pointer-coarse:min-h-11',
                search.unitId === unit.unitId && 'bg-accent-soft hover:bg-accent-soft',
              )}
            >
              <span className="w-40 shrink-0 truncate">{inLocale(locale, unit.name, unit.nameEn)}</span>
              <span aria-hidden className="h-2 min-w-0 flex-1 overflow-hidden rounded-full bg-line">
                <span
                  className="block h-full rounded-full bg-line-strong"
                  style={{ width: `${(100 * unit.open) / most}%` }}
                />
              </span>
              <span className="shrink-0 text-right tabular-nums">
                {unit.open}
                {unit.overdue > 0 && (
                  <span className="ml-2 text-overdue">{t('ofThemOverdue', { n: unit.overdue })}</span>
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
