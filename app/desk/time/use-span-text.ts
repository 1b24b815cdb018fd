import { useFormatter } from 'next-intl'
import type { MomentSpan } from './comparison.ts'

const dayMs = 86_400_000

/** `11/29 16:00`, or `11/22 16:00 – 11/29 16:00`; brief, days stand for a period of days. */
export function useSpanText(isBrief = false): (span: MomentSpan) => string {
  const format = useFormatter()
  return ({ fromMs, toMs }) => {
    const isOfDays = isBrief && toMs - fromMs >= 2 * dayMs
    const text = (ms: number) => format.dateTime(new Date(ms), isOfDays ? 'day' : 'moment')
    return fromMs === toMs ? text(fromMs) : `${text(fromMs)} – ${text(toMs)}`
  }
}
