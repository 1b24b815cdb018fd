import { useFormatter, useTranslations } from 'next-intl'
import type { Outputs } from '../_trpc/api.ts'
import { classNames } from '../_ui/class-names.ts'
import { durationText } from '../_ui/duration-text.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { figureCodes, type MonitorSearch } from './search-params.ts'

type Monitor = Outputs['monitor']['now']

/** Worth a colour as soon as there is one. */
const alarming: readonly string[] = ['verify_late', 'unsigned_late', 'escalated', 'ping_pong', 'overdue']

/** The city's figures, and how fast the last day's cases went out and were taken. */
export function FigureRow({
  monitor: { figures, pace },
  search,
  onOpen,
}: {
  monitor: Monitor
  search: MonitorSearch
  onOpen: (opened: Partial<MonitorSearch>) => void
}) {
  const t = useTranslations('monitor')
  const format = useFormatter()
  const { locale } = usePreferences()
  const paceText = ({ median, ninetieth }: Monitor['pace']['toSign']) =>
    median === null || ninetieth === null
      ? t('noSample')
      : t('pace', { median: durationText(median, locale), ninetieth: durationText(ninetieth, locale) })
  return (
    <section aria-label={t('figures')}>
      <ul className="grid grid-cols-3 gap-2 sm:grid-cols-4 lg:grid-cols-6 2xl:grid-cols-11">
        {figureCodes.map((code) => (
          <li key={code}>
            <button
              type="button"
              data-figure={code}
              title={t(`formula.${code}`)}
              aria-pressed={search.figure === code && search.departmentId === null}
              onClick={() => onOpen({ figure: code })}
              className={classNames(
                'flex h-full min-h-(--touch) w-full flex-col rounded-lg border bg-panel px-3 py-2 text-left hover:bg-hover',
                search.figure === code &&
                  search.departmentId === null &&
                  'border-accent bg-accent-soft hover:bg-accent-soft',
              )}
            >
              <span
                className={classNames(
                  'text-xl font-semibold tabular-nums',
                  figures[code] > 0 && alarming.includes(code) && 'text-overdue',
                  figures[code] > 0 && code === 'near' && 'text-near',
                )}
              >
                {format.number(figures[code])}
              </span>
              <span className="text-muted">{t(`figure.${code}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-muted">
        <div className="flex gap-2">
          <dt>{t('toDispatch')}</dt>
          <dd className="text-ink">{paceText(pace.toDispatch)}</dd>
        </div>
        <div className="flex gap-2">
          <dt>{t('toSign')}</dt>
          <dd className="text-ink">{paceText(pace.toSign)}</dd>
        </div>
        <div className="flex gap-2">
          <dt>{t('byRule')}</dt>
          <dd className="text-ink tabular-nums">
            {pace.dispatched === 0
              ? t('noSample')
              : t('ofAll', { part: pace.byRule, whole: pace.dispatched })}
          </dd>
        </div>
        <p className="text-faint">{t('period', { hours: pace.hours })}</p>
      </dl>
      <details className="mt-1 text-muted">
        <summary className="py-1">{t('howCounted')}</summary>
        <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-2">
          {figureCodes.map((code) => (
            <div key={code} className="flex gap-2">
              <dt className="w-24 shrink-0 text-ink">{t(`figure.${code}`)}</dt>
              <dd>{t(`formula.${code}`)}</dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  )
}
