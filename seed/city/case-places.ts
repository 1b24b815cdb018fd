import { type CategoryHabit, categoryHabits } from './case-habits.ts'
import type { CaseScene, Place } from './case-scene.ts'
import { DAY_MS } from './clock.ts'
import type { HotSpot } from './hot-spots.ts'
import type { PlacedPart } from './parts.ts'
import { livelinessOf } from './planted.ts'
import type { Random } from './random.ts'

const UNSEEN_DAYS = 40
/** Worn parts fail more often. */
const failures = { good: 1, fair: 3, poor: 9, missing: 14 } as const

/** Picks places for a category: by zone, land use, hot spots; parts by their condition. */
export class PlaceChooser {
  readonly #scene: CaseScene
  readonly #hotSpots: readonly HotSpot[]
  readonly #sums = new Map<string, Float64Array>()
  readonly #parts = new Map<string, readonly PlacedPart[]>()
  readonly #byFace = new Map<string, Map<number, readonly PlacedPart[]>>()
  readonly #lamps = new Map<string, PlacedPart[]>()

  constructor(scene: CaseScene, hotSpots: readonly HotSpot[]) {
    this.#scene = scene
    this.#hotSpots = hotSpots
    const own = new Map<string, PlacedPart[]>(categoryHabits.map(({ code }) => [code, []]))
    for (const part of scene.parts) {
      const list = own.get(part.categoryCode)
      if (list) for (let i = 0; i < failures[part.condition]; i++) list.push(part)
      const { feeder } = part.attributes
      if (typeof feeder !== 'string') continue
      const lamps = this.#lamps.get(feeder)
      if (lamps) lamps.push(part)
      else this.#lamps.set(feeder, [part])
    }
    for (const [code, list] of own) if (list.length > 0) this.#parts.set(code, list)
  }

  choose(habit: CategoryHabit, ms: number, random: Random): Place {
    const scene = this.#scene
    const isRecent = ms > scene.endMs - UNSEEN_DAYS * DAY_MS
    const active = this.#activeFor(habit.code, ms)
    const parts = this.#parts.get(habit.code)
    for (let attempt = 0; ; attempt++) {
      if (parts && !(active.length > 0 && attempt === 0)) {
        const part = random.pick(parts)
        if (isRecent && scene.isUnseen(part.face) && attempt < 50) continue
        return atPart(part)
      }
      const face = this.#drawFace(habit, active, random)
      if (isRecent && scene.isUnseen(face) && attempt < 50) continue
      const near = parts && this.#inFace(habit.code, face)
      if (near) return atPart(random.pick(near))
      if (parts && attempt < 50) continue
      const spot = scene.roadside.spotIn(face, random)
      return { face, at: spot.at, address: spot.address, addressEn: spot.addressEn, part: null }
    }
  }

  #inFace(categoryCode: string, face: number): readonly PlacedPart[] | undefined {
    let byFace = this.#byFace.get(categoryCode)
    if (!byFace) {
      byFace = Map.groupBy(this.#parts.get(categoryCode)!, (part) => part.face)
      this.#byFace.set(categoryCode, byFace)
    }
    return byFace.get(face)
  }

  /** Some lamp of a feeder that went dark. */
  lampOf(feeder: string, random: Random): Place {
    return atPart(random.pick(this.#lamps.get(feeder)!))
  }

  /** What is said about the cause, where there is one. */
  causeAt(categoryCode: string, face: number, ms: number): HotSpot | undefined {
    return this.#activeFor(categoryCode, ms).find(({ faces }) => faces.includes(face))
  }

  #activeFor(categoryCode: string, ms: number): readonly HotSpot[] {
    const daysAgo = (this.#scene.endMs - ms) / DAY_MS
    return this.#hotSpots.filter(
      ({ categories, daysAgo: span }) =>
        categories.includes(categoryCode) && (!span || (daysAgo <= span[0] && daysAgo >= span[1])),
    )
  }

  #drawFace(habit: CategoryHabit, active: readonly HotSpot[], random: Random): number {
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
      weight *= livelinessOf(face)
      for (const spot of active) if (spot.faces.includes(face)) weight *= spot.times
      sum += weight
      sums[face] = sum
    }
    this.#sums.set(key, sums)
    return sums
  }
}

function atPart(part: PlacedPart): Place {
  return {
    face: part.face,
    at: part.at,
    address: part.address.replace(/旁$/, ''),
    addressEn: part.addressEn,
    part,
  }
}
