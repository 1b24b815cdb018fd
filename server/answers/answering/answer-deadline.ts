import { readCalendar } from '../../basis/read-calendar.ts'
import { isWorkday } from '../../clocks/work-calendar.ts'
import { localTimeOf } from '../../clocks/zoned-time.ts'
import type { AnswerPart, Words } from '../answer.ts'
import { both } from '../answer.ts'
import { type Answered, type Asked, SourceList } from './asked.ts'

const DAY_MS = 86_400_000
const DAYS_AHEAD = 60

/** How clocks run here, when a case is near its limit or overdue, and which days do not count. */
export async function answerDeadline(asked: Asked): Promise<Answered> {
  const { services, timeZone } = asked
  const calendar = await readCalendar(services.db)
  const sources = new SourceList(asked)
  const basis = sources.add({
    kind: 'category',
    title: { zh: '事项依据：各类时限', en: 'Basis: limits of every category' },
    detail: { zh: '按类别列出', en: 'by category' },
    href: '/basis?tab=categories',
  })
  const days = sources.add({
    kind: 'calendar',
    title: { zh: '工作日历', en: 'Work calendar' },
    detail: { zh: timeZone, en: timeZone },
    href: null,
  })
  const clockText = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  const hours = calendar.workPeriods.map(
    ({ startMinute, endMinute }) => `${clockText(startMinute)}–${clockText(endMinute)}`,
  )
  const today = localTimeOf(timeZone, services.clock.now().getTime()).day
  const listed = [...calendar.days.keys()].filter((day) => day >= today && day < today + DAYS_AHEAD)
  const dayTexts = (isWork: boolean) =>
    listed
      .filter((day) => isWorkday(calendar, day) === isWork)
      .sort((a, b) => a - b)
      .map((day) => new Date(day * DAY_MS).toISOString().slice(5, 10))
  const [off, on] = [dayTexts(false), dayTexts(true)]
  const part = (title: Words, text: Words, source: number): AnswerPart => ({ title, text, sources: [source] })
  return {
    sources: sources.all,
    parts: [
      part(
        { zh: '什么时候算超期', en: 'When it is overdue' },
        {
          zh: '立案前走分拨时限（从上报起）；立案后走全程时限（从立案起）；案件在部门手里时，全程时限和处置时限（从派遣起）哪个先到按哪个。过了就是超期，用去八成算临近。',
          en: 'Before registration the dispatch limit runs from the report; after it the whole limit from registration; while a department has the case, that or the handling limit (from dispatch), whichever is earlier. Past it the case is overdue; at eighty percent it is near.',
        },
        basis,
      ),
      part(
        { zh: '多久', en: 'How long' },
        {
          zh: '各类别自定。紧急类别按分钟全天计时；其他按工作时或工作日。没有规定的，分拨 30 分钟、全程 5 个工作日。',
          en: 'Each category has its own. Urgent ones count minutes round the clock, others working time or working days. Where nothing is set: 30 minutes to dispatch, 5 working days in all.',
        },
        basis,
      ),
      part(
        { zh: '哪些时间不算', en: 'What does not count' },
        {
          zh: `工作时钟只在工作日 ${hours.join('、')} 走，夜间、周末、节假日不算；全天计时的照算。${off.length > 0 ? `未来 ${DAYS_AHEAD} 天的放假日：${off.join('、')}。` : ''}${on.length > 0 ? `调休上班：${on.join('、')}。` : ''}`,
          en: `Working clocks run on working days ${hours.join(' and ')} only, not at night, on weekends or holidays; clocks round the clock run on.${off.length > 0 ? ` Days off within ${DAYS_AHEAD} days: ${off.join(', ')}.` : ''}${on.length > 0 ? ` Working weekends: ${on.join(', ')}.` : ''}`,
        },
        days,
      ),
      part(
        { zh: '什么时候停表', en: 'When the clock stands' },
        both((language) =>
          language === 'zh'
            ? '挂账、批准缓办、约定停表的会商期间停走；批准延期则加长。申请本身不停表。'
            : 'While shelved, deferred with approval, or in a consult that says so. An approved extension adds time. A request alone stops nothing.',
        ),
        basis,
      ),
    ],
  }
}
