import { ArrowLeft } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { boundingBox } from '../../geo/bounding-box.ts'
import { inLocale } from '../_i18n/locale.ts'
import type { BoundingBox, LngLat } from '../_map/map-types.ts'
import type { Outputs } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { CaseLink } from './case-link.tsx'
import type { GridsSearch } from './search-params.ts'
import { UnseenDays } from './unseen-days.tsx'

type Detail = Outputs['grids']['get']
type Cell = Detail['unitGrids'][number]

/** One duty grid: what nobody has looked at, what is open, who is there, what stands there. */
export function GridDetail({
  detail,
  error,
  unseenDays,
  onUnseenDays,
  onBack,
  onShowCell,
  onShowPlace,
}: {
  detail: Detail | undefined
  error: unknown
  unseenDays: GridsSearch['unseenDays']
  onUnseenDays: (days: GridsSearch['unseenDays']) => void
  onBack: () => void
  onShowCell: (bounds: BoundingBox) => void
  onShowPlace: (lngLat: LngLat) => void
}) {
  const t = useTranslations('grids')
  const shell = useTranslations('shell')
  const format = useFormatter()
  const { locale } = usePreferences()
  const back = (
    <Button
      look="quiet"
      size="icon"
      onClick={onBack}
      aria-label={t('back')}
      className="-ml-2 pointer-coarse:size-11"
    >
      <ArrowLeft className="size-4" />
    </Button>
  )
  if (!detail) {
    return (
      <div className="p-4">
        {back}
        {error ? (
          <StateNote kind="error" title={shell('failedTitle')}>
            {errorTextOf(error, locale)}
          </StateNote>
        ) : (
          <div className="grid gap-3 pt-3">
            <Skeleton className="h-6 w-48" />
            <Skeleton className="h-4 w-64" />
            <Skeleton className="h-24 w-full" />
          </div>
        )}
      </div>
    )
  }
  const unseen = detail.unitGrids.filter((cell) => cell.unseen)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <header className="sticky top-0 z-10 border-b bg-panel px-4 py-2.5">
        <div className="flex items-center gap-1">
          {back}
          <h1 className="min-w-0 flex-1 truncate text-base font-semibold">
            {inLocale(locale, detail.name, detail.nameEn) || detail.code}
          </h1>
        </div>
        <p className="text-muted">
          {inLocale(locale, detail.areaName, detail.areaNameEn)} · {detail.code} ·{' '}
          {t('area', { n: format.number(detail.areaSquareMeters / 10_000, { maximumFractionDigits: 1 }) })} ·{' '}
          {t('index')}{' '}
          {detail.index?.value != null && detail.index.grade != null
            ? format.number(detail.index.value, { maximumFractionDigits: 1 })
            : t('tooFew')}
        </p>
      </header>

      <Part title={t('unseenCells')} aside={<UnseenDays value={unseenDays} onChange={onUnseenDays} />}>
        <p>
          {t('coverage', {
            days: unseenDays,
            seen: detail.unitGrids.length - unseen.length,
            of: detail.unitGrids.length,
          })}
        </p>
        <div className="my-1.5 h-2 overflow-hidden rounded-full bg-near-soft" aria-hidden>
          <div className="h-full bg-muted" style={{ width: `${detail.coveragePercent}%` }} />
        </div>
        <p className="text-xs text-faint">{t('coverageRule')}</p>
        <ul className="mt-1 grid gap-x-4">
          {unseen.map((cell) => (
            <CellRow key={cell.unitGridId} cell={cell} onShow={onShowCell} />
          ))}
        </ul>
      </Part>

      <Part title={`${t('openCases')} ${detail.openCases.length || ''}`}>
        {detail.openCases.length === 0 && <p className="text-muted">{t('noOpenCases')}</p>}
        <ul className="-mx-4">
          {detail.openCases.map((row) => (
            <CaseLink key={row.caseId} row={row} onShow={onShowPlace} />
          ))}
        </ul>
      </Part>

      <Part title={t('people')}>
        {detail.people.length === 0 && <p className="text-muted">{t('noPeople')}</p>}
        <ul className="grid gap-1">
          {detail.people.map(({ personId, name, nameEn, duty, onDuty }) => (
            <li key={`${personId}/${duty}`} className="flex justify-between gap-2">
              <span>
                {inLocale(locale, name, nameEn)}{' '}
                <span className="text-muted">{t(`duty.${duty as 'chief' | 'worker' | 'collector'}`)}</span>
              </span>
              <span className={onDuty ? '' : 'text-faint'}>{t(onDuty ? 'on' : 'off')}</span>
            </li>
          ))}
        </ul>
      </Part>

      <Part title={t('parts')}>
        {detail.partsByClass.length === 0 && <p className="text-muted">{t('noParts')}</p>}
        <ul className="grid gap-1">
          {detail.partsByClass.map(({ classCode, name, nameEn, n, poor }) => (
            <li key={classCode} className="flex justify-between gap-2">
              <span>{inLocale(locale, name, nameEn)}</span>
              <span>
                {poor > 0 && <span className="mr-2 text-near">◐ {t('partsPoor', { n: poor })}</span>}
                {n.toLocaleString('en')}
              </span>
            </li>
          ))}
        </ul>
      </Part>

      {detail.recentClosed.length > 0 && (
        <Part title={t('recentClosed')}>
          <ul className="-mx-4">
            {detail.recentClosed.map((row) => (
              <CaseLink key={row.caseId} row={row} onShow={onShowPlace} />
            ))}
          </ul>
        </Part>
      )}
    </div>
  )
}

function Part({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-b px-4 py-3 last:border-b-0">
      <div className="mb-1.5 flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}

function CellRow({ cell, onShow }: { cell: Cell; onShow: (bounds: BoundingBox) => void }) {
  const t = useTranslations('grids')
  const format = useFormatter()
  return (
    <li>
      <button
        type="button"
        className="flex min-h-8 w-full items-center justify-between gap-2 rounded text-left hover:bg-hover pointer-coarse:min-h-11"
        onClick={() => {
          const bounds = boundingBox(cell.geometry.coordinates)
          if (bounds) onShow(bounds)
        }}
      >
        <span className="text-near">◐ {cell.code.slice(-6)}</span>
        <span className="text-muted">
          {cell.lastSeenAt && cell.lastSeenBy
            ? t('lastSeen', {
                time: format.dateTime(new Date(cell.lastSeenAt), 'day'),
                by: t(`by.${cell.lastSeenBy}`),
              })
            : t('neverSeen')}
        </span>
      </button>
    </li>
  )
}
