import type { BundleCase } from '../../server/exchange/bundle.ts'
import { calendar } from '../packs/city-management/calendar.ts'
import { type CategoryHabit, categoryHabits, hourWeights } from './case-habits.ts'
import { festivalsOn, loadOf } from './case-load.ts'
import { PlaceChooser } from './case-places.ts'
import type { CaseScene, Place } from './case-scene.ts'
import { type Channel, caseWriter, type Draft } from './case-writer.ts'
import { DAY_MS, localClock, localParts, MINUTE_MS } from './clock.ts'
import { habitFor, hiding, type Planted } from './planted.ts'
import type { Random } from './random.ts'
import type { Day } from './weather.ts'

const channels = ['hotline', 'resident', 'collector', 'camera', 'sensor', 'patrol', 'superior'] as const
const channelWeights = [26, 19, 58, 5, 0, 4, 2]
const sensedCategories: ReadonlySet<string> = new Set(['100102', '200111', '100118', '100305'])
const seenByCameras: ReadonlySet<string> = new Set([
  '200102',
  '200501',
  '200504',
  '200505',
  '200506',
  '200507',
  '200603',
  '200111',
  '200302',
])
/** Of the tales of a trouble that is known, so many come within the hour; the others within a day. */
const SOON_SHARE = 0.75

/**
 * Twelve months of cases in the order in which they were reported. Made anew, day by day, each time it is gone
 * through: a year of two million is never held.
 */
export function liveThroughYear(scene: CaseScene, planted: Planted, random: Random): Iterable<BundleCase> {
  return { [Symbol.iterator]: () => daysOf(scene, planted, random) }
}

function* daysOf(scene: CaseScene, planted: Planted, random: Random): Generator<BundleCase> {
  const write = caseWriter(scene)
  const drafter = new Drafter(scene, planted)
  let index = 0
  let later: Draft[] = []
  for (const [d, day] of scene.weather.entries()) {
    const endMs = day.startMs + DAY_MS
    const drafts = [...later, ...drafter.draftsOf(d, random.fork(`day ${d}`))].sort((a, b) => a.ms - b.ms)
    later = []
    for (const draft of drafts) {
      if (draft.ms >= scene.endMs) continue
      if (draft.ms >= endMs) later.push(draft)
      else yield write(index, draft, random.fork(`case ${index++}`))
    }
  }
}

class Drafter {
  readonly #scene: CaseScene
  readonly #planted: Planted
  readonly #chooser: PlaceChooser
  /** Expected cases: a row a day, a column a habit. */
  readonly #expected: readonly (readonly number[])[]

  constructor(scene: CaseScene, planted: Planted) {
    this.#scene = scene
    this.#planted = planted
    this.#chooser = new PlaceChooser(scene, planted.hotSpots)
    const workdays = new Map(calendar.days.map(({ day, isWorkday }) => [day, isWorkday]))
    const loads = scene.weather.map((day) => {
      const today = festivalsOn(day)
      const { weekday, day: date } = localParts(day.startMs + DAY_MS / 2)
      const isRestDay = !(workdays.get(date) ?? weekday % 6 !== 0)
      return categoryHabits.map((habit) => loadOf(habit, day, today, isRestDay, scene.endMs))
    })
    const total = loads.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0)
    this.#expected = loads.map((row) => row.map((load) => (load / total) * scene.caseCount))
  }

  draftsOf(d: number, random: Random): Draft[] {
    const day = this.#scene.weather[d]!
    const today = festivalsOn(day)
    const drafts: Draft[] = []
    categoryHabits.forEach((habit, h) => {
      const count = Math.floor(this.#expected[d]![h]! + random.next())
      const words = today.flatMap(({ plain }) => plain[habit.code] ?? [])
      for (let i = 0; i < count; i++) {
        const ms = day.startMs + momentOf(habit, day, random)
        const place = this.#chooser.choose(habit, ms, random)
        const cause = this.#chooser.causeAt(habit.code, place.face, ms)
        const about = {
          ...(cause && random.chance(0.35) ? { remark: random.pick(cause.remarks) } : {}),
          ...(words.length > 0 && random.chance(0.55) ? { plain: random.pick(words) } : {}),
        }
        drafts.push(this.#draft(ms, habit, place, about, random))
      }
    })
    drafts.push(
      ...this.#darkLamps(day, random.fork('feeders')),
      ...this.#comebacks(day, random.fork('comebacks')),
    )
    const echoes = random.fork('echoes')
    return drafts.flatMap((draft) => [draft, ...this.#echoesOf(draft, echoes)])
  }

  #draft(ms: number, habit: CategoryHabit, place: Place, about: Draft['about'], random: Random): Draft {
    const { geography } = this.#scene
    const isHidden = geography.dutyGridCodeOfFace[place.face] === this.#planted.hidingGridCode
    return { ms, habit, place, about, channel: channelOf(habit.code, ms, isHidden, random), isRepeat: false }
  }

  /** Evenings on which a whole feeder of lamps failed: many reports from one stretch of road. */
  #darkLamps(day: Day, random: Random): Draft[] {
    const lamps = habitFor('100118')
    return this.#planted.feederNights
      .filter(({ dayStartMs }) => dayStartMs === day.startMs)
      .flatMap(({ feeder, count }) =>
        Array.from({ length: count }, () => {
          const ms = day.startMs + (19 * 60 + random.between(0, 150)) * MINUTE_MS
          const about = random.chance(0.5)
            ? { plain: random.pick(['一整排路灯全黑了', '整条路的灯都灭了', '路灯突然全不亮了']) }
            : {}
          return this.#draft(ms, lamps, this.#chooser.lampOf(feeder, random), about, random)
        }),
      )
  }

  #comebacks(day: Day, random: Random): Draft[] {
    return this.#planted.repeatPlaces.flatMap(({ categoryCode, remark, place, atMs }) =>
      atMs
        .filter((ms) => ms >= day.startMs && ms < day.startMs + DAY_MS)
        .map((ms) => this.#draft(ms, habitFor(categoryCode), place, { remark, isAgain: true }, random)),
    )
  }

  /** Others tell the same thing in their own words. */
  #echoesOf(draft: Draft, random: Random): Draft[] {
    if (!random.chance(this.#planted.echoShare)) return []
    return Array.from({ length: random.integer(1, 3) }, () => {
      const minutes = random.chance(SOON_SHARE) ? random.between(2, 40) : random.between(40, 20 * 60)
      const ms = draft.ms + minutes * MINUTE_MS
      const { minuteOfDay } = localClock(ms)
      const isDaytime = minuteOfDay >= 7 * 60 + 30 && minuteOfDay < 18 * 60
      const others: Channel[] = (['hotline', 'resident', 'collector'] as const).filter(
        (channel) => channel !== draft.channel && (isDaytime || channel !== 'collector'),
      )
      return { ...draft, ms, about: {}, channel: random.pick(others), isRepeat: true }
    })
  }
}

function momentOf(habit: CategoryHabit, day: Day, random: Random): number {
  const hour =
    habit.hours === 'rain' && day.rainMillimeters > 0
      ? Math.min(23, day.rainHour + random.integer(0, 3))
      : random.weighted(hourWeights[habit.hours === 'rain' ? 'day' : habit.hours])
  return (hour * 60 + random.between(0, 60)) * MINUTE_MS
}

function channelOf(categoryCode: string, ms: number, isHidden: boolean, random: Random): Channel {
  const { minuteOfDay } = localClock(ms)
  const isDaytime = minuteOfDay >= 7 * 60 + 30 && minuteOfDay < 18 * 60
  const weights = channelWeights.map((weight, i) => {
    switch (channels[i]) {
      case 'collector':
        return weight * (isDaytime ? 1.5 : 0.12) * (isHidden ? hiding.ownTimes : 1)
      case 'superior':
        return weight * (isDaytime ? 1.5 : 0.12)
      case 'camera':
        return seenByCameras.has(categoryCode) ? 16 : 0
      case 'sensor':
        return sensedCategories.has(categoryCode) ? 18 : 0
      default:
        return weight * (isHidden ? hiding.publicTimes : 1)
    }
  })
  return channels[random.weighted(weights)]!
}
