'use client'

import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import type { CaseFilter } from '../../../server/cases/case-filter.ts'
import type { CasePlace } from '../../../server/cases/list-places.ts'
import { inLocale, listed } from '../../_i18n/locale.ts'
import { useRenewal } from '../../_live/use-renewal.ts'
import type { LngLat } from '../../_map/map-types.ts'
import { useApi, useApiClient } from '../../_trpc/api.ts'
import { errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { classNames } from '../../_ui/class-names.ts'
import { FailedNote } from '../../_ui/failed-note.tsx'
import { newKey } from '../../_ui/new-key.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { StateNote } from '../../_ui/state-note.tsx'
import { StatusShape } from '../../_ui/status-shape.tsx'
import { useToast } from '../../_ui/toasts.tsx'
import { useHotkeys } from '../../_ui/use-hotkeys.ts'
import { useNow } from '../../_ui/use-now.ts'
import { mergeOfPlace, type PlaceMerge, parentOfPlace } from './merge-of-place.ts'
import { QueueRow } from './queue-row.tsx'

const renewMs = 60_000
const samePlace = { code: 'SAME_PLACE', zh: '同地同类并案', en: 'Same place and category' }
const samePlaceFamily = { code: 'SAME_PLACE', zh: '同一地点', en: 'Same place' }
const levelOrder = ['overdue', 'near', 'normal'] as const

/** The queue as places: where several reports stand close together, urgent ones first, merged by one press. */
export function QueuePlaces({
  filter,
  selectedId,
  canMerge,
  onSelect,
  onShow,
}: {
  filter: CaseFilter
  selectedId: number | null
  canMerge: boolean
  onSelect: (caseId: number | null) => void
  onShow: (lngLat: LngLat) => void
}) {
  const t = useTranslations('desk')
  const api = useApi()
  const queryClient = useQueryClient()
  const nowMs = useNow()
  const [openKey, setOpenKey] = useState<number | null>(null)
  const { data, error, refetch } = useQuery({
    ...api.cases.places.queryOptions({ filter }),
    placeholderData: keepPreviousData,
    refetchInterval: renewMs,
  })
  const renew = () => void queryClient.invalidateQueries({ queryKey: api.cases.places.queryKey() })
  useRenewal((event) => event.entity === 'case', renew)
  const { merge, parent, isMerging } = useMerge(renew)
  const [isPreviewed, setPreviewed] = useState(false)
  const places = data?.places ?? []
  const masterIds = new Set(data?.masterIds)
  const openIndex = places.findIndex((place) => keyOf(place) === openKey)
  const openPlace = places[openIndex]

  function open(place: CasePlace | undefined) {
    if (!place) return
    setOpenKey(keyOf(place))
    setPreviewed(false)
    onSelect(null)
    onShow(place.lngLat)
  }
  useHotkeys('panel', (key) => {
    if (selectedId !== null) return false
    if (key === 'j' || key === 'ArrowDown') open(places[openIndex + 1])
    else if (key === 'k' || key === 'ArrowUp') open(places[Math.max(0, openIndex - 1)])
    else if (key === 'Escape' && isPreviewed) setPreviewed(false)
    else if (key === 'Escape' && openPlace) setOpenKey(null)
    else if (key === 'p' && openPlace && canMerge && parentOfPlace(openPlace.rows)) setPreviewed(true)
    else if (key === 'y' && openPlace && canMerge && !isMerging) {
      const wanted = mergeOfPlace(openPlace.rows, masterIds)
      if (!wanted) return false
      void merge(wanted)
    } else return false
    return true
  })

  if (!data) {
    return error ? (
      <FailedNote error={error} onRetry={() => void refetch()} />
    ) : (
      <div aria-busy="true" className="flex flex-col gap-4 p-4">
        {['a', 'b', 'c', 'd', 'e'].map((key) => (
          <Skeleton key={key} className="h-10 w-full" />
        ))}
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the list scrolls by keyboard
    <section tabIndex={0} aria-label={t('places')} className="h-full overflow-auto">
      {places.length === 0 ? (
        <StateNote kind="empty" title={t('noPlaces')}>
          {t('noPlacesDetail')}
        </StateNote>
      ) : (
        <ul>
          {places.map((place) => {
            const key = keyOf(place)
            const isOpen = key === openKey
            const wanted = canMerge && isOpen ? mergeOfPlace(place.rows, masterIds) : null
            const family = canMerge && isOpen ? parentOfPlace(place.rows) : null
            return (
              <li key={key} data-place={place.total} className="border-b">
                <PlaceHead
                  place={place}
                  isOpen={isOpen}
                  onPress={() => (isOpen ? setOpenKey(null) : open(place))}
                />
                {isOpen && (
                  <div className="animate-arrive border-t bg-sunken pl-4">
                    {(wanted || family) && (
                      <div className="flex flex-wrap gap-2 py-2 pr-3">
                        {wanted && (
                          <Button
                            look="primary"
                            hotkey="Y"
                            disabled={isMerging}
                            data-merge={wanted.others.length + 1}
                            onClick={() => void merge(wanted)}
                          >
                            {t('mergePlace', { n: wanted.others.length + 1 })}
                          </Button>
                        )}
                        {family && (
                          <Button
                            look={wanted ? 'plain' : 'primary'}
                            hotkey="P"
                            aria-expanded={isPreviewed}
                            disabled={isMerging}
                            data-parent={family.others.length + 1}
                            onClick={() => setPreviewed(!isPreviewed)}
                          >
                            {t('parentPlace', { n: family.others.length + 1 })}
                          </Button>
                        )}
                      </div>
                    )}
                    {family && isPreviewed && (
                      <FamilyPreview
                        family={family}
                        isBusy={isMerging}
                        onSure={() => {
                          setPreviewed(false)
                          void parent(family)
                        }}
                        onCancel={() => setPreviewed(false)}
                      />
                    )}
                    <ul>
                      {place.rows.map((row) => (
                        <li key={row.caseId} className="bg-panel">
                          <QueueRow
                            row={row}
                            nowMs={nowMs}
                            isSelected={row.caseId === selectedId}
                            isMarked={false}
                            onSelect={onSelect}
                          />
                        </li>
                      ))}
                    </ul>
                    {place.total > place.rows.length && (
                      <p className="py-1.5 text-muted">
                        {t('morePlaceRows', { n: place.total - place.rows.length })}
                      </p>
                    )}
                  </div>
                )}
              </li>
            )
          })}
        </ul>
      )}
      <p className="px-3 py-2 text-faint">
        {t('alone', { n: data.alone })}
        {data.isCut && ` ${t('placesCut', { n: data.lookedAt })}`}
      </p>
    </section>
  )
}

/** A place keeps its identity while reports come and go: that of its first report. */
function keyOf({ rows }: CasePlace): number {
  return rows.reduce((least, { caseId }) => Math.min(least, caseId), Number.POSITIVE_INFINITY)
}

function PlaceHead({ place, isOpen, onPress }: { place: CasePlace; isOpen: boolean; onPress: () => void }) {
  const t = useTranslations('desk')
  const levels = useTranslations('vocabulary.clockLevel')
  const { locale } = usePreferences()
  const level = levelOrder.find((one) => place.rows.some(({ clockLevel }) => clockLevel === one)) ?? 'normal'
  const byCategory = [...Map.groupBy(place.rows, ({ categoryId }) => categoryId).values()].toSorted(
    (a, b) => b.length - a.length,
  )
  const what = listed(
    locale,
    byCategory.slice(0, 3).map((rows) => {
      const name = inLocale(locale, rows[0]!.categoryName, rows[0]!.categoryNameEn) || t('uncategorized')
      return rows.length > 1 ? `${name} ${rows.length}` : name
    }),
  )
  const where =
    place.rows.find(({ address }) => address)?.address ??
    inLocale(locale, place.rows[0]?.areaName ?? '', place.rows[0]?.areaNameEn ?? '')
  const Arrow = isOpen ? ChevronDown : ChevronRight
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={onPress}
      className={classNames(
        'flex min-h-(--touch) w-full items-start gap-2.5 px-3 py-2 text-left hover:bg-hover',
        isOpen && 'bg-accent-soft hover:bg-accent-soft',
      )}
    >
      <StatusShape level={level} label={levels(level)} className="mt-0.5" />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className="truncate font-semibold">{where}</span>
          {place.isUrgent && (
            <span className="shrink-0 rounded-sm border border-overdue px-1 text-xs leading-4 font-semibold text-overdue">
              {t('urgent')}
            </span>
          )}
        </span>
        <span className="block truncate text-muted">{what}</span>
      </span>
      <span className="shrink-0 text-base font-semibold tabular-nums">{place.total}</span>
      <Arrow aria-hidden className="mt-1 size-4 shrink-0 text-faint" />
    </button>
  )
}

/** What would become of the cases of a place, before it is done. */
function FamilyPreview({
  family: { master, others },
  isBusy,
  onSure,
  onCancel,
}: {
  family: PlaceMerge
  isBusy: boolean
  onSure: () => void
  onCancel: () => void
}) {
  const t = useTranslations('desk')
  const { locale } = usePreferences()
  const sure = useRef<HTMLButtonElement>(null)
  // Enter confirms wherever the focus was: on the button that was pressed last it would press that again.
  useEffect(() => sure.current?.focus(), [])
  return (
    <div className="animate-arrive mr-3 mb-2 rounded-md border bg-panel p-3" data-preview="family">
      <p className="text-muted">{t('parentLead')}</p>
      <ul className="mt-2 flex flex-col gap-1">
        {[master, ...others].map((row, index) => (
          <li key={row.caseId} className={index === 0 ? 'flex gap-2 font-medium' : 'flex gap-2 pl-4'}>
            <span className="w-12 shrink-0 text-muted">{t(index === 0 ? 'parentRole' : 'childRole')}</span>
            <span className="min-w-0 flex-1 truncate">
              {inLocale(locale, row.categoryName, row.categoryNameEn) || t('uncategorized')}
              <span className="ml-2 font-normal text-muted">
                {inLocale(locale, row.departmentName, row.departmentNameEn) || t('departmentLater')}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <div className="mt-3 flex gap-2">
        <Button
          ref={sure}
          look="primary"
          hotkey="Enter"
          disabled={isBusy}
          onClick={onSure}
          data-action="parent"
        >
          {t('parentSure')}
        </Button>
        <Button look="quiet" hotkey="Esc" onClick={onCancel}>
          {t('parentNot')}
        </Button>
      </div>
    </div>
  )
}

/** Merges or parents once, and takes it back for ten seconds by one press. */
function useMerge(onDone: () => void) {
  const t = useTranslations('desk')
  const work = useTranslations('casework')
  const { locale } = usePreferences()
  const say = useToast()
  const client = useApiClient()
  const [isMerging, setMerging] = useState(false)
  async function attempt(run: () => Promise<unknown>): Promise<boolean> {
    setMerging(true)
    try {
      await run()
      return true
    } catch (error) {
      say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) })
      return false
    } finally {
      setMerging(false)
      onDone()
    }
  }
  const unmerge = (others: PlaceMerge['others']) =>
    attempt(async () => {
      for (const { caseId } of others)
        await client.cases.work.unmerge.mutate({
          caseId,
          note: t('mergeTakenBack'),
          idempotencyKey: newKey(),
        })
    })
  async function merge({ master, others }: PlaceMerge) {
    const isDone = await attempt(() =>
      client.cases.work.merge.mutate({
        caseId: master.caseId,
        caseIds: others.map(({ caseId }) => caseId),
        reason: samePlace,
        idempotencyKey: newKey(),
      }),
    )
    if (isDone)
      say({
        kind: 'done',
        title: t('mergedPlace', { n: others.length + 1, number: master.number }),
        action: { label: work('undo'), run: () => void unmerge(others) },
      })
  }
  async function parent({ master, others }: PlaceMerge) {
    const isDone = await attempt(() =>
      client.cases.work.parent.mutate({
        caseId: master.caseId,
        caseIds: others.map(({ caseId }) => caseId),
        reason: samePlaceFamily,
        idempotencyKey: newKey(),
      }),
    )
    const takeBack = () =>
      attempt(async () => {
        for (const { caseId } of others)
          await client.cases.work.unparent.mutate({
            caseId,
            note: t('parentTakenBack'),
            idempotencyKey: newKey(),
          })
      })
    if (isDone)
      say({
        kind: 'done',
        title: t('parentedPlace', { n: others.length, number: master.number }),
        action: { label: work('undo'), run: () => void takeBack() },
      })
  }
  return { merge, parent, isMerging }
}
