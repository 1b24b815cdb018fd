'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useDeferredValue } from 'react'
import { inLocale } from '../../_i18n/locale.ts'
import type { LngLat } from '../../_map/map-types.ts'
import { useApi } from '../../_trpc/api.ts'
import { Button } from '../../_ui/button.tsx'
import { distanceText } from '../../_ui/distance-text.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import type { CaseDetail } from '../case/case-detail.ts'

export type KnownCase = { readonly caseId: number; readonly number: string }
const MIN_DIGITS = 7

/** What this number has called about: a repeat or a chasing call attaches to its case by one press. */
export function CallerHistory({ phone, onAttach }: { phone: string; onAttach: (known: KnownCase) => void }) {
  const t = useTranslations('call')
  const { locale } = usePreferences()
  const typed = useDeferredValue(phone.replace(/[^\d+]/g, ''))
  const { data: caller } = useQuery({
    ...useApi().calls.caller.queryOptions({ phone: typed }),
    enabled: typed.length >= MIN_DIGITS,
    staleTime: 60_000,
  })
  if (typed.length < MIN_DIGITS || !caller) return null
  const { name, callCount, cases } = caller
  return (
    <div className="px-4" data-list="caller">
      <p className="font-medium">
        {cases.length === 0 && callCount === 0 ? t('noHistory') : t('history')}
        {name && <span className="font-normal text-muted"> · {name}</span>}
        {(cases.length > 0 || callCount > 0) && (
          <span className="font-normal text-muted">
            {' '}
            · {t('historyCount', { calls: callCount, cases: cases.length })}
          </span>
        )}
      </p>
      <ul className="max-h-48 overflow-auto">
        {cases.map((known) => (
          <KnownCaseRow
            key={known.caseId}
            title={`${inLocale(locale, known.categoryName, known.categoryNameEn)} ${known.address || known.description}`}
            state={known.state}
            onAttach={() => onAttach(known)}
          />
        ))}
      </ul>
    </div>
  )
}

/** What is already open where the caller means. */
export function CasesNearby({ lngLat, onAttach }: { lngLat: LngLat; onAttach: (known: KnownCase) => void }) {
  const t = useTranslations('call')
  const { locale } = usePreferences()
  const { data: nearby } = useQuery(useApi().calls.nearby.queryOptions({ lng: lngLat[0], lat: lngLat[1] }))
  if (!nearby || nearby.length === 0) return null
  return (
    <div data-list="nearby">
      <p className="font-medium">{t('nearby')}</p>
      <ul className="max-h-48 overflow-auto">
        {nearby.map((known) => (
          <KnownCaseRow
            key={known.caseId}
            title={inLocale(locale, known.categoryName, known.categoryNameEn) || known.number}
            distance={distanceText(known.distanceMeters, locale)}
            state={known.state}
            onAttach={() => onAttach(known)}
          />
        ))}
      </ul>
    </div>
  )
}

function KnownCaseRow({
  title,
  distance,
  state,
  onAttach,
}: {
  title: string
  distance?: string
  state: CaseDetail['state']
  onAttach: () => void
}) {
  const t = useTranslations('call')
  const stateName = useTranslations('vocabulary.state')
  return (
    <li className="flex items-center gap-2 py-0.5">
      <span className="min-w-0 flex-1 truncate">{title}</span>
      {distance && <span className="text-muted">{distance}</span>}
      <span className="text-muted">{stateName(state)}</span>
      <Button look="quiet" onClick={onAttach}>
        {t('same')}
      </Button>
    </li>
  )
}
