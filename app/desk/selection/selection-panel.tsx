'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { CaseFilter, Shape } from '../../../server/cases/case-filter.ts'
import type { CaseRow } from '../../../server/cases/case-rows.ts'
import { ExportMenu } from '../../_export/export-menu.tsx'
import { inLocale } from '../../_i18n/locale.ts'
import { useApi } from '../../_trpc/api.ts'
import { Button } from '../../_ui/button.tsx'
import { classNames } from '../../_ui/class-names.ts'
import { FailedNote } from '../../_ui/failed-note.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useSession } from '../../_ui/session-gate.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { useNow } from '../../_ui/use-now.ts'
import { QueueRow } from '../queue/queue-row.tsx'
import type { Drawn } from './drawn.ts'
import { PickedList, type PickedRow } from './picked-list.tsx'
import { ShapeTools } from './shape-tools.tsx'

const kinds = ['case', 'part', 'sensor', 'unit'] as const
type Kind = (typeof kinds)[number]
type Thing = { readonly kind: Exclude<Kind, 'case'> } & PickedRow
const nothingLeft: ReadonlySet<number> = new Set()

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
  onThing: (thing: Thing) => void
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
  const states = useTranslations('vocabulary.state')
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const api = useApi()
  const nowMs = useNow()
  const describe = useDescribedThings()
  const [kind, setKind] = useState<Kind>('case')
  const [left, setLeft] = useState<Record<Kind, ReadonlySet<number>>>({
    case: nothingLeft,
    part: nothingLeft,
    sensor: nothingLeft,
    unit: nothingLeft,
  })
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
  const picked = cases.data?.rows.filter((row) => !left.case.has(row.caseId)) ?? []
  const dispatchable = picked.filter((row) => row.state === 'registered')
  const setLeftOf = (of: Kind) => (ids: ReadonlySet<number>) =>
    setLeft((before) => ({ ...before, [of]: ids }))
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
          <div role="tablist" aria-label={desk('selection')} className="flex gap-0.5 border-t px-3 py-2">
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
                  'h-8 rounded-md px-2 text-muted hover:bg-hover hover:text-ink pointer-coarse:h-11',
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
                kind={t('kind.case')}
                total={totals.case}
                classes={cases.data.counts.byClass.map(({ classCode, name, nameEn, n }) => ({
                  key: classCode,
                  name: inLocale(locale, name, nameEn),
                  n,
                }))}
                rows={cases.data.rows.map((row) => ({
                  id: row.caseId,
                  code: row.number,
                  name: row.address || row.description,
                  className: inLocale(locale, row.categoryName, row.categoryNameEn),
                  state: states(row.state),
                  lngLat: row.lngLat,
                  row: (
                    <QueueRow
                      row={row}
                      nowMs={nowMs}
                      isSelected={row.caseId === selectedId}
                      isMarked={false}
                      onSelect={onSelect}
                    />
                  ),
                }))}
                left={left.case}
                onLeft={setLeftOf('case')}
                onOpen={({ id }) => onSelect(id)}
              >
                {permissions.includes('cases.bulk_dispatch') && (
                  <Button
                    look="primary"
                    disabled={dispatchable.length === 0}
                    onClick={() => onPlan(dispatchable)}
                    title={desk('selectionDispatchable', { count: dispatchable.length })}
                  >
                    {plan('open', { count: dispatchable.length })}
                  </Button>
                )}
                <ExportMenu
                  what={{ collection: 'cases', within: geometry, filter: rest }}
                  name={desk('selection')}
                />
              </PickedList>
            </>
          ) : (
            <PickedList
              key={kind}
              kind={t(`kind.${kind}`)}
              total={totals[kind]}
              classes={describe.classesOf(kind, things.data[kind].byClass)}
              rows={describe.rowsOf(kind, things.data[kind].rows)}
              left={left[kind]}
              onLeft={setLeftOf(kind)}
              onOpen={(row) => onThing({ kind, ...row })}
            />
          )}
        </>
      )}
    </section>
  )
}

const emptyGround: Shape = { type: 'Polygon', coordinates: [] }

type Class = { classCode: string; name: string; nameEn: string; n: number }
type Row = {
  id: number
  code: string
  name: string
  nameEn: string
  classCode: string
  state: string
  lngLat: readonly [number, number]
}

/** Kinds and states of parts, sensors and units in words. */
function useDescribedThings() {
  const sensorKinds = useTranslations('selection.sensorKind')
  const conditions = useTranslations('vocabulary.condition')
  const levels = useTranslations('vocabulary.sensorLevel')
  const statuses = useTranslations('vocabulary.unitStatus')
  const { locale } = usePreferences()
  const say = <T extends { has: (key: never) => boolean }>(
    words: T & ((key: never) => string),
    key: string,
  ) => (words.has(key as never) ? words(key as never) : key)
  const stateWords = { part: conditions, sensor: levels, unit: statuses }
  const classNameOf = (kind: Thing['kind'], classCode: string, name: string, nameEn: string) =>
    name === '' && kind === 'sensor'
      ? say(sensorKinds, classCode)
      : inLocale(locale, name, nameEn) || classCode
  const known = new Map<string, string>()
  return {
    classesOf: (kind: Thing['kind'], classes: readonly Class[]) =>
      classes.map(({ classCode, name, nameEn, n }) => {
        const words = classNameOf(kind, classCode, name, nameEn)
        known.set(`${kind} ${classCode}`, words)
        return { key: classCode, name: words, n }
      }),
    rowsOf: (kind: Thing['kind'], rows: readonly Row[]) =>
      rows.map(({ id, code, name, nameEn, classCode, state, lngLat }) => ({
        id,
        code,
        name: inLocale(locale, name, nameEn),
        className: known.get(`${kind} ${classCode}`) ?? classCode,
        state: say(stateWords[kind], state),
        lngLat,
      })),
  }
}
