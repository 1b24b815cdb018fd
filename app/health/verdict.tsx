import { useQuery } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import type { LngLat } from '../_map/map-types.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { type StatusLevel, StatusShape } from '../_ui/status-shape.tsx'
import { formatDeskSearch } from '../desk/search-params.ts'
import { CaseLink } from '../grids/case-link.tsx'
import { BulletBar } from './bullet-bar.tsx'
import { rankIndicators } from './rank-indicators.ts'

type Checkup = Outputs['checkups']['run']
const shapes: Record<'good' | 'fair' | 'poor', StatusLevel> = {
  good: 'normal',
  fair: 'near',
  poor: 'overdue',
}
const casesShown = 30

/** The one-page verdict: score against the city and the period before, indicators worst first, problems, the cases. */
export function Verdict({
  checkup,
  coloredBy,
  canColor,
  mapPicture,
  onColor,
  onPrint,
  onShowPlace,
}: {
  checkup: Checkup
  coloredBy: string | null
  canColor: ReadonlySet<string>
  mapPicture: string | null
  onColor: (code: string) => void
  onPrint: () => void
  onShowPlace: (lngLat: LngLat) => void
}) {
  const t = useTranslations('health')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { score, grade, shape } = checkup
  const day = (at: string) => format.dateTime(new Date(at), 'dayOfYear')
  return (
    <article className="pb-6">
      <header className="px-4 pt-4">
        <div className="flex items-center justify-between gap-2">
          <h1 className="text-lg font-semibold">{inLocale(locale, shape.name, shape.nameEn)}</h1>
          <Button onClick={onPrint} className="max-md:hidden print:hidden">
            <Printer className="size-4" /> {t('print')}
          </Button>
        </div>
        <p className="text-muted">
          {sizeText(shape.areaSquareMeters, t, (n) => format.number(n, { maximumFractionDigits: 1 }))} ·{' '}
          {day(checkup.from)} – {day(checkup.to)} · {t('casesOf', { n: checkup.caseTotal })}
        </p>
        <div className="mt-3 flex items-end gap-4">
          <p className="text-5xl leading-none font-semibold">{score === null ? '—' : score.toFixed(1)}</p>
          <div className="pb-0.5">
            <p className="flex items-center gap-1.5 font-medium">
              {grade ? (
                <>
                  <StatusShape level={shapes[grade]} label={t(`grade.${grade}`)} />
                  {t(`grade.${grade}`)}
                </>
              ) : (
                t('noGrade')
              )}
            </p>
            <p className="text-muted">
              {compareText(score, checkup.cityScore, t, ['better', 'worse', 'same'])}
            </p>
            <p className="text-muted">
              {compareText(score, checkup.previousScore, t, ['rising', 'falling', 'steady'])}
            </p>
          </div>
        </div>
        <p className="mt-3 rounded-md bg-sunken px-3 py-2 text-muted">{t('preview')}</p>
      </header>

      {mapPicture && (
        // biome-ignore lint/performance/noImgElement: a picture taken from the map a moment ago, for the printed page
        <img
          src={mapPicture}
          alt=""
          className="mt-4 hidden max-h-[85mm] w-full border object-cover print:block"
        />
      )}

      <section className="px-4 pt-5">
        <h2 className="font-semibold">{t('indicators')}</h2>
        <p className="mb-1 text-xs text-faint print:hidden">{t('indicatorsHint')}</p>
        <ul>
          {rankIndicators(checkup.indicators).map((indicator) => (
            <li key={indicator.code} className="break-inside-avoid">
              <BulletBar
                indicator={indicator}
                isColoring={indicator.code === coloredBy}
                onChoose={canColor.has(indicator.code) ? () => onColor(indicator.code) : undefined}
              />
            </li>
          ))}
        </ul>
      </section>

      <section className="px-4 pt-5">
        <h2 className="mb-1 font-semibold">{t('problems')}</h2>
        {checkup.problems.length === 0 && <p className="text-muted">{t('noProblems')}</p>}
        <ol className="list-decimal pl-5">
          {checkup.problems.map(({ zh, en }) => (
            <li key={en} className="py-0.5">
              {inLocale(locale, zh, en)}
            </li>
          ))}
        </ol>
      </section>

      <CasesBehind checkup={checkup} onShowPlace={onShowPlace} />
    </article>
  )
}

function CasesBehind({ checkup, onShowPlace }: { checkup: Checkup; onShowPlace: (lngLat: LngLat) => void }) {
  const t = useTranslations('health')
  const { permissions } = useSession()
  const filter = checkup.indicators[0]?.caseFilter
  const canRead = permissions.includes('cases.read')
  const cases = useQuery({
    ...useApi().cases.queue.queryOptions({ filter: (filter ?? {}) as never, limit: casesShown }),
    enabled: canRead && filter !== undefined,
  })
  if (!canRead || !filter) return null
  return (
    <section className="pt-5 print:hidden">
      <div className="mb-1 flex items-baseline justify-between gap-2 px-4">
        <h2 className="font-semibold">
          {t('cases')}{' '}
          <span className="font-normal text-muted">
            {cases.data && t('casesOf', { n: cases.data.total })}
          </span>
        </h2>
        <Link
          className="text-accent hover:underline"
          href={`/desk?${formatDeskSearch({ filter: filter as never })}`}
        >
          {t('openDesk')}
        </Link>
      </div>
      {cases.data?.rows.length === 0 && <p className="px-4 text-muted">{t('noCases')}</p>}
      <ul>
        {cases.data?.rows.map((row) => <CaseLink key={row.caseId} row={row} onShow={onShowPlace} />) ??
          [1, 2, 3].map((row) => (
            <li key={row} className="px-4 py-2">
              <Skeleton className="h-9 w-full" />
            </li>
          ))}
      </ul>
    </section>
  )
}

type Say = ReturnType<typeof useTranslations<'health'>>

function compareText(
  score: number | null,
  other: number | null,
  t: Say,
  [above, below, same]: readonly ['better' | 'rising', 'worse' | 'falling', 'same' | 'steady'],
): string | null {
  if (score === null || other === null) return null
  const difference = Number((score - other).toFixed(1))
  if (difference === 0) return t(same)
  return t(difference > 0 ? above : below, { n: Math.abs(difference).toFixed(1) })
}

function sizeText(squareMeters: number, t: Say, format: (n: number) => string): string {
  return squareMeters < 1_000_000
    ? t('hectares', { n: format(squareMeters / 10_000) })
    : t('kilometers', { n: format(squareMeters / 1_000_000) })
}
