import { type Locale, localeOf } from '../_i18n/locale.ts'

type Theme = 'system' | 'light' | 'dark'
type TextSize = 'regular' | 'large' | 'larger'
/** `sun`: to be read in sunlight. */
type Contrast = 'regular' | 'sun'
export type Preferences = {
  readonly locale: Locale
  readonly theme: Theme
  readonly size: TextSize
  readonly contrast: Contrast
}

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
