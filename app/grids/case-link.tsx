import { MapPin } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { CaseRow } from '../../server/cases/case-rows.ts'
import { inLocale } from '../_i18n/locale.ts'
import type { LngLat } from '../_map/map-types.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { StatusShape } from '../_ui/status-shape.tsx'
import { TimeLeft } from '../desk/queue/time-left.tsx'

/** A case in a list beside a map: what and where; state and time left. It opens its own page; the pin shows it here. */
export function CaseLink({ row, onShow }: { row: CaseRow; onShow?: (lngLat: LngLat) => void }) {
  const t = useTranslations('grids')
  const desk = useTranslations('desk')
  const state = useTranslations('vocabulary.state')
  const levels = useTranslations('vocabulary.clockLevel')
  const { locale } = usePreferences()
  const isDone = row.state === 'closed' || row.state === 'canceled'
  const level = isDone ? 'done' : row.clockLevel
  const { lngLat } = row
  const where = row.address || inLocale(locale, row.areaName, row.areaNameEn)
  return (
    <li className="flex items-stretch border-b last:border-b-0 hover:bg-hover">
      <Link
        href={`/cases/${row.caseId}`}
        className="flex min-h-(--touch) min-w-0 flex-1 items-start gap-2.5 px-4 py-2"
      >
        <StatusShape
          level={level}
          label={levels(level)}
          isMachineFound={row.foundBy === 'machine'}
          className="mt-0.5"
        />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-x-2 max-md:flex-wrap">
            <span className="shrink-0 font-medium">
              {inLocale(locale, row.categoryName, row.categoryNameEn) || desk('uncategorized')}
            </span>
            <span className="min-w-0 text-muted md:truncate" title={where}>
              {where}
            </span>
          </span>
          <span className="flex gap-2 text-muted">
            <span>{state(row.state)}</span>
            {!isDone && <TimeLeft row={row} />}
          </span>
        </span>
      </Link>
      {onShow && lngLat && (
        <button
          type="button"
          onClick={() => onShow(lngLat)}
          aria-label={t('showOnMap')}
          title={t('showOnMap')}
          className="grid w-11 shrink-0 place-items-center text-faint hover:text-accent print:hidden"
        >
          <MapPin className="size-4" />
        </button>
      )}
    </li>
  )
}
