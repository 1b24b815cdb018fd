'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'

type Known = NonNullable<Outputs['robot']['calibration']['known']>
type Bins = Known['plain']['bins']

const sides = ['plain', 'heldOut'] as const
/** Of the drawing, in its own units; the scale runs from 0 to 1 both ways. */
const size = 200
const margin = 28

/** How often what the robot says comes true, before and after calibration. */
export function CalibrationPanel() {
  const t = useTranslations('robot')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { data, error } = useQuery(useApi().robot.calibration.queryOptions())
  const known = data?.known
  return (
    <section
      aria-label={t('calibration')}
      className="rounded-lg border bg-panel p-4"
      data-panel="calibration"
    >
      <h2 className="font-semibold">{t('calibration')}</h2>
      <p className="mb-2 text-muted">{t('calibrationLead')}</p>
      {error && !data ? (
        <p role="alert" className="text-overdue">
          {errorTextOf(error, locale)}
        </p>
      ) : !data ? (
        <Skeleton className="h-48" />
      ) : !known ? (
        <p>{t('calibrationFew', { n: data.needed })}</p>
      ) : (
        <>
          <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
            <Diagram known={known} />
            <dl className="grid grid-cols-[auto_auto] items-baseline gap-x-4 gap-y-1">
              <dt className="text-muted">{t('errorPlain')}</dt>
              <dd className="text-right">{percentOf(known.plain.error)}</dd>
              <dt className="text-muted">{t('errorHeldOut')}</dt>
              <dd className="text-right text-lg font-semibold">{percentOf(known.heldOut.error)}</dd>
            </dl>
          </div>
          <details className="mt-2">
            <summary className="py-1 text-muted">{t('asTable')}</summary>
            <div className="grid items-start gap-x-6 sm:grid-cols-2">
              {sides.map((side) => (
                <BinTable key={side} title={t(`reliabilityOf.${side}`)} bins={known[side].bins} />
              ))}
            </div>
          </details>
          <p className="mt-2 text-muted">{t('errorHint')}</p>
          <p className="text-muted">
            {t('calibrationBasis', {
              version: known.version,
              n: known.decided,
              time: format.dateTime(new Date(known.at), 'moment'),
            })}
          </p>
        </>
      )}
    </section>
  )
}

/** On the line, what is said comes true; hollow is before, filled after, larger is more decisions. */
function Diagram({ known }: { known: Known }) {
  const t = useTranslations('robot')
  const at = (share: number) => margin + share * size
  const up = (share: number) => size - share * size + 12
  const most = Math.max(1, ...sides.flatMap((side) => known[side].bins.map(({ n }) => n)))
  return (
    <figure>
      <svg
        viewBox={`0 0 ${size + margin + 14} ${size + margin + 4}`}
        className="w-64 max-w-full"
        role="img"
        aria-label={`${t('reliability')}: ${t('errorPlain')} ${percentOf(known.plain.error)}, ${t('errorHeldOut')} ${percentOf(known.heldOut.error)}`}
      >
        {[0, 0.5, 1].map((share) => (
          <g key={share} className="fill-muted text-[10px]">
            <line x1={at(0)} x2={at(1)} y1={up(share)} y2={up(share)} className="stroke-line" />
            <line x1={at(share)} x2={at(share)} y1={up(0)} y2={up(1)} className="stroke-line" />
            <text x={margin - 4} y={up(share) + 4} textAnchor="end">
              {share * 100}
            </text>
            <text x={at(share)} y={up(0) + 14} textAnchor="middle">
              {share * 100}
            </text>
          </g>
        ))}
        <line
          x1={at(0)}
          y1={up(0)}
          x2={at(1)}
          y2={up(1)}
          className="stroke-line-strong"
          strokeDasharray="4 4"
        />
        {sides.map((side) =>
          known[side].bins.map(({ said, right, n }) => (
            <circle
              key={`${side}/${said}`}
              cx={at(said)}
              cy={up(right)}
              r={3 + 6 * Math.sqrt(n / most)}
              className={side === 'plain' ? 'fill-none stroke-ink' : 'fill-accent/70 stroke-accent'}
            />
          )),
        )}
      </svg>
      <figcaption className="flex gap-3 pl-7 text-muted">
        <span>
          <span aria-hidden>○</span> {t('reliabilityOf.plain')}
        </span>
        <span>
          <span aria-hidden className="text-accent">
            ●
          </span>{' '}
          {t('reliabilityOf.heldOut')}
        </span>
      </figcaption>
    </figure>
  )
}

function BinTable({ title, bins }: { title: string; bins: Bins }) {
  const t = useTranslations('robot')
  const format = useFormatter()
  return (
    <table>
      <caption className="text-left">{title}</caption>
      <thead className="text-muted">
        <tr className="border-b">
          <th className="py-1 text-left font-normal">{t('said')}</th>
          <th className="py-1 text-right font-normal">{t('came')}</th>
          <th className="py-1 text-right font-normal">{t('count')}</th>
        </tr>
      </thead>
      <tbody>
        {bins.map(({ said, right, n }) => (
          <tr key={said} className="border-b last:border-0">
            <td className="py-1">{percentOf(said)}</td>
            <td className="py-1 text-right">{percentOf(right)}</td>
            <td className="py-1 text-right">{format.number(n)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function percentOf(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}
