import { expect, it } from 'vitest'
import type { BundlePerson } from '../../server/exchange/bundle.ts'
import { rosterOf } from './roster.ts'

const person = (code: string, post: string): BundlePerson => ({
  code,
  name: code,
  nameEn: code,
  post,
  departmentCode: 'ZH',
  areaCode: null,
  phone: '',
})

it('has somebody of each round-the-clock post at every minute of the week, and nobody day and night of one day', () => {
  const roster = rosterOf(Array.from({ length: 9 }, (_, i) => person(`P${i}`, 'dispatcher')))
  for (let minute = 0; minute < 7 * 1440; minute += 15) {
    const [weekday, minuteOfDay] = [Math.floor(minute / 1440), minute % 1440]
    const onDuty = roster.filter(
      (shift) =>
        shift.kind !== 'handover' &&
        ((shift.weekday === weekday && shift.startMinute <= minuteOfDay && minuteOfDay < shift.endMinute) ||
          (shift.weekday === (weekday + 6) % 7 && minuteOfDay + 1440 < shift.endMinute)),
    )
    expect(onDuty.length, String(minute)).toBeGreaterThanOrEqual(1)
  }
  for (const [, own] of Map.groupBy(roster, (shift) => `${shift.personCode} ${shift.weekday}`)) {
    expect(own.filter(({ kind }) => kind !== 'handover')).toHaveLength(1)
    expect(own.filter(({ kind }) => kind === 'handover')).toHaveLength(1)
  }
})

it('gives a collector one free day a week and an office its weekend', () => {
  expect(rosterOf([person('C', 'collector')])).toHaveLength(6)
  expect(rosterOf([person('H', 'handler')]).map(({ weekday }) => weekday)).toEqual([1, 2, 3, 4, 5])
})
