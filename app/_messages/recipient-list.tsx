import { useTranslations } from 'next-intl'
import type { Named, Recipient, Skipped } from '../../server/notices/recipient.ts'
import { inLocale, listed } from '../_i18n/locale.ts'
import { usePreferences } from '../_ui/preferences.tsx'

/** Who will get it, and for what. */
export function RecipientList({ recipients }: { recipients: readonly Recipient[] }) {
  const t = useTranslations('messages')
  const nameOf = useNamed()
  return (
    <section>
      <h3 className="font-medium" data-recipients={recipients.length}>
        {t('recipients', { n: recipients.length })}
      </h3>
      {recipients.length === 0 ? (
        <p className="text-near">{t('nobody')}</p>
      ) : (
        <ul className="mt-1 max-h-44 divide-y divide-line/60 overflow-y-auto">
          {recipients.map(({ userId, name, posts, of, things }) => (
            <li key={userId} className="flex items-center gap-2 py-1.5">
              <span className="min-w-0 flex-1">
                <span className="block truncate">
                  {name}{' '}
                  <span className="text-muted">
                    {posts.map((post) => t(`post.${post}`)).join(t('comma'))}
                  </span>
                </span>
                <span className="block truncate text-muted" title={nameOf(of)}>
                  {nameOf(of)}
                </span>
              </span>
              <span className="shrink-0 text-muted tabular-nums">{t('things', { n: things })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** For what nobody can be told, and why. */
export function SkippedList({ skipped }: { skipped: readonly Skipped[] }) {
  const t = useTranslations('messages')
  const nameOf = useNamed()
  if (skipped.length === 0) return null
  return (
    <section data-skipped={skipped.length}>
      <h3 className="font-medium">{t('skipped')}</h3>
      <ul className="mt-1 max-h-32 divide-y divide-line/60 overflow-y-auto text-muted">
        {skipped.map(({ reason, of, things }) => (
          <li key={`${reason} ${of?.name}`} className="flex items-center gap-2 py-1">
            <span className="min-w-0 flex-1">
              {of && `${nameOf([of])} · `}
              {t(`skip.${reason}`)}
            </span>
            <span className="shrink-0 tabular-nums">{t('things', { n: things })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Grids, departments and crews one after another, in the reader's language. */
export function useNamed(): (some: readonly Named[]) => string {
  const { locale } = usePreferences()
  return (some) =>
    listed(
      locale,
      some.map(({ name, nameEn }) => inLocale(locale, name, nameEn)),
    )
}
