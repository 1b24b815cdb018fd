import { cookies } from 'next/headers'
import { localeOf } from '../_i18n/locale.ts'
import type { Preferences } from './preferences.tsx'

/** The preferences in this request's cookies; what is no known value is the default. */
export async function readPreferences(): Promise<Preferences> {
  const jar = await cookies()
  const theme = jar.get('theme')?.value
  const size = jar.get('size')?.value
  return {
    locale: localeOf(jar.get('locale')?.value),
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    size: size === 'large' || size === 'larger' ? size : 'regular',
  }
}
