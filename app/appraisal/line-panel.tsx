import { useInfiniteQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { CityMap } from '../_map/city-map.tsx'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { AppealDialog } from './appeal-dialog.tsx'
import type { Item, ItemsPage, Line, Sheet, Subject } from './outputs.ts'
import { PointsMoved } from './points-moved.tsx'
import { pointsText } from './points-text.ts'
import { type AppraisalSearch, SHOWS } from './search-params.ts'

const overlays = ['areas'] as const

/** The cases behind a department's or a subdistrict's score: by reason, where they lie, one by one, each with its way to appeal. */
export function LinePanel({
  sheet,
  subject,
  line,
  search,
  change,
}: {
  sheet: Sheet
  subject: Subject
  line: Line
  search: AppraisalSearch
  change: (next: Partial<AppraisalSearch>) => void
}) {
  const t = useTranslations('appraisal')
  const { locale, isDark } = usePreferences()
  const { city, permissions, departmentIds, roles } = useSession()
  const api = useApi()
  const [appealing, setAppealing] = useState<Item | null>(null)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    api.appraisal.items.infiniteQueryOptions(
      { sheetId: sheet.sheetId, subject, subjectId: line.id, show: search.show, rowId: search.rowId },
      { initialCursor: null, getNextPageParam: ({ next }) => next },
    ),
  )
  const first = data?.pages[0]
  const points = useMemo(() => pointsOf(first?.places ?? []), [first])
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const canAppeal = ({ appealId, departmentId }: Item) =>
    appealId === null &&
    sheet.isAppealTime &&
    permissions.includes('appraisal.appeal') &&
    (departmentIds.includes(departmentId) || roles.includes('admin'))
  const name = inLocale(locale, line.name, line.nameEn)
  return (
    <aside
      aria-label={t('open', { name })}
      data-line-panel={line.code}
      className="flex w-full shrink-0 flex-col overflow-y-auto border-l bg-panel lg:w-[26rem]"
    >
      <header className="sticky top-0 z-10 flex items-start gap-2 border-b bg-panel px-4 py-3">
        <div className="min-w-0 flex-1">
          <h2 className="font-semibold">{name}</h2>
          <p className="text-muted tabular-nums">
            {[
              line.score !== null && `${t('score')} ${line.score.toFixed(1)}`,
              line.rank !== null && `${t('rank')} ${line.rank}`,
              t('casesOf', { count: line.cases }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
        <Button
          look="quiet"
          size="icon"
          aria-label={t('close')}
          onClick={() => change({ subjectId: null, rowId: null })}
        >
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      {error && !data ? (
        <FailedNote error={error} onRetry={() => void refetch()} />
      ) : !first ? (
        <div className="grid gap-3 p-4">
          <Skeleton className="h-24" />
          <Skeleton className="h-56" />
          <Skeleton className="h-40" />
        </div>
      ) : (
        <>
          <Reasons
            reasons={first.reasons}
            rowId={search.rowId}
            onChoose={(rowId) => change({ rowId, ...(rowId && { show: 'all' }) })}
          />
          <fieldset aria-label={t('showLabel')} className="flex gap-1 border-t px-4 py-2">
            {SHOWS.map((show) => (
              <Button
                key={show}
                look={search.show === show ? 'plain' : 'quiet'}
                aria-pressed={search.show === show}
                data-show={show}
                onClick={() => change({ show, rowId: null })}
              >
                {t(`show.${show}`)}
              </Button>
            ))}
          </fieldset>
          {items.length === 0 ? (
            <StateNote kind="empty" title={t('noItems')}>
              {t('noItemsDetail')}
            </StateNote>
          ) : (
            <>
              <section
                aria-label={t('map')}
                data-places={points.features.length}
                className="relative mx-4 h-56 shrink-0 overflow-hidden rounded-md border"
              >
                <CityMap
                  flavor={isDark ? 'dark' : 'light'}
                  bounds={city.bbox}
                  overlays={overlays}
                  preview={points}
                  hasControls={false}
                />
              </section>
              <ul className="px-4 py-2">
                {items.map((item) => (
                  <ItemRow
                    key={item.caseId}
                    item={item}
                    hasDepartment={subject === 'area'}
                    onAppeal={canAppeal(item) ? () => setAppealing(item) : undefined}
                  />
                ))}
              </ul>
              {hasNextPage && (
                <Button
                  className="mx-4 mb-4"
                  disabled={isFetchingNextPage}
                  onClick={() => void fetchNextPage()}
                >
                  {t('more')}
                </Button>
              )}
            </>
          )}
        </>
      )}
      {appealing && (
        <AppealDialog sheetId={sheet.sheetId} item={appealing} onClose={() => setAppealing(null)} />
      )}
    </aside>
  )
}

/** How many cases each row of the rule decided, and what they make together. */
function Reasons({
  reasons,
  rowId,
  onChoose,
}: {
  reasons: ItemsPage['reasons']
  rowId: string | null
  onChoose: (rowId: string | null) => void
}) {
  const t = useTranslations('appraisal')
  const { locale } = usePreferences()
  return (
    <section className="px-4 py-3" aria-label={t('why')}>
      <h3 className="font-medium">
        {t('why')} <span className="font-normal text-muted">{t('whyHint')}</span>
      </h3>
      <ul className="pt-1">
        {reasons.map((one) => (
          <li key={one.rowId}>
            <button
              type="button"
              aria-pressed={rowId === one.rowId}
              data-reason={one.rowId}
              onClick={() => onChoose(rowId === one.rowId ? null : one.rowId)}
              className={classNames(
                'flex w-full items-baseline gap-2 rounded px-2 py-1 text-left pointer-coarse:min-h-11',
                rowId === one.rowId ? 'bg-accent-soft text-accent' : 'hover:bg-hover',
              )}
            >
              <span className="min-w-0 flex-1">{inLocale(locale, one.zh, one.en) || one.rowId}</span>
              <span className="text-muted tabular-nums">{t('casesOf', { count: one.cases })}</span>
              <span className="w-16 text-right font-medium tabular-nums">{pointsText(one.points)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function ItemRow({
  item,
  hasDepartment,
  onAppeal,
}: {
  item: Item
  /** Whether it says whose case it was. */
  hasDepartment: boolean
  onAppeal: (() => void) | undefined
}) {
  const t = useTranslations('appraisal')
  const format = useFormatter()
  const { locale } = usePreferences()
  return (
    <li className="flex items-start gap-3 border-b py-2 last:border-0" data-item={item.number}>
      <div className="min-w-0 flex-1">
        <Link href={`/cases/${item.caseId}`} className="block truncate text-accent hover:underline">
          {item.description || item.number}
        </Link>
        <p className="text-muted">
          {hasDepartment && `${inLocale(locale, item.departmentName, item.departmentNameEn)} · `}
          {inLocale(locale, item.zh, item.en)} ·{' '}
          {t('closedAt', { time: format.dateTime(new Date(item.closedAt), 'moment') })}
        </p>
        {item.appealState && (
          <p className={item.appealState.startsWith('asked') ? 'text-near' : 'text-muted'}>
            {t(`appealState.${item.appealState}`)}
          </p>
        )}
      </div>
      <span className="flex shrink-0 flex-col items-end gap-1">
        <PointsMoved before={item.points} after={item.adjustedPoints} />
        {onAppeal && (
          <Button look="quiet" onClick={onAppeal} data-appeal>
            {t('appeal')}
          </Button>
        )}
      </span>
    </li>
  )
}

function pointsOf(places: NonNullable<ItemsPage['places']>): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: places.map(({ caseId, lng, lat }) => ({
      type: 'Feature' as const,
      id: caseId,
      properties: {},
      geometry: { type: 'Point' as const, coordinates: [lng, lat] },
    })),
  }
}
