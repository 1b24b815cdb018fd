import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'

type ShiftSummary = Outputs['shifts']['now']['summary']

const lists = ['urgent', 'overdue', 'unsigned', 'claimed', 'watched'] as const

/** What the shift leaves behind: figures, and the cases to keep an eye on as links. */
export function Summary({ title, summary }: { title: string; summary: ShiftSummary }) {
  const t = useTranslations('handover')
  const format = useFormatter()
  const { locale } = usePreferences()
  const figures = ['reported', 'closed', 'open', 'pendingRequests', 'callbacksDue', 'alarms'] as const
  return (
    <section aria-label={title} className="rounded-lg border bg-panel p-4">
      <h2 className="mb-2 font-semibold">{title}</h2>
      <dl className="grid grid-cols-3 gap-x-4 gap-y-2 sm:grid-cols-6">
        {figures.map((name) => (
          <div key={name} data-figure={name} className="flex flex-col-reverse justify-end">
            <dt className="text-muted">{t(`figure.${name}`)}</dt>
            <dd
              className={classNames(
                'text-xl font-semibold tabular-nums',
                name === 'alarms' && summary.alarms > 0 && 'text-overdue',
              )}
            >
              {format.number(summary[name])}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-3 gap-x-6 md:columns-2">
        {lists.map((name) => {
          const { total, cases } = summary[name] ?? { total: 0, cases: [] }
          return (
            <div key={name} data-list={name} className="mb-3 break-inside-avoid border-t pt-2">
              <h3 className="font-medium">
                {t(`list.${name}`)} <span className="font-normal text-muted tabular-nums">{total}</span>
              </h3>
              {total === 0 && <p className="text-faint">{t('none')}</p>}
              <ul>
                {cases.map((one) => (
                  <li key={one.caseId} className="flex min-h-7 items-baseline gap-2 pointer-coarse:min-h-11">
                    <Link href={`/cases/${one.caseId}`} className="shrink-0 text-accent tabular-nums">
                      {one.number}
                    </Link>
                    <span
                      className="min-w-0 md:truncate"
                      title={`${inLocale(locale, one.what, one.whatEn)} ${one.where}`}
                    >
                      {inLocale(locale, one.what, one.whatEn)} <span className="text-muted">{one.where}</span>
                    </span>
                  </li>
                ))}
              </ul>
              {total > cases.length && <p className="text-muted">{t('more', { n: total - cases.length })}</p>}
            </div>
          )
        })}
      </div>
    </section>
  )
}
