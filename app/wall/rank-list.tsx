import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'

const most = 12

/** Subdistricts by their score, best first; too few cases make no rank. */
export function RankList({ ranks }: { ranks: Outputs['wall']['summary']['ranks'] }) {
  const t = useTranslations('wall')
  const format = useFormatter()
  const { locale } = usePreferences()
  return (
    <section className="wall-panel wall-ranks">
      <h2 className="wall-title">
        {t('ranks')} <span>{t('ranksPeriod')}</span>
      </h2>
      {ranks.length === 0 && <p className="wall-muted">{t('noRanks')}</p>}
      <ol>
        {ranks.slice(0, most).map(({ areaId, name, nameEn, score, grade }, index) => {
          const isRanked = grade !== null && score !== null
          return (
            <li key={areaId} className="wall-rank">
              <span className="wall-muted">{isRanked ? index + 1 : '—'}</span>
              <span>{inLocale(locale, name, nameEn)}</span>
              {isRanked ? (
                <b>{format.number(score, { minimumFractionDigits: 1, maximumFractionDigits: 1 })}</b>
              ) : (
                <span className="wall-muted">{t('tooFew')}</span>
              )}
              <span className="wall-rank-bar">
                {isRanked && <i style={{ width: `${Math.min(100, score)}%` }} />}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
