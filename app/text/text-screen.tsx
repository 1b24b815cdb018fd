'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { withTexts } from '../_i18n/with-texts.tsx'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { CityFigures } from './city-figures.tsx'
import { Confusion, MixedUp } from './confusion.tsx'
import { Figures } from './figures.tsx'
import { messages as textTexts } from './messages.ts'
import { TryText } from './try-text.tsx'

/** How well texts are understood, and a box to see for oneself. */
export const TextScreen = withTexts({ text: textTexts }, function TextScreen() {
  const t = useTranslations('text')
  const { locale } = usePreferences()
  const { data: metrics, error, refetch } = useQuery(useApi().text.metrics.queryOptions())
  if (error && !metrics)
    return (
      <StateNote
        kind="error"
        title={errorTextOf(error, locale)}
        action={<Button onClick={() => void refetch()}>↻</Button>}
      />
    )
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-6xl grid-cols-[minmax(0,1fr)] gap-6 px-6 py-5 lg:grid-cols-2">
        <header className="lg:col-span-2">
          <h1 className="text-lg font-semibold">{t('title')}</h1>
          <p className="text-muted">{t('lead')}</p>
        </header>
        <TryText />
        <CityFigures />
        {metrics ? (
          <>
            <Figures metrics={metrics} />
            <Confusion metrics={metrics} />
            <MixedUp heldOut={metrics.heldOut.category} />
          </>
        ) : (
          <Skeleton className="h-64 lg:col-span-2" />
        )}
      </div>
    </div>
  )
})
