import { cookies, headers } from 'next/headers'
import { type Preferences, parsePreferences } from './parse-preferences.ts'

/** The preferences in this request's cookies; the language of a first visit is the browser's; unknown values are the default. */
export async function readPreferences(): Promise<Preferences> {
  const jar = await cookies()
  const firstLanguage = (await headers()).get('accept-language')?.slice(0, 2).toLowerCase()
  return parsePreferences((name) => jar.get(name)?.value, firstLanguage)
}
