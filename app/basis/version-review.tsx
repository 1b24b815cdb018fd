import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { NotYet } from './not-yet.tsx'

type Review = Outputs['basis']['review']

/** What a version changes against the one before it, word by word, and which open cases' matters that touches. */
export function VersionReview({ regulationId }: { regulationId: number }) {
  const t = useTranslations('basis')
  const { data, error, refetch } = useQuery(useApi().basis.review.queryOptions({ regulationId }))
  if (!data) return <NotYet error={error} onRetry={() => void refetch()} />
  return (
    <section data-review aria-label={t('review')} className="mb-4 grid gap-3 border-b pb-4">
      {data.former && (
        <div>
          <h3 className="font-semibold">
            {t('diffTo', { n: data.former.version })}
            <span className="ml-2 font-normal text-muted">
              {t('diffCounts', {
                changed: data.changes.filter(({ kind }) => kind === 'changed').length,
                added: data.changes.filter(({ kind }) => kind === 'added').length,
                removed: data.changes.filter(({ kind }) => kind === 'removed').length,
                same: data.unchanged,
              })}
            </span>
          </h3>
          <ul lang="zh" className="mt-1 max-h-80 overflow-y-auto">
            {data.changes.map((change) => (
              <Change key={`${change.kind}/${change.key}`} change={change} />
            ))}
          </ul>
        </div>
      )}
      <Effects effects={data.effects} />
    </section>
  )
}

function Change({
  change: { kind, key, label, formerLabel, changes },
}: {
  change: Review['changes'][number]
}) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  let at = 0
  return (
    <li data-change={kind} className="border-l-2 py-1 pl-3">
      <span className="font-medium">{label || key}</span>{' '}
      <span lang={locale} className="text-muted">
        {t(`change.${kind}`)}
        {formerLabel && ` ← ${formerLabel}`}
      </span>
      {changes.length > 0 && (
        <p className="leading-relaxed">
          {changes.map(({ kind: part, text }) => {
            const key = at++
            if (part === 'same') return <span key={key}>{text}</span>
            return part === 'new' ? (
              <ins key={key} className="bg-accent-soft decoration-accent underline-offset-4">
                {text}
              </ins>
            ) : (
              <del key={key} className="text-muted decoration-2">
                {text}
              </del>
            )
          })}
        </p>
      )}
    </li>
  )
}

function Effects({ effects }: { effects: Review['effects'] }) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const open = effects.reduce((sum, { openCases }) => sum + openCases, 0)
  return (
    <div>
      <h3 className="font-semibold">
        {t('effects')}
        <span className="ml-2 font-normal text-muted">
          {effects.length === 0
            ? t('noEffects')
            : t('effectCounts', { matters: effects.length, cases: open })}
        </span>
      </h3>
      <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1">
        {effects.map(({ categoryId, name, nameEn, effect, isBare, openCases }) => (
          <li key={categoryId} data-effect={effect}>
            {inLocale(locale, name, nameEn)}{' '}
            <span className={isBare ? 'text-near' : 'text-muted'}>
              {isBare ? t('bare') : t(`effect.${effect}`)}
            </span>{' '}
            {openCases > 0 && (
              <Link href={`/desk?category=${categoryId}`} className="text-accent hover:underline">
                {t('openCases', { n: openCases })}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {effects.length > 0 && <p className="mt-1 text-muted">{t('effectNote')}</p>}
    </div>
  )
}
