import type { Metadata } from 'next'
import { readPreferences } from '../_ui/read-preferences.ts'
import type { Locale } from './locale.ts'

/**
 * A page's title in the reader's language.
 *
 * @example export const generateMetadata = titled({ zh: '案件', en: 'Case' })
 */
export function titled(title: Readonly<Record<Locale, string>>, more: Metadata = {}) {
  return async (): Promise<Metadata> => ({ ...more, title: title[(await readPreferences()).locale] })
}
