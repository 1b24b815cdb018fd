import { useTranslations } from 'next-intl'
import type { Outputs } from '../_trpc/api.ts'
import { classNames } from '../_ui/class-names.ts'

type Detail = Outputs['ahead']['get']
type Bar = { readonly label: string; readonly n: number; readonly isMarked: boolean }

/** The evidence as a picture: hours or weekdays, months of the cases, wet days seen and usual. */
export function EvidenceChart({ candidate }: { candidate: Detail }) {
  const t = useTranslations('ahead')
  const { evidence } = candidate
  if (evidence.kind === 'rhythm' && evidence.slot.kind === 'hours') {
    const { fromHour, hours } = evidence.slot
    const bars = evidence.hours.map((n, hour) => ({
      label: hour % 6 === 0 ? String(hour) : '',
      n,
      isMarked: (hour - fromHour + 24) % 24 < hours,
    }))
    return <Bars title={t('byHour')} bars={bars} />
  }
  if (evidence.kind === 'rhythm' && evidence.slot.kind === 'weekday') {
    const { weekday } = evidence.slot
    const bars = evidence.weekdays.map((n, day) => ({
      label: t(`weekday.d${day as 0 | 1}`).slice(0, 3),
      n,
      isMarked: day === weekday,
    }))
    return <Bars title={t('byWeekday')} bars={bars} />
  }
  if (evidence.kind === 'rain')
    return (
      <Bars
        title={t('wetDry')}
        bars={[
          { label: t('actual'), n: evidence.wet, isMarked: true },
          { label: t('expected'), n: Math.round(evidence.expectedWet * 10) / 10, isMarked: false },
        ]}
      />
    )
  if (evidence.kind === 'repeat' || evidence.kind === 'rhythm')
    return <Bars title={t('byMonth')} bars={monthsOf(candidate)} />
  return null
}

/** The months of its cases up to the last one. */
function monthsOf({ cases, foundAt }: Detail): Bar[] {
  const end = new Date(foundAt)
  const months = Array.from({ length: 12 }, (_, i) => {
    const month = new Date(end.getFullYear(), end.getMonth() - 11 + i, 1)
    return { month, label: String(month.getMonth() + 1) }
  })
  return months.map(({ month, label }) => {
    const n = cases.filter(({ at }) => {
      const reported = new Date(at)
      return reported.getFullYear() === month.getFullYear() && reported.getMonth() === month.getMonth()
    }).length
    return { label, n, isMarked: n > 0 }
  })
}

function Bars({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const most = Math.max(1, ...bars.map(({ n }) => n))
  return (
    <figure>
      <figcaption className="mb-1 text-muted">{title}</figcaption>
      <div className="flex h-24 items-end gap-0.5 border-b" role="img" aria-label={title} data-chart>
        {bars.map(({ label, n, isMarked }, i) => (
          <div
            // Bars stand where they stand.
            // biome-ignore lint/suspicious/noArrayIndexKey: their place is their name
            key={i}
            className="flex min-w-0 flex-1 flex-col items-center justify-end"
            title={`${label} ${n}`}
          >
            {bars.length <= 12 && n > 0 && <span className="text-xs text-muted tabular-nums">{n}</span>}
            <span
              className={classNames(
                'w-full max-w-10 rounded-t-sm',
                isMarked ? 'bg-accent' : 'bg-line-strong',
              )}
              style={{ height: `${(n / most) * 4.4}rem` }}
            />
          </div>
        ))}
      </div>
      <div className="flex gap-0.5 text-xs text-faint tabular-nums" aria-hidden>
        {bars.map(({ label }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: their place is their name
          <span key={i} className="min-w-0 flex-1 overflow-visible text-center whitespace-nowrap">
            {label}
          </span>
        ))}
      </div>
    </figure>
  )
}
