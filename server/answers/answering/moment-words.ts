import { localTimeOf } from '../../clocks/zoned-time.ts'
import { both, type Words } from '../answer.ts'

const DAY_MS = 86_400_000

/** `2026-11-29 18:05`, local. */
export function momentWords(iso: string, timeZone: string): Words {
  const { day, msOfDay } = localTimeOf(timeZone, Date.parse(iso))
  const text = new Date(day * DAY_MS + msOfDay).toISOString()
  return both(() => `${text.slice(0, 10)} ${text.slice(11, 16)}`)
}

/** First and last day of a half open period. */
export function daysWords(fromMs: number, toMs: number | null, timeZone: string): Words {
  const dayText = (ms: number) => new Date(localTimeOf(timeZone, ms).day * DAY_MS).toISOString().slice(0, 10)
  const first = dayText(fromMs)
  if (toMs === null) {
    const moment = momentWords(new Date(fromMs).toISOString(), timeZone)
    return { zh: `${moment.zh} 起`, en: `since ${moment.en}` }
  }
  const last = dayText(toMs - 1)
  return first === last ? both(() => first) : { zh: `${first} 至 ${last}`, en: `${first} to ${last}` }
}
