import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { StatusShape } from '../_ui/status-shape.tsx'
import { useAgoText } from './use-ago-text.ts'

type Item = Outputs['wall']['summary']['acting'][number]
/** As many as fit: all heights are shares of the wall's, so it is the same number on every wall; a very wide one has room for all. */
const most = 6

/** What needs acting: by severity, like with like; it stays until it is dealt with, and new things never push it away. */
export function ActingList({ items, now }: { items: readonly Item[]; now: Date }) {
  const t = useTranslations('wall')
  const { locale } = usePreferences()
  const agoText = useAgoText()
  const rest = items.length - most
  return (
    <section className="wall-panel wall-acting">
      <h2 className="wall-title">{t('acting')}</h2>
      {items.length === 0 && <p className="wall-muted">{t('actingNone')}</p>}
      <ul>
        {items.map((item) => (
          <li
            key={`${item.kind}/${item.caseId ?? item.sensorId}/${item.severity}`}
            className="wall-act"
            data-severity={item.severity}
          >
            <span className="wall-shape">
              <StatusShape
                level={item.severity === 'near' ? 'near' : 'overdue'}
                label={t(`severity.${item.severity}`)}
                className="text-current"
              />
            </span>
            <p>{inLocale(locale, item.title, item.titleEn)}</p>
            <b>{item.count > 1 ? t('times', { n: item.count }) : t(`severity.${item.severity}`)}</b>
            <p className="wall-muted">
              {item.count > 1 ? `${t(`severity.${item.severity}`)} · ` : ''}
              {inLocale(locale, item.where, item.whereEn)}
            </p>
            <span className="wall-muted">{agoText(item.since, now)}</span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className="wall-muted wall-rest">{t('more', { n: rest })}</p>}
    </section>
  )
}
