import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'

const most = 4

/** The newest steps of the city's cases; no personal values. */
export function Ticker({ lines }: { lines: Outputs['wall']['summary']['ticker'] }) {
  const t = useTranslations('wall')
  const format = useFormatter()
  const { locale } = usePreferences()
  return (
    <section className="wall-panel wall-ticker">
      <h2 className="wall-title">{t('tickerTitle')}</h2>
      {lines.length === 0 && <p className="wall-muted">{t('tickerNone')}</p>}
      <ul>
        {lines.slice(0, most).map(({ position, at, zh, en }) => (
          <li key={position}>
            <span className="wall-muted">{format.dateTime(new Date(at), 'clock')}</span>
            <span>{inLocale(locale, zh, en)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
