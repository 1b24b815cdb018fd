import { workCalendar } from '../../server/clocks/work-calendar.ts'
import type { BundleCase } from '../../server/exchange/bundle.ts'
import { calendar } from '../packs/city-management/calendar.ts'
import { categories } from '../packs/city-management/categories.ts'
import { departmentOfSkill } from '../packs/city-management/departments.ts'
import type { Landmark } from './basemap.ts'
import { type CategoryHabit, categoryHabits, hourWeights } from './case-habits.ts'
import { type CaseCast, runCourse } from './case-steps.ts'
import { describe } from './case-texts.ts'
import { DAY_MS, localParts, MINUTE_MS, toInstant } from './clock.ts'
import type { Geography } from './geography.ts'
import { type HotSpot, plantHotSpots } from './hot-spots.ts'
import type { Layout } from './layout.ts'
import { personName } from './names.ts'
import type { Organization } from './organization.ts'
import type { PlacedPart } from './parts.ts'
import { distance, type Point, toLngLat } from './plane.ts'
import type { Random } from './random.ts'
import { type Roadside, subdistrictLabel } from './roadside.ts'
import { isOnShift } from './tracks.ts'
import type { Day } from './weather.ts'

export type CaseScene = {
  readonly layout: Layout
  readonly geography: Geography
  readonly organization: Organization
  readonly roadside: Roadside
  readonly parts: readonly PlacedPart[]
  readonly landmarks: readonly Landmark[]
  readonly weather: readonly Day[]
  readonly homeOfUnit: ReadonlyMap<string, Point>
  /** No report came from here in the last month. */
  readonly isUnseen: (face: number) => boolean
  readonly endMs: number
  readonly caseCount: number
}

const UNSEEN_DAYS = 40
/** Of the cases of the last weeks, this many wait far beyond their limit. */
const STUCK_SHARE = 0.024
const STUCK_DAYS = 28
/** The autumn clean-up: collectors look for what they usually walk past. Its cases have long limits and are still open. */
const campaign = {
  days: 12,
  times: 5,
  categories: new Set([
    '200101',
    '200110',
    '200112',
    '200202',
    '200507',
    '200601',
    '200602',
    '100209',
    '100402',
  ]),
}
/** One report in a hundred of the last days could not be placed. */
const UNLOCATED_SHARE = 0.012

/** Twelve months of cases, in the order in which they were reported. */
export function liveThroughYear(scene: CaseScene, random: Random): BundleCase[] {
  const hotSpots = plantHotSpots(scene.layout, scene.landmarks, random.fork('hot spots'))
  const chooser = new PlaceChooser(scene, hotSpots)
  const writer = new CaseWriter(scene)
  const days = scene.weather
  const loads = days.map((day) =>
    categoryHabits.map((habit) => habit.weight * loadOf(habit, day, scene.endMs)),
  )
  const total = loads.reduce((sum, day) => sum + day.reduce((a, b) => a + b, 0), 0)
  const drafts: { ms: number; habit: CategoryHabit }[] = []
  days.forEach((day, d) => {
    const own = random.fork(`day ${d}`)
    categoryHabits.forEach((habit, h) => {
      const expected = (loads[d]![h]! / total) * scene.caseCount
      const count = Math.floor(expected + own.next())
      for (let i = 0; i < count; i++) {
        const ms = day.startMs + momentOf(habit, day, own)
        if (ms < scene.endMs) drafts.push({ ms, habit })
      }
    })
  })
  drafts.push(...chainFailures(scene, random.fork('feeders')))
  drafts.sort((a, b) => a.ms - b.ms)
  const placed = drafts.map((draft, i) => {
    const own = random.fork(`place ${i}`)
    return { ...draft, place: chooser.choose(draft.habit, draft.ms, own), isRepeat: false }
  })
  return [...placed, ...repeatsOf(placed, scene.endMs, random.fork('repeats'))]
    .sort((a, b) => a.ms - b.ms)
    .map((draft, i) => writer.write(i, draft, random.fork(`case ${i}`)))
}

/** Others report the same thing in their own words, within a day. */
const REPEAT_SHARE = 0.022

function repeatsOf(drafts: readonly Draft[], endMs: number, random: Random): Draft[] {
  return drafts.flatMap((draft) => {
    if (!random.chance(REPEAT_SHARE)) return []
    return Array.from({ length: random.integer(1, 3) }, () => ({
      ...draft,
      ms: draft.ms + random.between(12, 20 * 60) * MINUTE_MS,
      isRepeat: true,
    })).filter(({ ms }) => ms < endMs)
  })
}

type Draft = {
  readonly ms: number
  readonly habit: CategoryHabit
  readonly place: Place
  /** Somebody reported it before. */
  readonly isRepeat: boolean
}

/** How much of its weight a category has on a day. */
function loadOf(habit: CategoryHabit, day: Day, endMs: number): number {
  const { month, weekday } = localParts(day.startMs + DAY_MS / 2)
  const season = habit.months?.[month - 1] ?? 1
  const rain = habit.rain ?? 1
  const wet = day.isStorm
    ? rain
    : day.rainMillimeters > 8
      ? Math.sqrt(rain)
      : habit.hours === 'rain'
        ? 0.05
        : 1
  const week =
    habit.hours === 'market' || habit.hours === 'evening'
      ? weekday % 6 === 0
        ? 1.15
        : 1
      : weekday % 6 === 0
        ? 0.78
        : 1
  // The last day is not over yet.
  const share = Math.min(1, (endMs - day.startMs) / DAY_MS)
  // A service that is known better every month is called more often.
  const growth = 1.15 - 0.4 * ((endMs - day.startMs) / (366 * DAY_MS))
  const daysAgo = (endMs - day.startMs) / DAY_MS
  const drive = daysAgo < campaign.days && campaign.categories.has(habit.code) ? campaign.times : 1
  return drive * growth * season * wet * week * (share < 1 ? Math.max(share, 0) : 1)
}

function momentOf(habit: CategoryHabit, day: Day, random: Random): number {
  const hour =
    habit.hours === 'rain' && day.rainMillimeters > 0
      ? Math.min(23, day.rainHour + random.integer(0, 3))
      : random.weighted(hourWeights[habit.hours === 'rain' ? 'day' : habit.hours])
  return (hour * 60 + random.between(0, 60)) * MINUTE_MS
}

/** Evenings on which a whole feeder of lamps failed: many reports from one stretch of road. */
function chainFailures(scene: CaseScene, random: Random): { ms: number; habit: CategoryHabit }[] {
  const lamps = categoryHabits.find((habit) => habit.code === '100118')!
  const feeders = [...new Set(scene.parts.flatMap((part) => part.attributes.feeder ?? []))].map(String)
  return Array.from({ length: 7 }, () => {
    const feeder = random.pick(feeders)
    const day = random.pick(scene.weather)
    return Array.from({ length: random.integer(5, 11) }, () => ({
      ms: day.startMs + (19 * 60 + random.between(0, 150)) * MINUTE_MS,
      habit: { ...lamps, feeder },
    }))
  })
    .flat()
    .filter(({ ms }) => ms < scene.endMs)
}

type Place = {
  readonly face: number
  readonly at: Point
  readonly address: string
  readonly addressEn: string
  readonly part: PlacedPart | null
}

/** Picks places for a category: by zone, land use, hot spots; parts by their condition. */
class PlaceChooser {
  readonly #scene: CaseScene
  readonly #hotSpots: readonly HotSpot[]
  readonly #sums = new Map<string, Float64Array>()
  readonly #parts = new Map<string, readonly PlacedPart[]>()

  constructor(scene: CaseScene, hotSpots: readonly HotSpot[]) {
    this.#scene = scene
    this.#hotSpots = hotSpots
    for (const habit of categoryHabits) {
      if (!habit.code.startsWith('10')) continue
      const own = scene.parts.filter((part) => part.categoryCode === habit.code)
      // Worn parts fail more often: they are on the list several times.
      const times = { good: 1, fair: 3, poor: 9, missing: 14 } as const
      this.#parts.set(
        habit.code,
        own.flatMap((part) => Array.from({ length: times[part.condition] }, () => part)),
      )
    }
  }

  choose(habit: CategoryHabit & { readonly feeder?: string }, ms: number, random: Random): Place {
    const scene = this.#scene
    const isRecent = ms > scene.endMs - UNSEEN_DAYS * DAY_MS
    const parts = this.#parts.get(habit.code)
    for (let attempt = 0; ; attempt++) {
      if (parts && parts.length > 0) {
        const choice = habit.feeder ? parts.filter((part) => part.attributes.feeder === habit.feeder) : parts
        const part = random.pick(choice.length > 0 ? choice : parts)
        if (isRecent && scene.isUnseen(part.face) && attempt < 50) continue
        const road = part.address.replace(/旁$/, '')
        return { face: part.face, at: part.at, address: road, addressEn: part.nameEn, part }
      }
      const face = this.#drawFace(habit, ms, random)
      if (isRecent && scene.isUnseen(face) && attempt < 50) continue
      const spot = scene.roadside.spotIn(face, random)
      return { face, at: spot.at, address: spot.address, addressEn: spot.addressEn, part: null }
    }
  }

  #drawFace(habit: CategoryHabit, ms: number, random: Random): number {
    const daysAgo = (this.#scene.endMs - ms) / DAY_MS
    const active = this.#hotSpots.filter(
      ({ categories: codes, daysAgo: span }) =>
        codes.includes(habit.code) && (!span || (daysAgo <= span[0] && daysAgo >= span[1])),
    )
    const sums = this.#sumsOf(habit, active)
    const target = random.next() * sums.at(-1)!
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! > target) high = middle
      else low = middle + 1
    }
    return low
  }

  #sumsOf(habit: CategoryHabit, active: readonly HotSpot[]): Float64Array {
    const key = `${habit.code}/${active.map(({ cause }) => cause).join()}`
    const known = this.#sums.get(key)
    if (known) return known
    const { layout, roadside } = this.#scene
    const sums = new Float64Array(layout.mesh.faces.length)
    let sum = 0
    for (let face = 0; face < sums.length; face++) {
      const zone = layout.zones[face]!
      const use = layout.landUses[face]!
      const isFit = habit.landUses ? habit.landUses.includes(use) : use !== 'water' && use !== 'hill'
      let weight = isFit && (roadside.hasRoad(face) || habit.landUses) ? (habit.zones?.[zone] ?? 1) : 0
      if (use === 'farmland') weight *= 0.35
      // Busy blocks and quiet ones: a fixed, skewed liveliness for each.
      weight *= 0.35 + ((face * 7919) % 101) / 70
      for (const spot of active) if (spot.faces.includes(face)) weight *= spot.times
      sum += weight
      sums[face] = sum
    }
    this.#sums.set(key, sums)
    return sums
  }
}

const channels = ['hotline', 'resident', 'collector', 'camera', 'sensor', 'patrol', 'superior'] as const
const channelWeights = [26, 19, 58, 5, 0, 4, 2]
const sensedCategories: ReadonlySet<string> = new Set(['100102', '200111', '100118', '100305'])
/** As DIS-01 has it. */
const autoDispatched: ReadonlySet<string> = new Set([
  '200102',
  '200104',
  '200108',
  '200201',
  '100305',
  '100118',
])
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

class CaseWriter {
  readonly #scene: CaseScene
  readonly #calendar = workCalendar('Asia/Shanghai', calendar)
  readonly #categories = new Map(categories.map((category) => [category.code, category]))
  readonly #people: ReadonlyMap<string, readonly string[]>
  readonly #handlers: ReadonlyMap<string, string>
  readonly #landmarksNear: readonly (Landmark | undefined)[]

  constructor(scene: CaseScene) {
    this.#scene = scene
    const people = new Map<string, string[]>()
    for (const { post, name } of scene.organization.people)
      people.set(post, [...(people.get(post) ?? []), name])
    this.#people = people
    this.#handlers = new Map(
      scene.organization.people
        .filter((person) => person.post === 'handler')
        .map((person) => [person.departmentCode ?? '', person.name]),
    )
    this.#landmarksNear = scene.layout.patchwork.places.map(({ center }) => {
      let best: Landmark | undefined
      for (const landmark of scene.landmarks) {
        if (distance(landmark.at, center) < Math.min(320, best ? distance(best.at, center) : 320))
          best = landmark
      }
      return best
    })
  }

  write(index: number, { ms, habit, place, isRepeat }: Draft, random: Random): BundleCase {
    const scene = this.#scene
    const category = this.#categories.get(habit.code)!
    const channel = isRepeat
      ? random.pick(['hotline', 'resident'] as const)
      : this.#channelOf(habit.code, ms, random)
    const foundBy =
      channel === 'hotline' || channel === 'resident'
        ? 'public'
        : channel === 'camera' || channel === 'sensor'
          ? 'machine'
          : 'us'
    const daysAgo = (scene.endMs - ms) / DAY_MS
    const isUnlocated = daysAgo < 2 && foundBy === 'public' && random.chance(UNLOCATED_SHARE * 3)
    const community = scene.geography.communityOfFace[place.face]!
    const departmentCode = departmentOfSkill[category.skill] ?? `JD${community.subdistrictCode.slice(6, 9)}`
    const isAutoDispatched = autoDispatched.has(category.code) && !isUnlocated && random.chance(0.93)
    const words = this.#wordsFor(place, random)
    const steps = runCourse(
      {
        category,
        foundBy,
        departmentCode,
        unitCodeAt: this.#unitFinder(category.skill, departmentCode, place.at),
        cast: this.#castOf(channel, departmentCode, random),
        calendar: this.#calendar,
        reportedMs: ms,
        endMs: scene.endMs,
        isStuck: daysAgo < STUCK_DAYS && random.chance(STUCK_SHARE),
        isUnlocated,
        isRepeat,
        isAutoDispatched,
        needsVerifying: channel === 'hotline' && random.chance(0.6),
      },
      random,
    )
    const isPublic = foundBy === 'public'
    const isNamed = isPublic && random.chance(channel === 'hotline' ? 0.95 : 0.7)
    const label = subdistrictLabel(scene.geography, place.face)
    return {
      sourceId: `case-${String(index + 1).padStart(6, '0')}`,
      channel,
      foundBy,
      categoryCode: isUnlocated && random.chance(0.5) ? null : category.code,
      description: describe(category.code, channel, isUnlocated ? { text: '', en: 'here' } : words, random),
      address: isUnlocated ? '' : place.address,
      lngLat: isUnlocated ? null : toLngLat(place.at),
      original: { x: null, y: null, coordinateSystem: 'WGS84' },
      sourceAreaLabel: channel === 'hotline' && !isUnlocated ? label : null,
      partSourceId: place.part && !isUnlocated ? place.part.sourceId : null,
      reporterName: isNamed ? personName(random).name : null,
      reporterPhone: isNamed ? `1990000${String(random.integer(0, 9999)).padStart(4, '0')}` : null,
      reportedAt: toInstant(ms),
      autoDispatched: isAutoDispatched && steps.some(({ verb }) => verb === 'dispatch'),
      steps,
    }
  }

  #channelOf(categoryCode: string, ms: number, random: Random): (typeof channels)[number] {
    const { minuteOfDay } = localParts(ms)
    const isDaytime = minuteOfDay >= 7 * 60 + 30 && minuteOfDay < 18 * 60
    const weights = channelWeights.map((weight, i) => {
      if (channels[i] === 'collector' || channels[i] === 'superior')
        return isDaytime ? weight * 1.5 : weight * 0.12
      if (channels[i] === 'camera') return seenByCameras.has(categoryCode) ? 16 : 0
      if (channels[i] === 'sensor') return sensedCategories.has(categoryCode) ? 18 : 0
      return weight
    })
    return channels[random.weighted(weights)]!
  }

  /** People say the house number, the landmark, or the side of it. */
  #wordsFor(place: Place, random: Random): { text: string; en: string } {
    const landmark = this.#landmarksNear[place.face]
    const draw = random.next()
    if (place.address === '' || (landmark && draw < 0.18)) {
      const side = random.pick(['门口', '旁边', '对面', '北门', '东侧', '后面'])
      if (landmark) return { text: `${landmark.name}${side}`, en: landmark.nameEn }
      return { text: `${this.#scene.geography.communityOfFace[place.face]!.name}河边`, en: 'the river' }
    }
    if (landmark && draw < 0.42) {
      return {
        text: `${place.address}（${landmark.name}附近）`,
        en: `${place.addressEn}, near ${landmark.nameEn}`,
      }
    }
    const beside = place.address.endsWith('口')
      ? ['', '', '东北角', '西南角']
      : ['', '', '门前', '附近', '路边']
    return { text: place.address + random.pick(beside), en: place.addressEn }
  }

  #castOf(channel: string, departmentCode: string, random: Random): CaseCast {
    const one = (post: string) => random.pick(this.#people.get(post)!)
    const reporter =
      channel === 'collector' || channel === 'patrol'
        ? one('collector')
        : channel === 'hotline'
          ? one('call_taker')
          : channel === 'superior'
            ? one('shift_leader')
            : ''
    return {
      reporter,
      callTaker: one('call_taker'),
      dispatcher: one('dispatcher'),
      handler: this.#handlers.get(departmentCode) ?? '',
      checker: one('collector'),
    }
  }

  /** The nearest unit of the department with the skill that is on shift. */
  #unitFinder(skill: string, departmentCode: string, at: Point): (ms: number) => string | null {
    const { organization, homeOfUnit } = this.#scene
    const able = organization.units.filter(
      (unit) => unit.departmentCode === departmentCode && unit.skills.includes(skill),
    )
    const meters = (code: string) => distance(homeOfUnit.get(code)!, at)
    const sorted = [...able].sort((a, b) => meters(a.code) - meters(b.code))
    return (ms) => (sorted.find((unit) => isOnShift(unit, ms)) ?? sorted[0])?.code ?? null
  }
}
