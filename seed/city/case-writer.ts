import { workCalendar } from '../../server/clocks/work-calendar.ts'
import type { BundleCase } from '../../server/exchange/bundle.ts'
import { scoreOf } from '../../server/robot/score-of.ts'
import { calendar } from '../packs/city-management/calendar.ts'
import { categories } from '../packs/city-management/categories.ts'
import { departmentOfSkill } from '../packs/city-management/departments.ts'
import type { CategoryHabit } from './case-habits.ts'
import type { CaseScene, Place } from './case-scene.ts'
import { type CaseCast, runCourse } from './case-steps.ts'
import { type Circumstance, describe } from './case-texts.ts'
import { DAY_MS, localClock, toInstant } from './clock.ts'
import { personName } from './names.ts'
import { officeCodeOf } from './organization.ts'
import { distance, toLngLat } from './plane.ts'
import type { Random } from './random.ts'
import { sayPlaces } from './say-place.ts'
import { isOnShift } from './tracks.ts'

export type Channel = 'hotline' | 'resident' | 'collector' | 'camera' | 'sensor' | 'patrol' | 'superior'
export type Draft = {
  readonly ms: number
  readonly habit: CategoryHabit
  readonly place: Place
  readonly channel: Channel
  readonly about: Omit<Circumstance, 'hour'>
  /** Somebody reported it before. */
  readonly isRepeat: boolean
}

/** Of the cases of the last weeks, this many wait far beyond their limit. */
const STUCK_SHARE = 0.028
const STUCK_DAYS = 28
/** Of all cases, so many are open at the end in a city that keeps up. */
const USUALLY_OPEN_SHARE = 0.02
/** Where a city does not keep up, what waits came in over these days. */
const BACKLOG_DAYS = 75
/** One report in thirty of the last days could not be placed. */
const UNLOCATED_SHARE = 0.036
const UNLOCATED_DAYS = 2
const vaguePlaces = ['我们小区门口', '菜场旁边', '桥底下', '学校后面那条路', '我家楼下', '前面路口', '老地方']

/** As DIS-01 has it. */
const autoDispatched: ReadonlySet<string> = new Set([
  '200102',
  '200104',
  '200108',
  '200201',
  '100305',
  '100118',
])

/** Writes what was reported, where and by whom, and what became of it. */
export function caseWriter(scene: CaseScene): (index: number, draft: Draft, random: Random) => BundleCase {
  const { organization, geography, homeOfUnit, endMs } = scene
  const work = workCalendar('Asia/Shanghai', calendar)
  const categoryOf = new Map(categories.map((category) => [category.code, category]))
  const people = Map.groupBy(organization.people, ({ post }) => post)
  const handlerOf = new Map(
    people.get('handler')!.map((person) => [person.departmentCode ?? '', person.name]),
  )
  const areaNames = new Map(geography.areas.map(({ code, name }) => [code, name]))
  const say = sayPlaces(scene)
  const backlogShare = Math.max(
    0,
    (scene.openCaseCount - scene.caseCount * USUALLY_OPEN_SHARE) /
      (scene.caseCount * (BACKLOG_DAYS / 366) * 1.05),
  )

  function castOf(channel: Channel, departmentCode: string, random: Random): CaseCast {
    const one = (post: string) => random.pick(people.get(post)!).name
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
      handler: handlerOf.get(departmentCode) ?? '',
      checker: one('collector'),
    }
  }

  type Near = { readonly unit: (typeof organization.units)[number]; readonly meters: number }
  const nearest = new Map<string, readonly Near[]>()
  /** The nearest unit of the department with the skill that is on shift, and how far; by the middle of the unit grid. */
  function unitFinder(skill: string, departmentCode: string, face: number) {
    const key = `${departmentCode}/${skill}/${face}`
    let sorted = nearest.get(key)
    if (!sorted) {
      const { center } = scene.layout.patchwork.places[face]!
      sorted = organization.units
        .filter((unit) => unit.departmentCode === departmentCode && unit.skills.includes(skill))
        .map((unit) => ({ unit, meters: distance(homeOfUnit.get(unit.code)!, center) }))
        .sort((a, b) => a.meters - b.meters)
      nearest.set(key, sorted)
    }
    const able = sorted
    return (ms: number): Near | null => able.find(({ unit }) => isOnShift(unit, ms)) ?? able[0] ?? null
  }

  return (index, { ms, habit, place, channel, about, isRepeat }, random) => {
    const category = categoryOf.get(habit.code)!
    const isPublic = channel === 'hotline' || channel === 'resident'
    const foundBy = isPublic ? 'public' : channel === 'camera' || channel === 'sensor' ? 'machine' : 'us'
    const daysAgo = (endMs - ms) / DAY_MS
    const isUnlocated = daysAgo < UNLOCATED_DAYS && isPublic && random.chance(UNLOCATED_SHARE)
    const { subdistrictCode } = geography.communityOfFace[place.face]!
    const departmentCode = departmentOfSkill[category.skill] ?? officeCodeOf(subdistrictCode)
    const isAutoDispatched = autoDispatched.has(category.code) && !isUnlocated && random.chance(0.93)
    const unitAt = unitFinder(category.skill, departmentCode, place.face)
    const words = isUnlocated
      ? { text: random.pick(vaguePlaces), en: 'our street' }
      : say(place, channel, category.code, random)
    const steps = runCourse(
      {
        category,
        foundBy,
        departmentCode,
        unitCodeAt: (at) => unitAt(at)?.unit.code ?? null,
        scoreAt: (at) => scoreOfDistance(unitAt(at)?.meters ?? 0),
        cast: castOf(channel, departmentCode, random),
        calendar: work,
        reportedMs: ms,
        endMs,
        isStuck: daysAgo < STUCK_DAYS && random.chance(STUCK_SHARE),
        isBacklog: daysAgo < BACKLOG_DAYS && backlogShare > 0 && random.chance(backlogShare),
        isUnlocated,
        isRepeat,
        isAutoDispatched,
        needsVerifying: channel === 'hotline' && random.chance(0.6),
      },
      random,
    )
    const isNamed = isPublic && random.chance(channel === 'hotline' ? 0.95 : 0.7)
    return {
      sourceId: `case-${String(index + 1).padStart(7, '0')}`,
      channel,
      foundBy,
      categoryCode: isUnlocated && random.chance(0.5) ? null : category.code,
      description: describe(category.code, channel, words, random, { ...about, hour: localClock(ms).hour }),
      address: isUnlocated ? '' : place.address,
      lngLat: isUnlocated ? null : toLngLat(place.at),
      original: { x: null, y: null, coordinateSystem: 'WGS84' },
      sourceAreaLabel: channel === 'hotline' && !isUnlocated ? areaNames.get(subdistrictCode)! : null,
      partSourceId: place.part && !isUnlocated ? place.part.sourceId : null,
      reporterName: isNamed ? personName(random).name : null,
      reporterPhone: isNamed ? `1990000${String(random.integer(0, 9999)).padStart(4, '0')}` : null,
      reportedAt: toInstant(ms),
      autoDispatched: isAutoDispatched && steps.some(({ verb }) => verb === 'dispatch'),
      steps,
    }
  }
}

/** As the robot reckons it: by the duty list, along streets at 20 km/h, with a fresh position. */
function scoreOfDistance(meters: number): number {
  return scoreOf({
    departmentHow: 'duty',
    isByRoad: true,
    travelMinutes: Math.ceil((meters * 1.35) / 333),
    fixAgeMinutes: 1,
    isDoubtful: false,
  })
}
