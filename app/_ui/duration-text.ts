import type { Locale } from '../_i18n/locale.ts'

/**
 * How much time, in the two largest units that say something. Beyond ten hours minutes are noise;
 * days are not used, as a working day is no 24 hours.
 *
 * @example durationText(200, 'zh') // '3 小时 20 分'
 */
export function durationText(minutes: number, locale: Locale): string {
  const whole = Math.abs(Math.round(minutes))
  const hours = Math.floor(whole / 60)
  const rest = whole % 60
  const [hourUnit, minuteUnit] = locale === 'zh' ? [' 小时', ' 分'] : [' h', ' min']
  if (hours === 0) return `${rest}${minuteUnit}`
  if (hours >= 10 || rest === 0) return `${hours.toLocaleString('en')}${hourUnit}`
  return `${hours}${hourUnit} ${rest}${minuteUnit}`
}
