'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'

const shownRows = 8
const refreshMs = 60_000
/** As many as the desk plans at once and an address holds. */
const mostPlanned = 100

/** Cases under way whose unit has dropped out, and the way to a new plan for them. */
export function StrandedPanel() {
  const t = useTranslations('robot')
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const { data, error } = useQuery({ ...useApi().robot.stranded.queryOptions(), refetchInterval: refreshMs })
  const open = data?.filter((one) => one.state === 'dispatched') ?? []
  const signed = (data?.length ?? 0) - open.length
  const ids = open.slice(0, mostPlanned).map((one) => one.caseId)
  return (
    <section aria-label={t('stranded')} className="rounded-lg border bg-panel p-4" data-panel="stranded">
      <h2 className="font-semibold">{t('stranded')}</h2>
      <p className="mb-2 text-muted">{t('strandedLead')}</p>
      {error && !data ? (
        <p role="alert" className="text-overdue">
          {errorTextOf(error, locale)}
        </p>
      ) : !data ? (
        <Skeleton className="h-24" />
      ) : (
        <>
          {open.length === 0 && <p>{t('noStranded')}</p>}
          <ul>
            {open.slice(0, shownRows).map((one) => (
              <li
                key={one.caseId}
                data-case={one.caseId}
                className="flex items-baseline gap-2 border-b py-1 last:border-0"
              >
                <Link
                  href={`/desk?open=all&case=${one.caseId}`}
                  className="min-w-0 flex-1 truncate hover:text-accent"
                >
                  {inLocale(locale, one.categoryName, one.categoryNameEn)}{' '}
                  <span className="text-muted">{one.address || one.number}</span>
                </Link>
                <span className="max-w-40 truncate">{inLocale(locale, one.unitName, one.unitNameEn)}</span>
                <span className="shrink-0 text-near">{one.reason[locale]}</span>
              </li>
            ))}
          </ul>
          {open.length > shownRows && (
            <p className="pt-1 text-muted">{t('more', { count: open.length - shownRows })}</p>
          )}
          {signed > 0 && <p className="pt-1 text-muted">{t('signedCount', { count: signed })}</p>}
          {ids.length > 0 && permissions.includes('cases.bulk_dispatch') && (
            <Link
              href={`/desk?open=all&ids=${ids.join('.')}&plan=yes`}
              className="mt-3 inline-flex h-8 items-center rounded-md bg-accent px-2.5 text-sm font-medium text-accent-ink hover:brightness-110 pointer-coarse:min-h-11"
            >
              {t('again', { count: ids.length })}
            </Link>
          )}
        </>
      )}
    </section>
  )
}
