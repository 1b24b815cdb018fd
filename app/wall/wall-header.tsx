import { useFormatter, useTranslations } from 'next-intl'
import { inLocale, type Locale } from '../_i18n/locale.ts'
import { useLiveStatus } from '../_live/live-provider.tsx'
import { type SceneRun, useScene } from '../_scene/use-scene.ts'
import type { Outputs } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { ProductMark } from '../_ui/product-mark.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { useAgoText } from './use-ago-text.ts'

type Summary = Outputs['wall']['summary']

/** Whose wall it is, the city's time, who leads the shift, and how fresh each feed is, in words. */
export function WallHeader({ summary, now }: { summary: Summary; now: Date }) {
  const t = useTranslations('wall')
  const product = useTranslations('shell')('product')
  const format = useFormatter()
  const { locale } = usePreferences()
  const agoText = useAgoText()
  const run = useScene()?.run
  const { state, heardAtMs } = useLiveStatus()
  const leader = inLocale(locale, summary.shiftLeader, summary.shiftLeaderEn)
  const stale = summary.feeds.filter((feed) => feed.stale)
  const [first] = stale
  const staleText =
    first && stale.length === 1
      ? first.lastAt === null
        ? t('feedNever', { name: inLocale(locale, first.name, first.nameEn) })
        : t('feedStale', {
            name: inLocale(locale, first.name, first.nameEn),
            ago: agoText(first.lastAt, now),
          })
      : t('feedsStale', {
          names: stale.map(({ name, nameEn }) => inLocale(locale, name, nameEn)).join(t('listComma')),
        })
  const oldest = summary.feeds.flatMap(({ lastAt }) => lastAt ?? []).sort()[0]
  return (
    <header className="wall-head">
      <ProductMark className="size-[1.5em]" />
      <h1 className="wall-name">
        {product} · {inLocale(locale, summary.cityName, summary.cityNameEn)}
      </h1>
      <time className="wall-clock" dateTime={now.toISOString()}>
        {clockText(now, format, locale)}
      </time>
      <SceneText run={run} />
      {leader && <span className="wall-muted">{t('shiftLeader', { name: leader })}</span>}
      {stale.length === 0 && !run && <span className="wall-muted">{t('mode')}</span>}
      <div className="wall-feeds" role="status">
        {state !== 'live' && heardAtMs !== null && (
          <span data-stale="true">
            ▲{' '}
            {t('notLive', {
              time: format.dateTime(new Date(heardAtMs), 'clock'),
            })}
          </span>
        )}
        {stale.length > 0 && <span data-stale="true">◐ {staleText}</span>}
        {state === 'live' && stale.length === 0 && oldest && (
          <span>○ {t('feedsFresh', { ago: agoText(oldest, now) })}</span>
        )}
      </div>
    </header>
  )
}

/** On a wall nobody may take a played storm for a real one. */
function SceneText({ run }: { run: SceneRun | null | undefined }) {
  const t = useTranslations('scene')
  const { city } = useSession()
  if (city.seededUntil === null) return null
  if (!run) return <span className="wall-muted">{t('demo')}</span>
  return (
    <strong className="wall-simulated">
      {t('markShort')} · {t(`name.${run.scene}`)}
    </strong>
  )
}

/** `2026-11-24 周二 07:30:01`: the same order in both languages, so that nobody takes a day for a month. */
function clockText(now: Date, format: ReturnType<typeof useFormatter>, locale: Locale): string {
  const day = format.dateTime(now, { year: 'numeric', month: '2-digit', day: '2-digit' })
  const [year, month, date] = partsOfDay(day, locale)
  const weekday = format.dateTime(now, { weekday: 'short' })
  const time = format.dateTime(now, 'clockSeconds')
  return `${year}-${month}-${date} ${weekday} ${time}`
}

/** Chinese dates come as year/month/day, English ones as month/day/year. */
function partsOfDay(day: string, locale: Locale): readonly [string, string, string] {
  const [first = '', second = '', third = ''] = day.split('/')
  return locale === 'zh' ? [first, second, third] : [third, first, second]
}
