import { categoryHabits } from './case-habits.ts'
import type { CaseScene, Place } from './case-scene.ts'
import { DAY_MS, MINUTE_MS } from './clock.ts'
import { type HotSpot, plantHotSpots } from './hot-spots.ts'
import type { Random } from './random.ts'

/** The whole feeder goes dark: many report lamps of it on one evening. */
export type FeederNight = { readonly feeder: string; readonly dayStartMs: number; readonly count: number }
/** One and the same place comes back all year, because it is mended and never cured. */
export type RepeatPlace = {
  readonly categoryCode: string
  readonly remark: string
  readonly place: Place
  readonly unitGridCode: string
  readonly atMs: readonly number[]
}

/**
 * Every pattern that is put into the year: what, where, when, how strong. `planted.test.ts` finds each again from the
 * generated data alone; festivals, rain, heat and frost stand in `packs/…/festivals.ts` and `case-habits.ts`.
 */
export type Planted = {
  readonly hotSpots: readonly (HotSpot & { readonly unitGridCodes: readonly string[] })[]
  readonly feederNights: readonly FeederNight[]
  readonly repeatPlaces: readonly RepeatPlace[]
  /** Its collectors report next to nothing, and its residents call instead. */
  readonly hidingGridCode: string
  /** Sends back far more than others; ends its cases in the last twentieth of their limits. */
  readonly returningDepartmentCode: string
  readonly lastMinuteDepartmentCode: string
  /** Of all cases, so many are told again by others within the hour. */
  readonly echoShare: number
}

export const hiding = { ownTimes: 0.05, publicTimes: 2.2 } as const
const FEEDER_NIGHTS = 7
const REPEAT_PLACES = 12
/** Days between two returns of a repeat place. */
const RETURN_DAYS = [9, 26] as const

const repeatCauses: readonly (readonly [categoryCode: string, remark: string])[] = [
  ['200404', '通一次管一个礼拜，又堵了'],
  ['200112', '补了又烂，补了又烂'],
  ['100102', '上个月才修过，又松了'],
  ['200102', '这个点天天有人扔，治不住'],
  ['200505', '贴条也没用，天天停'],
  ['200504', '说一次收一次，人走了又摆出来'],
]

export function plantPatterns(scene: CaseScene, random: Random): Planted {
  return {
    hotSpots: plantHotSpots(scene.layout, scene.landmarks, random.fork('hot spots')).map((spot) => ({
      ...spot,
      unitGridCodes: spot.faces.map((face) => scene.geography.unitGridCodeOfFace[face]!),
    })),
    feederNights: darkFeeders(scene, random.fork('feeders')),
    repeatPlaces: comebacks(scene, random.fork('comebacks')),
    hidingGridCode: quietGrid(scene, random.fork('quiet')),
    returningDepartmentCode: 'ZJ',
    lastMinuteDepartmentCode: 'PS',
    echoShare: 0.03,
  }
}

function darkFeeders({ parts, weather, endMs }: CaseScene, random: Random): FeederNight[] {
  const lamps = new Map<string, number>()
  for (const { attributes } of parts) {
    if (attributes.feeder !== undefined)
      lamps.set(String(attributes.feeder), (lamps.get(String(attributes.feeder)) ?? 0) + 1)
  }
  const long = [...lamps].filter(([, count]) => count >= 12).map(([feeder]) => feeder)
  const days = weather.filter(({ startMs }) => startMs + DAY_MS < endMs)
  return Array.from({ length: FEEDER_NIGHTS }, () => ({
    feeder: random.pick(long),
    dayStartMs: random.pick(days).startMs,
    count: random.integer(6, 11),
  }))
}

function comebacks(
  { layout, geography, roadside, parts, isUnseen, weather, endMs }: CaseScene,
  random: Random,
): RepeatPlace[] {
  const lived = layout.landUses.flatMap((use, face) =>
    (use === 'residential' || use === 'commercial') &&
    layout.zones[face] !== 'village' &&
    roadside.hasRoad(face) &&
    !isUnseen(face)
      ? [face]
      : [],
  )
  return Array.from({ length: REPEAT_PLACES }, (_, i) => {
    const [categoryCode, remark] = repeatCauses[i % repeatCauses.length]!
    const own = parts.filter((part) => part.categoryCode === categoryCode && !isUnseen(part.face))
    const part = own.length > 0 ? random.pick(own) : null
    const face = part?.face ?? random.pick(lived)
    const spot = roadside.spotIn(face, random)
    const place: Place = part
      ? { face, at: part.at, address: part.address.replace(/旁$/, ''), addressEn: part.addressEn, part }
      : { face, at: spot.at, address: spot.address, addressEn: spot.addressEn, part: null }
    const atMs: number[] = []
    let ms = weather[0]!.startMs + random.between(2, 30) * DAY_MS
    for (; ms < endMs; ms += random.between(...RETURN_DAYS) * DAY_MS)
      atMs.push(Math.floor(ms / DAY_MS) * DAY_MS + random.integer(0, 13 * 60) * MINUTE_MS)
    return {
      categoryCode,
      remark,
      place,
      unitGridCode: geography.unitGridCodeOfFace[face]!,
      atMs: atMs.filter((at) => at < endMs),
    }
  })
}

/** A duty grid where much happens, so that its silence can be seen. */
function quietGrid({ layout, geography }: CaseScene, random: Random): string {
  const busy = new Map<string, number>()
  layout.landUses.forEach((use, face) => {
    if ((use !== 'residential' && use !== 'commercial') || layout.zones[face] === 'village') return
    const code = geography.dutyGridCodeOfFace[face]!
    busy.set(code, (busy.get(code) ?? 0) + livelinessOf(face))
  })
  const most = [...busy].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 12)
  return random.pick(most)[0]
}

/** Busy blocks and quiet ones: a fixed, skewed liveliness for each. */
export function livelinessOf(face: number): number {
  return 0.35 + ((face * 7919) % 101) / 70
}

export function habitFor(categoryCode: string) {
  const habit = categoryHabits.find(({ code }) => code === categoryCode)
  if (!habit) throw new Error(`No habit for category ${categoryCode}`)
  return habit
}
