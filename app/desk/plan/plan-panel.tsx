'use client'

import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { CaseRow } from '../../../server/cases/case-rows.ts'
import { inLocale } from '../../_i18n/locale.ts'
import type { BoundingBox } from '../../_map/map-types.ts'
import { useApi } from '../../_trpc/api.ts'
import { errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { FailedNote } from '../../_ui/failed-note.tsx'
import { newKey } from '../../_ui/new-key.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { useToast } from '../../_ui/toasts.tsx'
import { useHotkeys } from '../../_ui/use-hotkeys.ts'
import { boxOf, featuresOf } from './plan-features.ts'
import { PlanRow } from './plan-row.tsx'

const perUnitChoices = [1, 2, 3] as const

/**
 * Many cases, each to the unit that is best for all of them together: lines on the map, a list with minutes and
 * reasons, any of them left out by hand, then all sent at once. Nothing is sent before it is confirmed.
 */
export function PlanPanel({
  rows,
  onFeatures,
  onFit,
  onSelect,
  onClose,
  onDone,
}: {
  rows: readonly CaseRow[]
  /** What the map shows of the plan; null when it ends. */
  onFeatures: (features: GeoJSON.FeatureCollection | null) => void
  onFit: (box: BoundingBox) => void
  onSelect: (caseId: number) => void
  onClose: () => void
  onDone: (caseIds: readonly number[]) => void
}) {
  const t = useTranslations('plan')
  const shell = useTranslations('shell')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const [perUnit, setPerUnit] = useState(1)
  const [leftOut, setLeftOut] = useState<ReadonlySet<number>>(new Set())
  const [current, setCurrent] = useState(0)
  // As they stood when the plan was asked for: what is confirmed is what was shown.
  const shown = useRef(rows).current
  // One key for this opening: pressing again after a lost answer sends nobody twice.
  const key = useRef(newKey()).current
  const { data, error, refetch, isFetching } = useQuery({
    ...api.dispatch.planBatch.queryOptions({ caseIds: shown.map(({ caseId }) => caseId), perUnit }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const send = useMutation(api.cases.bulkDispatch.mutationOptions())
  const planned = data?.planned ?? []
  const chosen = planned.filter(({ caseId }) => !leftOut.has(caseId))
  const byId = new Map(shown.map((row) => [row.caseId, row]))

  const show = useEffectEvent((legs: typeof planned) => onFeatures(featuresOf(legs)))
  useEffect(() => {
    if (data) show(data.planned.filter(({ caseId }) => !leftOut.has(caseId)))
  }, [data, leftOut])
  const showAll = useEffectEvent(() => {
    const box = boxOf(planned)
    if (box) onFit(box)
  })
  useEffect(() => {
    if (data) showAll()
  }, [data])
  const end = useEffectEvent(() => onFeatures(null))
  useEffect(() => () => end(), [])

  function toggle(caseId: number) {
    const next = new Set(leftOut)
    if (!next.delete(caseId)) next.add(caseId)
    setLeftOut(next)
  }
  async function confirm() {
    if (chosen.length === 0 || send.isPending) return
    try {
      const answer = await send.mutateAsync({
        items: chosen.map(({ caseId, version, unit }) => ({ caseId, version, unitId: unit.unitId })),
        idempotencyKey: key,
      })
      say({
        kind: answer.skipped.length > 0 ? 'failed' : 'done',
        title: t('finished', { done: answer.done.length, skipped: answer.skipped.length }),
        detail: answer.skipped.map((one) => `${one.number} ${one.reason[locale]}`).join('\n') || undefined,
      })
      onDone(answer.done.map((one) => one.caseId))
    } catch (failure) {
      say({ kind: 'failed', title: t('failed'), detail: errorTextOf(failure, locale) })
    }
  }
  useHotkeys('panel', (pressed) => {
    const row = planned[current]
    if (pressed === 'Escape') onClose()
    else if (pressed === 'Enter') void confirm()
    else if (pressed === 'ArrowDown') setCurrent(Math.min(planned.length - 1, current + 1))
    else if (pressed === 'ArrowUp') setCurrent(Math.max(0, current - 1))
    else if (pressed === ' ' && row) toggle(row.caseId)
    else return false
    return true
  })
  return (
    <section aria-label={t('title')} data-panel="plan" className="flex h-full flex-col">
      <header className="flex items-center gap-2 px-4 pt-3 pb-1">
        <h2 className="flex-1 text-lg font-semibold">{t('title')}</h2>
        <Button look="quiet" size="icon" onClick={onClose} aria-label={shell('close')}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      {error && !data ? (
        <FailedNote error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <div className="flex flex-col gap-3 px-4" role="status" aria-label={shell('loading')}>
          <Skeleton className="h-5 w-48" />
          <Skeleton className="h-48" />
        </div>
      ) : (
        <>
          <div className="flex flex-col gap-2 border-b px-4 pb-3">
            <p data-planned={planned.length}>
              {t('summary', { planned: planned.length, left: data.left.length, minutes: data.totalMinutes })}
            </p>
            <Comparison
              plan={{ count: planned.length, minutes: data.totalMinutes }}
              oneByOne={{ count: data.oneByOneCount, minutes: data.oneByOneMinutes }}
            />
            <fieldset className="flex items-center gap-1.5">
              <legend className="float-left mr-2 text-muted">{t('perUnit')}</legend>
              {perUnitChoices.map((count) => (
                <Button
                  key={count}
                  aria-pressed={count === perUnit}
                  onClick={() => setPerUnit(count)}
                  className={count === perUnit ? 'border-accent bg-accent-soft font-medium' : ''}
                >
                  {count}
                </Button>
              ))}
            </fieldset>
          </div>
          <ul className={`min-h-0 flex-1 overflow-y-auto ${isFetching ? 'opacity-60' : ''}`}>
            {planned.map((one, index) => (
              <PlanRow
                key={one.caseId}
                planned={one}
                row={byId.get(one.caseId)}
                isChosen={!leftOut.has(one.caseId)}
                isCurrent={index === current}
                onToggle={() => toggle(one.caseId)}
                onSelect={() => onSelect(one.caseId)}
              />
            ))}
            {data.left.length > 0 && (
              <li className="border-t bg-page px-4 pt-3 pb-1 font-medium">
                {t('left', { count: data.left.length })}
              </li>
            )}
            {data.left.map(({ caseId, number, reason }) => (
              <li key={caseId} className="border-b px-4 py-2" data-left={caseId}>
                <p className="truncate">{nameOf(byId.get(caseId), locale) || number}</p>
                <p className="text-sm text-muted">{reason[locale]}</p>
              </li>
            ))}
          </ul>
          <footer className="flex items-center gap-2 border-t px-4 py-3">
            <span className="flex-1 text-sm text-muted">{t('keys')}</span>
            <Button
              look="primary"
              size="medium"
              hotkey="⏎"
              disabled={chosen.length === 0 || send.isPending}
              onClick={() => void confirm()}
            >
              {t('confirm', { count: chosen.length })}
            </Button>
          </footer>
        </>
      )}
    </section>
  )
}

type Drive = { readonly count: number; readonly minutes: number }

/** What planning together is worth, against each case in turn taking its nearest free unit. */
function Comparison({ plan, oneByOne }: { plan: Drive; oneByOne: Drive }) {
  const t = useTranslations('plan')
  const text =
    plan.count > oneByOne.count
      ? t('moreServed', { count: plan.count - oneByOne.count })
      : plan.count === oneByOne.count && plan.minutes < oneByOne.minutes
        ? t('saved', { minutes: oneByOne.minutes - plan.minutes })
        : t('asGood')
  return <p className="text-sm text-muted">{text}</p>
}

function nameOf(row: CaseRow | undefined, locale: 'zh' | 'en'): string {
  return row ? `${inLocale(locale, row.categoryName, row.categoryNameEn)} · ${row.address || row.number}` : ''
}
