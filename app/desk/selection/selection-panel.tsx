'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { CaseFilter, Shape } from '../../../server/cases/case-filter.ts'
import type { CaseRow } from '../../../server/cases/case-rows.ts'
import type { ThingKind } from '../../../server/shapes/thing-sources.ts'
import { inLocale } from '../../_i18n/locale.ts'
import { useApi } from '../../_trpc/api.ts'
import { Button } from '../../_ui/button.tsx'
import { classNames } from '../../_ui/class-names.ts'
import { FailedNote } from '../../_ui/failed-note.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useSession } from '../../_ui/session-gate.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { CaseRows } from './case-rows.tsx'
import type { Drawn } from './drawn.ts'
import { allPicked, countPicked, isPicked, type Picked } from './picked.ts'
import { PickedList } from './picked-list.tsx'
import { ShapeTools } from './shape-tools.tsx'
import type { OpenedThing } from './thing-line.tsx'
import { ThingRows } from './thing-rows.tsx'
import { useThingWords } from './use-thing-words.ts'

const kinds: readonly ThingKind[] = ['case', 'part', 'sensor', 'unit']
/** As many as one plan takes. */
const mostPlanned = 200

/** What lies inside a drawn shape, and what can be done with all of it or with those that are picked. */
export function SelectionPanel({
  drawn,
  ground,
  groundError,
  filter,
  selectedId,
  isEditing,
  canUndo,
  canRedo,
  onSelect,
  onThing,
  onDrawn,
  onEdit,
  onUndo,
  onRedo,
  onFilterHere,
  onClose,
  onPlan,
}: {
  drawn: Drawn
  /** The ground it covers; null until it is known. */
  ground: Shape | null
  groundError: unknown
  /** The queue's own filter goes on counting inside the shape. */
  filter: CaseFilter
  selectedId: number | null
  isEditing: boolean
  canUndo: boolean
  canRedo: boolean
  onSelect: (caseId: number) => void
  onThing: (thing: OpenedThing) => void
  onDrawn: (drawn: Drawn) => void
  onEdit: (isEditing: boolean) => void
  onUndo: () => void
  onRedo: () => void
  onFilterHere: () => void
  onClose: () => void
  /** Those that wait for dispatch are to be planned together. */
  onPlan: (rows: readonly CaseRow[]) => void
}) {
  const t = useTranslations('selection')
  const desk = useTranslations('desk')
  const plan = useTranslations('plan')
  const shell = useTranslations('shell')
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const api = useApi()
  const words = useThingWords()
  const [kind, setKind] = useState<ThingKind>('case')
  const groundText = JSON.stringify(ground)
  // What was taken out of one shape says nothing of another.
  const [kept, setKept] = useState<{ of: string; by: Partial<Record<ThingKind, Picked>> }>({ of: '', by: {} })
  const pickedBy = kept.of === groundText ? kept.by : {}
  const pickedOf = (of: ThingKind) => pickedBy[of] ?? allPicked
  const setPickedOf = (of: ThingKind) => (picked: Picked) =>
    setKept({ of: groundText, by: { ...pickedBy, [of]: picked } })
  const { within: _, ...rest } = filter
  const geometry = ground ?? emptyGround
  const cases = useQuery({
    ...api.cases.inShape.queryOptions({ geometry, filter: rest }),
    enabled: ground !== null,
    placeholderData: keepPreviousData,
  })
  const things = useQuery({
    ...api.shapes.things.queryOptions({ geometry }),
    enabled: ground !== null,
    placeholderData: keepPreviousData,
  })
  const error = groundError ?? cases.error ?? things.error
  const totals = cases.data &&
    things.data && {
      case: cases.data.counts.total,
      part: things.data.part.total,
      sensor: things.data.sensor.total,
      unit: things.data.unit.total,
    }
  const canPlan = permissions.includes('cases.bulk_dispatch')
  const waiting = useQuery({
    ...api.cases.queue.queryOptions({
      filter: { ...rest, states: ['registered'], within: geometry },
      limit: 500,
    }),
    enabled: ground !== null && canPlan && (rest.states?.includes('registered') ?? true),
  })
  const dispatchable =
    waiting.data?.rows.filter(({ caseId }) => isPicked(pickedOf('case'), caseId)).slice(0, mostPlanned) ?? []
  const notPlanned = countPicked(pickedOf('case'), totals?.case ?? 0) - dispatchable.length
  return (
    <section aria-label={desk('selection')} data-panel="selection">
      <header className="flex items-center gap-2 px-4 pt-3 pb-2">
        <h2 className="flex-1 text-lg font-semibold">
          {drawn.kind === 'area' ? t('titleArea') : t('titleNear')}
        </h2>
        <Button look="quiet" size="icon" onClick={onClose} aria-label={shell('close')}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      <ShapeTools
        drawn={drawn}
        ground={ground}
        isEditing={isEditing}
        canUndo={canUndo}
        canRedo={canRedo}
        onDrawn={onDrawn}
        onEdit={onEdit}
        onUndo={onUndo}
        onRedo={onRedo}
        onFilterHere={onFilterHere}
      />
      {error && !totals ? (
        <FailedNote
          error={error}
          onRetry={() => {
            void cases.refetch()
            void things.refetch()
          }}
        />
      ) : !totals || !cases.data || !things.data ? (
        <div className="flex flex-col gap-3 px-4 py-3" role="status" aria-label={shell('loading')}>
          <Skeleton className="h-5 w-48" />
          <Skeleton className="h-32" />
        </div>
      ) : (
        <>
          <div
            role="tablist"
            aria-label={desk('selection')}
            className="flex flex-wrap gap-0.5 border-t px-3 py-2"
          >
            {kinds.map((one) => (
              <button
                key={one}
                type="button"
                role="tab"
                aria-selected={kind === one}
                data-kind={one}
                data-total={totals[one]}
                onClick={() => setKind(one)}
                className={classNames(
                  'h-8 whitespace-nowrap rounded-md px-2 text-muted hover:bg-hover hover:text-ink pointer-coarse:h-11',
                  kind === one &&
                    'bg-accent-soft font-medium text-accent hover:bg-accent-soft hover:text-accent',
                )}
              >
                {t(`kind.${one}`)} <span className="tabular-nums">{totals[one].toLocaleString('en')}</span>
              </button>
            ))}
          </div>
          {kind === 'case' ? (
            <>
              <p className="px-4 pb-2 text-muted" data-total={cases.data.counts.total}>
                {desk('selectionCounts', {
                  total: cases.data.counts.total,
                  open: cases.data.counts.open,
                  overdue: cases.data.counts.overdue,
                })}
              </p>
              <PickedList
                kind="case"
                total={totals.case}
                classes={cases.data.counts.byClass.map(({ classCode, name, nameEn, n }) => ({
                  key: classCode,
                  name: inLocale(locale, name, nameEn),
                  n,
                }))}
                geometry={geometry}
                filter={rest}
                picked={pickedOf('case')}
                onPicked={setPickedOf('case')}
                list={
                  <CaseRows
                    geometry={geometry}
                    filter={rest}
                    selectedId={selectedId}
                    picked={pickedOf('case')}
                    onPicked={setPickedOf('case')}
                    onSelect={onSelect}
                  />
                }
              >
                {canPlan && (
                  <Button
                    look="primary"
                    disabled={dispatchable.length === 0}
                    onClick={() => onPlan(dispatchable)}
                    title={desk('selectionDispatchable', { count: dispatchable.length })}
                  >
                    {plan('open', { count: dispatchable.length })}
                  </Button>
                )}
                {canPlan && waiting.data && notPlanned > 0 && (
                  <p className="order-last w-full text-muted" data-not-planned={notPlanned}>
                    {dispatchable.length === 0
                      ? t('nonePlanned')
                      : t('notPlanned', { count: notPlanned, most: mostPlanned })}
                  </p>
                )}
              </PickedList>
            </>
          ) : (
            <PickedList
              key={kind}
              kind={kind}
              total={totals[kind]}
              classes={things.data[kind].byClass.map(({ classCode, name, nameEn, n }) => ({
                key: classCode,
                name: words.classOf(kind, { classCode, className: name, classNameEn: nameEn }),
                n,
              }))}
              geometry={geometry}
              picked={pickedOf(kind)}
              onPicked={setPickedOf(kind)}
              list={
                <ThingRows
                  geometry={geometry}
                  kind={kind}
                  picked={pickedOf(kind)}
                  onPicked={setPickedOf(kind)}
                  onOpen={({ id, code, name, nameEn, lngLat }) =>
                    onThing({ kind, id, code, name, nameEn, lngLat })
                  }
                />
              }
            />
          )}
        </>
      )}
    </section>
  )
}

const emptyGround: Shape = { type: 'Polygon', coordinates: [] }
