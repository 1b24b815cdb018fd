import { useTranslations } from 'next-intl'
import type { Outputs } from '../_trpc/api.ts'

const labeledHours = ['00', '03', '06', '09', '12', '15', '18', '21']

type Hour = Outputs['wall']['summary']['hours'][number]

/** Reports and closings of today by the hour, before the range that is usual for this weekday. */
export function DayByHour({ hours }: { hours: readonly Hour[] }) {
  const t = useTranslations('wall')
  const top = Math.max(
    4,
    ...hours.flatMap((hour) => [hour.reported ?? 0, hour.closed ?? 0, hour.expectedHigh]),
  )
  const share = (n: number) => `${(100 * n) / top}%`
  return (
    <section className="wall-panel wall-day">
      <h2 className="wall-title">
        {t('day')}
        <span>
          <i className="wall-key-swatch" style={{ background: 'var(--wall-accent)' }} />
          {t('reported')}
        </span>
        <span>
          <i className="wall-key-swatch" style={{ background: 'var(--wall-bar)' }} />
          {t('closed')}
        </span>
        <span>
          <i className="wall-key-swatch" style={{ background: 'var(--wall-band)' }} />
          {t('expected')}
        </span>
        <span style={{ marginLeft: 'auto' }}>{t('top', { n: top })}</span>
      </h2>
      <div className="wall-hours">
        {hours.map(({ hour, reported, closed, expectedLow, expectedHigh }) => (
          <div key={hour} className="wall-hour">
            <i
              className="band"
              style={{
                bottom: share(expectedLow),
                height: share(Math.max(expectedHigh - expectedLow, top / 60)),
              }}
            />
            {reported !== null && <i className="reported" style={{ height: share(reported) }} />}
            {closed !== null && <i className="closed" style={{ height: share(closed) }} />}
          </div>
        ))}
      </div>
      <div className="wall-hour-labels">
        {labeledHours.map((hour) => (
          <span key={hour}>{hour}:00</span>
        ))}
      </div>
    </section>
  )
}
