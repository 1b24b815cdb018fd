import type { BundleCalendar } from '../../../server/exchange/bundle.ts'

/** Days off and make-up workdays as the State Council announced them for 2025 and 2026, as far as known; data to correct, not law. */
const holidays: readonly (readonly [name: string, from: string, days: number])[] = [
  ['元旦', '2025-01-01', 1],
  ['春节', '2025-01-28', 8],
  ['清明节', '2025-04-04', 3],
  ['劳动节', '2025-05-01', 5],
  ['端午节', '2025-05-31', 3],
  ['国庆节、中秋节', '2025-10-01', 8],
  ['元旦', '2026-01-01', 3],
  ['春节', '2026-02-15', 9],
  ['清明节', '2026-04-04', 3],
  ['劳动节', '2026-05-01', 5],
  ['端午节', '2026-06-19', 3],
  ['中秋节', '2026-09-25', 3],
  ['国庆节', '2026-10-01', 7],
  ['元旦', '2027-01-01', 1],
]
const makeUpWorkdays: readonly string[] = [
  '2025-01-26',
  '2025-02-08',
  '2025-04-27',
  '2025-09-28',
  '2025-10-11',
  '2026-01-04',
  '2026-02-14',
  '2026-02-28',
  '2026-05-09',
  '2026-09-20',
  '2026-10-10',
]
const DAY_MS = 86_400_000

export const calendar: BundleCalendar = {
  workPeriods: [
    { startMinute: 8 * 60 + 30, endMinute: 12 * 60 },
    { startMinute: 13 * 60 + 30, endMinute: 17 * 60 + 30 },
  ],
  days: [
    ...holidays.flatMap(([name, from, count]) =>
      Array.from({ length: count }, (_, i) => ({
        day: new Date(Date.parse(`${from}T00:00:00Z`) + i * DAY_MS).toISOString().slice(0, 10),
        isWorkday: false,
        name,
      })),
    ),
    ...makeUpWorkdays.map((day) => ({ day, isWorkday: true, name: '调休上班' })),
  ],
}
