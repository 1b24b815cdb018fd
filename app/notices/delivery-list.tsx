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
import { shortTime } from '../data/short-time.ts'
import type { Delivery } from './outputs.ts'

const levels = { waiting: 'near', sent: 'done', failed: 'overdue' } as const

/** What went out lately; what failed stands first until its owner has sent it. */
export function DeliveryList({ deliveries }: { deliveries: readonly Delivery[] }) {
  const t = useTranslations('outgoing')
  const format = useFormatter()
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const retry = useMutation(api.notices.retry.mutationOptions())
  const time = (at: string) => format.dateTime(new Date(at), shortTime)
  const again = (deliveryId: number) =>
    retry.mutate(
      { deliveryId },
      {
        onSuccess() {
          say({ kind: 'done', title: t('retried') })
          void client.invalidateQueries({ queryKey: api.notices.pathKey() })
        },
        onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
      },
    )
  return (
    <section aria-label={t('deliveries')} className="rounded-lg border bg-panel">
      <h2 className="px-4 pt-3 font-semibold">{t('deliveries')}</h2>
      {deliveries.length === 0 && <p className="px-4 pb-3 text-muted">{t('noDeliveries')}</p>}
      <ul>
        {deliveries.map((one) => (
          <li
            key={one.deliveryId}
            data-delivery={one.state}
            className="flex items-start gap-2 border-b px-4 py-2 last:border-b-0"
          >
            <StatusShape level={levels[one.state]} label={t(`state.${one.state}`)} className="mt-1" />
            <div className="min-w-0 flex-1">
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
                  one.destination,
                  time(one.at),
                  t(`state.${one.state}`),
                  one.attempts > 0 && t('attempts', { count: one.attempts }),
                  one.receipt && t('receipt', { receipt: one.receipt }),
                  one.state === 'waiting' && one.attempts > 0 && t('next', { at: time(one.dueAt) }),
                  one.state === 'failed' && t('ownedBy', { name: one.ownerName }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {one.error && <p className="break-all text-overdue">{one.error}</p>}
            </div>
            {one.state === 'failed' && (
              <Button data-act="retry" disabled={retry.isPending} onClick={() => again(one.deliveryId)}>
                {t('retry')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
