import { cookies, headers } from 'next/headers'
import { localeOf } from '../_i18n/locale.ts'
import type { Preferences } from './preferences.tsx'

/** The preferences in this request's cookies; the language of a first visit is the browser's; unknown values are the default. */
export async function readPreferences(): Promise<Preferences> {
  const jar = await cookies()
  const firstLanguage = (await headers()).get('accept-language')?.slice(0, 2).toLowerCase()
  const theme = jar.get('theme')?.value
  const size = jar.get('size')?.value
  return {
    locale: localeOf(jar.get('locale')?.value ?? firstLanguage),
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    size: size === 'large' || size === 'larger' ? size : 'regular',
  }
}
