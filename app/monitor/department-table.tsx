import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { classNames } from '../_ui/class-names.ts'
import { durationText } from '../_ui/duration-text.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { NumberCell } from './number-cell.tsx'
import type { MonitorSearch } from './search-params.ts'

type Monitor = Outputs['monitor']['now']

/** Who holds what: what waits to be dispatched or signed for by age, and the load of each department. */
export function DepartmentTable({
  monitor: { departments, bandMinutes },
  search,
  onOpen,
}: {
  monitor: Monitor
  search: MonitorSearch
  onOpen: (opened: Partial<MonitorSearch>) => void
}) {
  const t = useTranslations('monitor')
  const { locale } = usePreferences()
  const bands = [...bandMinutes, null].map((end, band) =>
    end === null
      ? t('beyond', { time: durationText(bandMinutes.at(-1)!, locale) })
      : t(band === 0 ? 'under' : 'upTo', { time: durationText(end, locale) }),
  )
  const most = Math.max(1, ...departments.flatMap(({ waitingByAge }) => waitingByAge))
  if (departments.length === 0) return <StateNote kind="empty" title={t('nothingOpen')} />
  return (
    <section aria-label={t('departments')} className="rounded-lg border bg-panel">
      <h2 className="px-4 pt-3 font-semibold">{t('departments')}</h2>
      <p className="px-4 pb-2 text-muted">{t('departmentsLead')}</p>
      <div className="overflow-x-auto">
        <table className="w-full border-collapse tabular-nums">
          <thead>
            <tr className="border-b text-left text-muted">
              <th scope="col" rowSpan={2} className="px-4 py-1.5 font-normal">
                {t('department')}
              </th>
              <th scope="colgroup" colSpan={bands.length} className="px-2 pt-1.5 text-center font-normal">
                {t('waitingByAge')}
              </th>
              {(['in_hand', 'overdue', 'ping_pong'] as const).map((code) => (
                <th
                  key={code}
                  scope="col"
                  rowSpan={2}
                  className="px-2 py-1.5 text-right font-normal whitespace-nowrap"
                >
                  {t(`figure.${code}`)}
                </th>
              ))}
              <th scope="col" rowSpan={2} className="px-2 py-1.5 text-right font-normal whitespace-nowrap">
                {t('open')}
              </th>
              <th scope="col" rowSpan={2} className="px-4 py-1.5 text-right font-normal whitespace-nowrap">
                {t('unitsBusy')}
              </th>
            </tr>
            <tr className="border-b text-muted">
              {bands.map((name) => (
                <th key={name} scope="col" className="px-2 pb-1.5 text-right font-normal whitespace-nowrap">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {departments.map((one) => {
              const departmentId = one.departmentId ?? 0
              const figure = one.departmentId === null ? 'undispatched' : 'unsigned'
              const isRow = search.departmentId === departmentId
              return (
                <tr
                  key={departmentId}
                  data-department={departmentId}
                  className={classNames('border-b last:border-b-0', isRow && 'bg-hover')}
                >
                  <th scope="row" className="max-w-56 truncate px-4 text-left font-medium">
                    {one.departmentId === null ? t('nobody') : inLocale(locale, one.name, one.nameEn)}
                  </th>
                  {one.waitingByAge.map((count, ageBand) => (
                    <NumberCell
                      // biome-ignore lint/suspicious/noArrayIndexKey: a band is its index
                      key={ageBand}
                      value={count}
                      shade={count / most}
                      isAlarming={ageBand >= 2}
                      isOpen={isRow && search.ageBand === ageBand}
                      onOpen={() => onOpen({ figure, departmentId, ageBand })}
                    />
                  ))}
                  {(['in_hand', 'overdue', 'ping_pong'] as const).map((code) => (
                    <NumberCell
                      key={code}
                      value={one.figures[code]}
                      isAlarming={code !== 'in_hand'}
                      isOpen={isRow && search.figure === code}
                      onOpen={() => onOpen({ figure: code, departmentId })}
                    />
                  ))}
                  <NumberCell
                    value={one.open}
                    isOpen={isRow && search.figure === null}
                    onOpen={() => onOpen({ departmentId })}
                  />
                  <td className="px-4 text-right whitespace-nowrap text-muted">
                    {one.units > 0 ? `${one.busyUnits} / ${one.units}` : '–'}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
