import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { useLiveStatus } from '../_live/live-provider.tsx'
import type { Outputs } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { ProductMark } from '../_ui/product-mark.tsx'
import { useAgoText } from './use-ago-text.ts'

type Summary = Outputs['wall']['summary']

/** Whose wall it is, the city's time, who leads the shift, and how fresh each feed is, in words. */
export function WallHeader({ summary, now }: { summary: Summary; now: Date }) {
  const t = useTranslations('wall')
  const product = useTranslations('shell')('product')
  const format = useFormatter()
  const { locale } = usePreferences()
  const agoText = useAgoText()
  const { state, heardAtMs } = useLiveStatus()
  const leader = inLocale(locale, summary.shiftLeader, summary.shiftLeaderEn)
  return (
    <header className="wall-head">
      <ProductMark className="size-[1.5em]" />
      <h1 className="wall-name">
        {product} · {inLocale(locale, summary.cityName, summary.cityNameEn)}
      </h1>
      <time className="wall-clock" dateTime={now.toISOString()}>
        {format.dateTime(now, {
          year: 'numeric',
          month: '2-digit',
          day: '2-digit',
          weekday: 'short',
          hour: '2-digit',
          minute: '2-digit',
          second: '2-digit',
          hourCycle: 'h23',
        })}
      </time>
      {leader && <span className="wall-muted">{t('shiftLeader', { name: leader })}</span>}
      <span className="wall-muted">{t('mode')}</span>
      <div className="wall-feeds" role="status">
        {state !== 'live' && heardAtMs !== null && (
          <span data-stale="true">
            ▲{' '}
            {t('notLive', {
              time: format.dateTime(new Date(heardAtMs), {
                hour: '2-digit',
                minute: '2-digit',
                hourCycle: 'h23',
              }),
            })}
          </span>
        )}
        {summary.feeds.map(({ code, name, nameEn, lastAt, stale }) => (
          <span key={code} data-stale={stale}>
            {stale ? '◐ ' : ''}
            {lastAt === null
              ? t('feedNever', { name: inLocale(locale, name, nameEn) })
              : t(stale ? 'feedStale' : 'feedFresh', {
                  name: inLocale(locale, name, nameEn),
                  ago: agoText(lastAt, now),
                })}
          </span>
        ))}
      </div>
    </header>
  )
}
