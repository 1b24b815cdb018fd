'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { Outputs } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { type AuthorityOf, useNameOf } from './use-name-of.ts'

type Authority = Outputs['robot']['authority']

/** What somebody has set, and who changed what and why; the robot among them. */
export function AuthorityPanel({
  authority,
  onEdit,
}: {
  authority: Authority | undefined
  onEdit: ((of: AuthorityOf) => void) | undefined
}) {
  const t = useTranslations('robot')
  const format = useFormatter()
  const nameOf = useNameOf()
  if (!authority) return <Skeleton className="h-48" />
  const { standard, rows, changes } = authority
  const spoken = (one: { mode: keyof typeof modes; isStopped: boolean; minScore: number }) =>
    one.isStopped
      ? `▲ ${t('stopped')}`
      : `${t(`mode.${one.mode}`)}${one.mode === 'automatic' ? ` · ${t('from', { score: scoreText(one.minScore) })}` : ''}`
  return (
    <section aria-label={t('settings')} className="rounded-lg border bg-panel p-4" data-panel="authority">
      <div className="flex items-start gap-2">
        <h2 className="flex-1 font-semibold">{t('settings')}</h2>
        {onEdit && (
          <Button onClick={() => onEdit({ categoryId: null, areaId: null })} data-action="set">
            {t('add')}
          </Button>
        )}
      </div>
      <p className="text-muted">{t('settingsLead')}</p>
      <p className="mb-2 text-muted">
        {t('standard', {
          mode: t(`mode.${standard.mode}`),
          score: scoreText(standard.minScore),
          rate: `${Math.round(standard.maxReturnRate * 100)}%`,
        })}
      </p>
      {rows.length === 0 ? (
        <p>{t('noSettings')}</p>
      ) : (
        <ul>
          {rows.map((row) => (
            <li
              key={row.authorityId}
              className="flex items-center gap-2 border-b py-1 last:border-0"
              data-authority={row.authorityId}
            >
              <span className="min-w-0 flex-1 truncate">{nameOf(row)}</span>
              <span className={row.isStopped ? 'text-overdue' : row.mode === 'suggest' ? 'text-near' : ''}>
                {spoken(row)}
              </span>
              {onEdit && (
                <Button
                  look="quiet"
                  onClick={() => onEdit(row)}
                  aria-label={t('changeFor', { name: nameOf(row) })}
                >
                  {t('change')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <h3 className="mt-3 mb-1 font-medium">{t('history')}</h3>
      {changes.length === 0 ? (
        <p className="text-muted">{t('noHistory')}</p>
      ) : (
        <ol className="max-h-64 overflow-y-auto">
          {changes.map((change) => (
            <li key={change.changeId} className="border-b py-1 last:border-0">
              <p className="flex gap-2">
                <span className="shrink-0 text-muted">{format.dateTime(new Date(change.at), 'moment')}</span>
                <span className="min-w-0 flex-1 truncate">{nameOf(change)}</span>
                <span className="shrink-0">
                  {t('changed', {
                    before: change.before ? spoken(change.before) : '',
                    after: spoken(change.after),
                  })}
                </span>
              </p>
              <p className="text-muted">
                {change.isRobot ? t('byRobot') : change.actorName} · {change.reason}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

const modes = { suggest: 0, one_click: 0, automatic: 0 } as const

/** Two digits of a stored single-precision number. */
function scoreText(score: number): string {
  return String(Math.round(score * 100) / 100)
}
