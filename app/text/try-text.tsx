'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { inLocale, listed } from '../_i18n/locale.ts'
import { Field, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useUnderstood } from '../_ui/use-understood.ts'
import { Panel } from './panel.tsx'

/** Everything that is read from a text, as it is typed. */
export function TryText() {
  const t = useTranslations('text')
  const { locale } = usePreferences()
  const [text, setText] = useState(t('tryExample'))
  const { understood } = useUnderstood(text, null)
  return (
    <Panel title={t('try')}>
      <Field label={t('tryHint')}>
        {(props) => (
          <TextArea
            {...props}
            rows={3}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {understood && (
        <dl
          className="mt-3 grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 max-sm:grid-cols-[5rem_minmax(0,1fr)] gap-y-2"
          data-understood
        >
          <Said name={t('candidates')}>
            <ul className="flex flex-col gap-1">
              {understood.categories.map(({ categoryId, name, nameEn, score, because }) => (
                <li
                  key={categoryId}
                  className="grid grid-cols-[minmax(0,9rem)_4.5rem_minmax(0,1fr)] items-center gap-2 max-sm:grid-cols-[minmax(0,1fr)_4.5rem]"
                >
                  <span className="truncate">{inLocale(locale, name, nameEn)}</span>
                  <Share share={score} />
                  <span className="truncate text-sm text-muted max-sm:col-span-2">
                    {listed(locale, because)}
                  </span>
                </li>
              ))}
            </ul>
          </Said>
          <Said name={t('topics')}>
            {understood.topics
              .map(
                ({ name, nameEn, score }) => `${inLocale(locale, name, nameEn)} ${Math.round(score * 100)}%`,
              )
              .join(' · ')}
          </Said>
          <Said name={t('places')}>
            {understood.places.map(({ name, nameEn }) => inLocale(locale, name, nameEn)).join(' · ') || (
              <span className="text-muted">{t('noPlaces')}</span>
            )}
          </Said>
          <Said name={t('urgency')}>
            {t(`urgency_${understood.urgency.level}`)}{' '}
            <span className="text-muted">{listed(locale, understood.urgency.because)}</span>
          </Said>
          <Said name={t('mood')}>
            {t(`mood_${understood.mood.mood}`)}{' '}
            <span className="text-muted">{listed(locale, understood.mood.because)}</span>
          </Said>
          <Said name={t('masked')}>{understood.masked}</Said>
        </dl>
      )}
    </Panel>
  )
}

function Said({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Share({ share }: { share: number }) {
  return (
    <span className="flex items-center gap-1 text-sm tabular-nums">
      <span className="h-1.5 w-6 overflow-hidden rounded-full bg-hover">
        <span className="block h-full bg-accent" style={{ width: `${share * 100}%` }} />
      </span>
      {Math.round(share * 100)}%
    </span>
  )
}
