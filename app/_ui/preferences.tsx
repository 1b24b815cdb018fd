'use client'

import { NextIntlClientProvider } from 'next-intl'
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react'
import { formats } from '../_i18n/formats.ts'
import { sharedMessages } from '../_i18n/shared-messages.ts'
import { type Preferences, parsePreferences } from './parse-preferences.ts'

type PreferencesContextValue = Preferences & {
  /** Whether dark is shown: chosen, or by the system. */
  readonly isDark: boolean
  readonly change: (change: Partial<Preferences>) => void
  /** Shows all times in the city's zone from now on. */
  readonly adoptTimeZone: (timeZone: string) => void
}

const PreferencesContext = createContext<PreferencesContextValue | null>(null)
const yearSeconds = 365 * 24 * 3600

/** Language, appearance, text size and contrast of this browser, kept in cookies so that the first paint is right. */
export function usePreferences(): PreferencesContextValue {
  const value = use(PreferencesContext)
  if (!value) throw new Error('usePreferences stands outside of PreferencesProvider')
  return value
}

export function PreferencesProvider({
  initial,
  timeZone: firstTimeZone,
  children,
}: {
  initial: Preferences
  timeZone: string
  children: ReactNode
}) {
  const [preferences, setPreferences] = useState(initial)
  const [timeZone, adoptTimeZone] = useState(firstTimeZone)
  const [isSystemDark, setSystemDark] = useState(false)

  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)')
    const follow = () => setSystemDark(query.matches)
    follow()
    query.addEventListener('change', follow)
    return () => query.removeEventListener('change', follow)
  }, [])

  // A page that was kept for when there is no network shows what was chosen when it was kept.
  useEffect(() => {
    setPreferences((before) => ({ ...before, contrast: parsePreferences(cookieOf, before.locale).contrast }))
  }, [])

  const change = useCallback((changed: Partial<Preferences>) => {
    setPreferences((before) => ({ ...before, ...changed }))
    for (const [name, value] of Object.entries(changed)) {
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http
      document.cookie = `${name}=${value}; path=/; max-age=${yearSeconds}; samesite=lax`
    }
  }, [])

  useEffect(() => {
    const root = document.documentElement
    root.lang = preferences.locale === 'zh' ? 'zh-CN' : 'en'
    root.dataset.theme = preferences.theme
    root.dataset.size = preferences.size
    root.dataset.contrast = preferences.contrast
  }, [preferences])

  const isDark =
    preferences.contrast === 'regular' &&
    (preferences.theme === 'dark' || (preferences.theme === 'system' && isSystemDark))
  const value = useMemo(
    () => ({ ...preferences, isDark, change, adoptTimeZone }),
    [preferences, isDark, change],
  )
  return (
    <PreferencesContext value={value}>
      <NextIntlClientProvider
        locale={preferences.locale}
        messages={sharedMessages[preferences.locale] as typeof sharedMessages.zh}
        formats={formats}
        timeZone={timeZone}
      >
        {children}
      </NextIntlClientProvider>
    </PreferencesContext>
  )
}

function cookieOf(name: string): string | undefined {
  return document.cookie
    .split('; ')
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1)
}
