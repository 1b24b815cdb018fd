import { localeOf } from '../_i18n/locale.ts'
import type { Preferences } from './preferences.tsx'

/**
 * The preferences that cookies hold; unknown values are the default.
 *
 * @param firstLanguage the browser's own, for a first visit
 */
export function parsePreferences(
  cookieOf: (name: keyof Preferences) => string | undefined,
  firstLanguage: string | undefined,
): Preferences {
  const theme = cookieOf('theme')
  const size = cookieOf('size')
  return {
    locale: localeOf(cookieOf('locale') ?? firstLanguage),
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    size: size === 'large' || size === 'larger' ? size : 'regular',
    contrast: cookieOf('contrast') === 'sun' ? 'sun' : 'regular',
  }
}
