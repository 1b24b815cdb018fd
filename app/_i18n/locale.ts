export const LOCALES = ['zh', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** Chinese first: what is no known language is Chinese. */
export function localeOf(value: string | undefined): Locale {
  return value === 'en' ? 'en' : 'zh'
}

/** Picks the name in the reader's language; an untranslated one stays Chinese rather than empty. */
export function inLocale<T extends string | null | undefined>(locale: Locale, zh: T, en: T): T {
  return locale === 'en' && en ? en : zh
}

/** Words one after another, as the language sets them: 甲、乙 or A, B. */
export function listed(locale: Locale, words: readonly string[]): string {
  return words.join(locale === 'zh' ? '、' : ', ')
}
