import type { Locale } from '../_i18n/locale.ts'

/** @example distanceText(1240, 'zh') // '1.2 公里' */
export function distanceText(meters: number, locale: Locale): string {
  if (meters < 1000) return locale === 'zh' ? `${Math.round(meters)} 米` : `${Math.round(meters)} m`
  const kilometers = (meters / 1000).toFixed(1)
  return locale === 'zh' ? `${kilometers} 公里` : `${kilometers} km`
}
