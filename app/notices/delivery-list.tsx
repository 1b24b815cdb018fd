'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { StatusShape } from '../_ui/status-shape.tsx'
import { useToast } from '../_ui/toasts.tsx'
import type { Delivery } from './outputs.ts'
import { useKindName } from './use-kind-name.ts'

const levels = { waiting: 'near', sent: 'done', failed: 'overdue', given_up: 'done' } as const

/** What went out lately; what failed stands first until somebody sends it again or gives it up. */
export function DeliveryList({ deliveries }: { deliveries: readonly Delivery[] }) {
  const t = useTranslations('outgoing')
  const format = useFormatter()
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const kindName = useKindName()
  const retry = useMutation(api.notices.retry.mutationOptions())
  const retryAll = useMutation(api.notices.retryFailed.mutationOptions())
  const giveUp = useMutation(api.notices.giveUp.mutationOptions())
  const isBusy = retry.isPending || retryAll.isPending || giveUp.isPending
  const failedCount = deliveries.filter(({ state, isActive }) => state === 'failed' && isActive).length
  const time = (at: string) => format.dateTime(new Date(at), 'moment')
  const told = {
    onError: (error: unknown) =>
      say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
    onSettled: () => void client.invalidateQueries({ queryKey: api.notices.pathKey() }),
  }
  const done = (title: string) => say({ kind: 'done', title })
  return (
    <section aria-label={t('deliveries')} className="rounded-lg border bg-panel">
      <div className="flex min-h-11 items-center gap-2 px-4 pt-2">
        <h2 className="flex-1 font-semibold">{t('deliveries')}</h2>
        {failedCount > 1 && (
          <Button
            data-act="retry-all"
            disabled={isBusy}
            onClick={() =>
              retryAll.mutate(undefined, {
                ...told,
                onSuccess: ({ retried }) => done(t('retriedAll', { count: retried })),
              })
            }
          >
            {t('retryAll')}
          </Button>
        )}
      </div>
      {deliveries.length === 0 && <p className="px-4 pb-3 text-muted">{t('noDeliveries')}</p>}
      <ul>
        {deliveries.map((one) => (
          <li
            key={one.deliveryId}
            data-delivery={one.state}
            className="flex flex-wrap items-start gap-2 border-b px-4 py-2 last:border-b-0"
          >
            <StatusShape level={levels[one.state]} label={t(`state.${one.state}`)} className="mt-1" />
            <div className="min-w-56 flex-1">
              <p>
                {one.caseId === null ? (
                  inLocale(locale, one.zh, one.en)
                ) : (
                  <Link href={`/cases/${one.caseId}`} className="hover:underline">
                    {inLocale(locale, one.zh, one.en)}
                  </Link>
                )}
              </p>
              <p className="text-muted">
                {[
                  kindName(one.kind),
                  one.destination,
                  time(one.at),
                  t(`state.${one.state}`),
                  one.attempts > 0 && t('attempts', { count: one.attempts }),
                  one.receipt && t('receipt', { receipt: one.receipt }),
                  one.state === 'waiting' && one.attempts > 0 && t('next', { at: time(one.dueAt) }),
                  one.state === 'failed' && t('ownedBy', { name: one.ownerName }),
                  one.decidedBy && t(`decidedBy.${one.state}`, { name: one.decidedBy }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {one.error && <p className="break-all text-overdue">{one.error}</p>}
              {one.state === 'failed' && !one.isActive && <p className="text-near">{t('destinationOff')}</p>}
            </div>
            {one.state === 'failed' && (
              <span className="flex gap-2">
                {one.isActive && (
                  <Button
                    data-act="retry"
                    disabled={isBusy}
                    onClick={() =>
                      retry.mutate(
                        { deliveryId: one.deliveryId },
                        { ...told, onSuccess: () => done(t('retried')) },
                      )
                    }
                  >
                    {t('retry')}
                  </Button>
                )}
                <Button
                  look="quiet"
                  data-act="give-up"
                  disabled={isBusy}
                  onClick={() =>
                    giveUp.mutate(
                      { deliveryId: one.deliveryId },
                      { ...told, onSuccess: () => done(t('givenUp')) },
                    )
                  }
                >
                  {t('giveUp')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
