'use client'

import { useQuery } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { Panel } from './panel.tsx'

/** How the model in use does on what this city's people decided. */
export function CityFigures() {
  const t = useTranslations('text')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { data, error } = useQuery({ ...useApi().text.cityFigures.queryOptions(), staleTime: 60_000 })
  return (
    <Panel title={t('city')}>
      {error && !data && <p className="text-overdue">{errorTextOf(error, locale)}</p>}
      {!data && !error && <Skeleton className="h-32" />}
      {data && (
        <div className="flex flex-col gap-3">
          {data.judged === 0 ? (
            <p className="text-muted">{t('cityNone')}</p>
          ) : (
            <>
              <p className="text-muted">{t('cityLead', { judged: data.judged })}</p>
              <dl className="flex gap-8">
                {(['first', 'firstThree'] as const).map((name) => (
                  <div key={name}>
                    <dt className="text-muted">{t(name)}</dt>
                    <dd className="text-2xl font-semibold tabular-nums">
                      {format.number(data[name] / data.judged, {
                        style: 'percent',
                        maximumFractionDigits: 1,
                      })}
                    </dd>
                  </div>
                ))}
              </dl>
            </>
          )}
          {data.isSeeded && data.judged > 0 && <p className="text-sm text-muted">{t('seeded')}</p>}
          <p className="text-sm">
            {data.model
              ? t('cityModel', {
                  examples: data.model.exampleCount,
                  heldOut: data.model.heldOutCount,
                  date: format.dateTime(new Date(data.model.trainedAt), 'dayOfYear'),
                  own: data.model.macroF1.toFixed(3),
                  shipped: data.model.shippedMacroF1.toFixed(3),
                })
              : t('shippedInUse')}
          </p>
          {data.hasLanguageModel && <p className="text-sm">{t('languageModel')}</p>}
          <h3 className="font-medium">{t('corrections')}</h3>
          {data.corrections.length === 0 && <p className="text-muted">{t('noCorrections')}</p>}
          <ul>
            {data.corrections.map(({ from, fromEn, to, toEn, cases }) => (
              <li key={`${from}→${to}`} className="flex justify-between gap-3 border-b py-1 last:border-b-0">
                <span>
                  {t('pair', { truth: inLocale(locale, from, fromEn), said: inLocale(locale, to, toEn) })}
                </span>
                <span className="text-muted tabular-nums">{format.number(cases)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  )
}
