import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { StatusShape } from '../_ui/status-shape.tsx'
import type { GridsSearch } from './search-params.ts'
import { UnseenDays } from './unseen-days.tsx'

type MyGrid = Outputs['grids']['mine'][number]

/** Today's list: the totals, then the grids, the most pressing first. */
export function GridList({
  grids,
  unseenDays,
  onUnseenDays,
  onSelect,
}: {
  grids: readonly MyGrid[] | undefined
  unseenDays: GridsSearch['unseenDays']
  onUnseenDays: (days: GridsSearch['unseenDays']) => void
  onSelect: (dutyGridId: number) => void
}) {
  const t = useTranslations('grids')
  const { roles } = useSession()
  const sum = (of: (grid: MyGrid) => number) => grids?.reduce((total, grid) => total + of(grid), 0) ?? 0
  if (grids?.length === 0) {
    return (
      <StateNote kind="empty" title={t('noGrids')}>
        {t('noGridsDetail')}
      </StateNote>
    )
  }
  return (
    <>
      <header className="border-b px-4 pt-3 pb-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h1 className="text-base font-semibold">{t(roles.includes('grid_chief') ? 'mine' : 'inScope')}</h1>
          <UnseenDays value={unseenDays} onChange={onUnseenDays} />
        </div>
        <dl className="mt-3 grid grid-cols-[repeat(4,auto)] gap-x-3">
          <Total
            name={t('unseenCells')}
            value={sum((grid) => grid.unseenUnitGrids)}
            of={sum((grid) => grid.unitGrids)}
            isReady={!!grids}
          />
          <Total name={t('open')} value={sum((grid) => grid.openCases)} isReady={!!grids} />
          <Total name={t('overdue')} value={sum((grid) => grid.overdueCases)} isReady={!!grids} isOverdue />
          <Total
            name={t('onDuty')}
            value={sum((grid) => grid.peopleOnDuty)}
            of={sum((grid) => grid.people)}
            isReady={!!grids}
          />
        </dl>
      </header>
      <ul className="min-h-0 flex-1 overflow-y-auto">
        {grids?.map((grid) => <GridRow key={grid.dutyGridId} grid={grid} onSelect={onSelect} />) ??
          [1, 2, 3, 4, 5].map((row) => (
            <li key={row} className="border-b px-4 py-3">
              <Skeleton className="h-4 w-40" />
              <Skeleton className="mt-2 h-4 w-64" />
            </li>
          ))}
      </ul>
    </>
  )
}

function Total({
  name,
  value,
  of,
  isReady,
  isOverdue = false,
}: {
  name: string
  value: number
  of?: number
  isReady: boolean
  isOverdue?: boolean
}) {
  return (
    <div>
      <dt className="whitespace-nowrap text-muted">{name}</dt>
      <dd className={`text-xl font-semibold ${isOverdue && value > 0 ? 'text-overdue' : ''}`}>
        {isReady ? value.toLocaleString('en') : '—'}
        {of !== undefined && isReady && (
          <span className="text-sm font-normal text-muted">/{of.toLocaleString('en')}</span>
        )}
      </dd>
    </div>
  )
}

function GridRow({ grid, onSelect }: { grid: MyGrid; onSelect: (dutyGridId: number) => void }) {
  const t = useTranslations('grids')
  const levels = useTranslations('vocabulary.clockLevel')
  const { locale } = usePreferences()
  const level = grid.overdueCases > 0 ? 'overdue' : 'normal'
  return (
    <li>
      <button
        type="button"
        onClick={() => onSelect(grid.dutyGridId)}
        className="flex min-h-(--touch) w-full items-start gap-2.5 border-b px-4 py-2.5 text-left hover:bg-hover"
      >
        <StatusShape level={level} label={levels(level)} className="mt-0.5" />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline justify-between gap-2">
            <span className="truncate font-semibold">
              {inLocale(locale, grid.name, grid.nameEn) || grid.code}
            </span>
            <span className="shrink-0 text-muted">{inLocale(locale, grid.areaName, grid.areaNameEn)}</span>
          </span>
          <span className="mt-0.5 flex flex-wrap gap-x-3 text-muted">
            <span>
              {t('open')} {grid.openCases}
            </span>
            {grid.overdueCases > 0 && (
              <span className="font-medium text-overdue">
                {t('overdue')} {grid.overdueCases}
              </span>
            )}
            <span className={grid.unseenUnitGrids > 0 ? 'text-near' : ''}>
              {t('unseen')} {grid.unseenUnitGrids}/{grid.unitGrids}
            </span>
            <span>
              {t('onDuty')} {grid.peopleOnDuty}/{grid.people}
            </span>
          </span>
        </span>
      </button>
    </li>
  )
}
