'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { type ComponentType, useMemo } from 'react'
import type { Locale } from './locale.ts'

/** A folder's texts, in each language. */
type FolderTexts = Readonly<Record<Locale, object>>

/**
 * `Page` with the texts of the folders it draws from, beside those that every page has (`shared-messages.ts`): a browser
 * fetches no other page's words. Both languages come along, so that changing the language asks the network nothing.
 */
export function withTexts<P extends object>(
  texts: Readonly<Record<string, FolderTexts>>,
  Page: ComponentType<P>,
): ComponentType<P> {
  return function WithTexts(props: P) {
    const locale = useLocale() as Locale
    const around = useMessages()
    const messages = useMemo(
      () => ({
        ...around,
        ...Object.fromEntries(Object.entries(texts).map(([folder, of]) => [folder, of[locale]])),
      }),
      [around, locale],
    )
    return (
      <NextIntlClientProvider locale={locale} messages={messages}>
        <Page {...props} />
      </NextIntlClientProvider>
    )
  }
}
