'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'

const shares = ['responded', 'resolved', 'satisfied'] as const

/** 回访: three shares, each with what it is a share of; who was not reached or would not say stands apart, and what waits to be left out is at hand. */
export function CallbackRow({ onCase }: { onCase: (caseId: number) => void }) {
  const t = useTranslations('monitor')
  const format = useFormatter()
  const { data, error, refetch } = useQuery({
    ...useApi().monitor.callbacks.queryOptions(),
    placeholderData: keepPreviousData,
  })
  if (error && !data) return <FailedNote error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton className="h-24" />
  return (
    <section
      aria-label={t('callbacks')}
      className="rounded-lg border bg-panel px-4 py-3"
      data-table="callbacks"
    >
      <h2 className="font-semibold">{t('callbacks')}</h2>
      <p className="text-muted">{t('callbacksLead', { days: data.days })}</p>
      <dl className="mt-2 flex flex-wrap gap-x-8 gap-y-2">
        {shares.map((name) => {
          const { yes, asked } = data[name]
          return (
            <div key={name}>
              <dt className="text-muted">{t(`callbackShare.${name}`)}</dt>
              <dd className="text-xl font-semibold tabular-nums">
                {asked === 0
                  ? '–'
                  : format.number(yes / asked, {
                      style: 'percent',
                      minimumFractionDigits: 1,
                      maximumFractionDigits: 1,
                    })}
              </dd>
              <dd className="text-muted tabular-nums">{t('callbackOf', { part: yes, whole: asked })}</dd>
            </div>
          )
        })}
        <div>
          <dt className="text-muted">{t('callbackReached')}</dt>
          <dd className="text-xl font-semibold tabular-nums">{format.number(data.reached)}</dd>
          <dd className="text-muted tabular-nums">
            {t('callbackOf', { part: data.reached, whole: data.calls })}
          </dd>
        </div>
        {(['unreachable', 'refused', 'excluded'] as const).map((name) => (
          <div key={name}>
            <dt className="text-muted">{t(`callbackApart.${name}`)}</dt>
            <dd className="text-xl font-semibold tabular-nums">{format.number(data[name])}</dd>
          </div>
        ))}
      </dl>
      {data.toDecide.length > 0 && (
        <div className="mt-3 border-t pt-2" data-exclusions={data.toDecide.length}>
          <h3 className="font-medium text-near">{t('callbackToDecide', { n: data.toDecide.length })}</h3>
          <ul>
            {data.toDecide.map(({ callbackId, caseId, number, reason }) => (
              <li key={callbackId} className="flex items-baseline gap-2">
                <Button look="quiet" className="shrink-0 tabular-nums" onClick={() => onCase(caseId)}>
                  {number}
                </Button>
                <span className="min-w-0 text-muted">{reason}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
