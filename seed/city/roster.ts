import type { BundlePerson, BundleRosterShift } from '../../server/exchange/bundle.ts'

const DAY = [8 * 60, 20 * 60] as const
const NIGHT = [20 * 60, 32 * 60] as const
/** Who comes in stands beside who leaves for so long. */
const HANDOVER_MINUTES = 15
const OFFICE = [8 * 60 + 30, 17 * 60 + 30] as const
const FIELD = [7 * 60 + 30, 17 * 60] as const
/** Four crews: a day, a night, two days off. */
const CREWS = 4
const roundTheClock: ReadonlySet<string> = new Set(['shift_leader', 'dispatcher', 'call_taker'])
const inTheField: ReadonlySet<string> = new Set(['grid_worker', 'collector'])

/** The week's duty: the center never sleeps, collectors and grid workers have one free day, offices keep office hours. */
export function rosterOf(people: readonly BundlePerson[]): BundleRosterShift[] {
  const turns = new Map<string, number>()
  return people.flatMap(({ code, post }): BundleRosterShift[] => {
    const turn = turns.get(post) ?? 0
    turns.set(post, turn + 1)
    return [0, 1, 2, 3, 4, 5, 6].flatMap((weekday): BundleRosterShift[] => {
      const shift = (
        kind: BundleRosterShift['kind'],
        [startMinute, endMinute]: readonly [number, number],
      ) => ({
        personCode: code,
        weekday,
        startMinute,
        endMinute,
        kind,
      })
      const withHandover = (kind: 'day' | 'night', hours: readonly [number, number]) => [
        shift('handover', [hours[0] - HANDOVER_MINUTES, hours[0]]),
        shift(kind, hours),
      ]
      if (roundTheClock.has(post)) {
        const place = (weekday + turn) % CREWS
        return place === 0 ? withHandover('day', DAY) : place === 1 ? withHandover('night', NIGHT) : []
      }
      if (inTheField.has(post)) return weekday === (turn * 3) % 7 ? [] : [shift('day', FIELD)]
      return weekday === 0 || weekday === 6 ? [] : [shift('day', OFFICE)]
    })
  })
}
