import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale, listed } from '../_i18n/locale.ts'
import type { BoundingBox, LngLat } from '../_map/map-types.ts'
import type { Outputs } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StatusShape } from '../_ui/status-shape.tsx'

type Review = Outputs['studio']['review']

const CASES_SHOWN = 8
const SQUARE_METERS_PER_HECTARE = 10_000

/** What is wrong with the draft, each fault with its place, and what would change for cases, parts and people. */
export function ReviewPanel({
  review,
  isCurrent,
  error,
  onShow,
  onShowPlace,
}: {
  review: Review | undefined
  isCurrent: boolean
  error: unknown
  onShow: (bbox: BoundingBox) => void
  onShowPlace: (lngLat: LngLat) => void
}) {
  const t = useTranslations('studio')
  const { locale } = usePreferences()
  if (!review) {
    return (
      <div className="grid gap-2 border-b px-4 py-3">
        {error ? (
          <p className="text-overdue">{errorTextOf(error, locale)}</p>
        ) : (
          <Skeleton className="h-4 w-48" />
        )}
      </div>
    )
  }
  const errors = review.faults.filter(({ severity }) => severity === 'error').length
  const warnings = review.faults.length - errors
  return (
    <div className={isCurrent ? '' : 'opacity-60'} aria-busy={!isCurrent}>
      <section className="border-b px-4 py-3" aria-label={t('checks')}>
        <h2 className="mb-1 flex justify-between font-semibold">
          {t('checks')}
          <span className="font-normal text-muted" role="status">
            {isCurrent
              ? [errors > 0 && t('errors', { n: errors }), warnings > 0 && t('warnings', { n: warnings })]
                  .filter(Boolean)
                  .join(' · ')
              : t('checking')}
          </span>
        </h2>
        {review.faults.length === 0 && <p className="text-muted">{t('noFaults')}</p>}
        <ul className="-mx-4 max-h-72 overflow-y-auto">
          {review.faults.map((fault) => (
            <FaultRow
              key={`${fault.kind}/${fault.codes.join()}/${fault.bbox?.join()}`}
              fault={fault}
              onShow={onShow}
            />
          ))}
        </ul>
      </section>
      <Effects effects={review.effects} onShowPlace={onShowPlace} />
    </div>
  )
}

function FaultRow({
  fault: { kind, severity, codes, bbox, squareMeters },
  onShow,
}: {
  fault: Review['faults'][number]
  onShow: (bbox: BoundingBox) => void
}) {
  const t = useTranslations('studio')
  const format = useFormatter()
  return (
    <li>
      <button
        type="button"
        data-fault={kind}
        disabled={!bbox}
        onClick={() => bbox && onShow(bbox)}
        className="flex min-h-9 w-full items-start gap-2 px-4 py-1.5 text-left enabled:hover:bg-hover pointer-coarse:min-h-11"
      >
        <StatusShape
          level={severity === 'error' ? 'overdue' : 'near'}
          label={t(severity === 'error' ? 'errors' : 'warnings', { n: 1 })}
          className="mt-0.5"
        />
        <span className="min-w-0 flex-1">
          {t(`fault.${kind}`, { area: format.number(Math.round(squareMeters ?? 0)) })}
          {codes.length > 0 && <span className="block truncate text-muted">{codes.join(' ')}</span>}
        </span>
      </button>
    </li>
  )
}

function Effects({
  effects: { cells, duties, movedCases, movedCaseCount, movedPartCount },
  onShowPlace,
}: {
  effects: Review['effects']
  onShowPlace: (lngLat: LngLat) => void
}) {
  const t = useTranslations('studio')
  const format = useFormatter()
  const { locale } = usePreferences()
  const hectares = (squareMeters: number) =>
    format.number(squareMeters / SQUARE_METERS_PER_HECTARE, { maximumFractionDigits: 1 })
  const isSame = [cells.fresh, cells.changed, cells.ended, duties].every(({ length }) => length === 0)
  return (
    <section className="border-b px-4 py-3" aria-label={t('effects')}>
      <h2 className="mb-1 font-semibold">{t('effects')}</h2>
      {isSame ? (
        <p className="text-muted">{t('noEffects')}</p>
      ) : (
        <div className="grid gap-2">
          {(
            [
              ['cellsFresh', cells.fresh],
              ['cellsChanged', cells.changed],
              ['cellsEnded', cells.ended],
            ] as const
          ).map(
            ([name, codes]) =>
              codes.length > 0 && (
                <p key={name} className="flex gap-2">
                  <span className="shrink-0 text-muted">{t(name)}</span>
                  <span className="min-w-0 break-words">
                    {codes.map((code) => code.slice(-3) || t('freshCode')).join(' ')}
                  </span>
                </p>
              ),
          )}
          {duties.map(({ key, code, name, nameEn, how, openCases, squareMeters, people }) => (
            <div key={key} className="border-l-2 pl-2">
              <p className="flex justify-between gap-2">
                <span className="min-w-0 truncate font-medium">{inLocale(locale, name, nameEn) || code}</span>
                <span className="shrink-0 text-muted">{t(`how.${how}`)}</span>
              </p>
              <p className="text-muted">
                {t('fromTo', {
                  ...openCases,
                  areaBefore: hectares(squareMeters.before),
                  areaAfter: hectares(squareMeters.after),
                })}
              </p>
              <p className="text-muted">
                {people.length === 0
                  ? t('nobodyThere')
                  : t(how === 'ended' ? 'people' : 'peopleOf', {
                      names: listed(
                        locale,
                        people.map((one) => inLocale(locale, one.name, one.nameEn)),
                      ),
                    })}
              </p>
            </div>
          ))}
          {movedPartCount > 0 && <p>{t('movedParts', { n: movedPartCount })}</p>}
          {movedCaseCount > 0 && (
            <div>
              <p>{t('movedCases', { n: movedCaseCount })}</p>
              <ul className="mt-1">
                {movedCases.slice(0, CASES_SHOWN).map(({ caseId, number, lngLat, from, to }) => (
                  <li key={caseId} className="flex min-h-8 items-center justify-between gap-2">
                    <Link href={`/cases/${caseId}`} className="min-w-0 truncate text-accent">
                      {number}
                    </Link>
                    <button
                      type="button"
                      className="shrink-0 text-muted hover:text-ink"
                      onClick={() => onShowPlace(lngLat)}
                    >
                      {from.slice(-3)} → {to.slice(-3)}
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          )}
          <p className="text-faint">{t('keepsHistory')}</p>
        </div>
      )}
    </section>
  )
}
