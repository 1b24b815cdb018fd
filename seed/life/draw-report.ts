import { categoryHabits, hourWeights } from '../city/case-habits.ts'
import { describe } from '../city/case-texts.ts'
import { localParts } from '../city/clock.ts'
import { personName } from '../city/names.ts'
import { type Point, toLngLat } from '../city/plane.ts'
import type { Random } from '../city/random.ts'
import type { RoadNetwork } from '../city/road-network.ts'

const channels = ['hotline', 'resident', 'collector', 'patrol'] as const
type LifeChannel = (typeof channels)[number]

export type DrawnReport = {
  readonly channel: LifeChannel
  /** Null where the sender did not say; people sort it out. */
  readonly categoryCode: string | null
  readonly description: string
  readonly address: string
  /** WGS 84; null where the sender forgot to say where. */
  readonly lngLat: readonly [lng: number, lat: number] | null
  /** Of residents and callers; the numbers belong to nobody. */
  readonly reporterName: string | null
  readonly reporterPhone: string | null
}

/** No rain falls on living days: what only rain brings is rare. */
const DRY_WEIGHT = 0.4

/** Of what the public sends, the share without a place, and the share without a category. */
const UNLOCATED_SHARE = 0.015
const UNSORTED_SHARE = 0.015

/** Something that happens in the district at this time of day and year, in the words of whoever reports it. */
export function drawReport({ layout, roadside }: RoadNetwork, nowMs: number, random: Random): DrawnReport {
  const { hour, month } = localParts(nowMs)
  const habit =
    categoryHabits[
      random.weighted(
        categoryHabits.map(({ weight, hours, months }) => {
          const share = hours === 'rain' ? DRY_WEIGHT : hourWeights[hours][hour]!
          return weight * share * (months?.[month - 1] ?? 1)
        }),
      )
    ]!
  const weights = layout.landUses.map((use, face) => {
    if (!roadside.hasRoad(face) || (habit.landUses && !habit.landUses.includes(use))) return 0
    return habit.zones?.[layout.zones[face]!] ?? 1
  })
  const place = roadside.spotIn(random.weighted(weights), random)
  const isDaytime = hour >= 8 && hour < 18
  const channel = channels[random.weighted(isDaytime ? [42, 24, 27, 7] : [52, 36, 3, 9])]!
  const isPublic = channel === 'hotline' || channel === 'resident'
  const isNamed = isPublic && random.chance(channel === 'hotline' ? 0.95 : 0.6)
  const isLocated = !isPublic || !random.chance(UNLOCATED_SHARE)
  const words = isLocated ? { text: place.address, en: place.addressEn } : { text: '', en: 'here' }
  return {
    channel,
    categoryCode: isPublic && random.chance(UNSORTED_SHARE) ? null : habit.code,
    description: describe(habit.code, channel, words, random),
    address: isLocated ? place.address : '',
    lngLat: isLocated ? toLngLat(nudged(place.at, random)) : null,
    reporterName: isNamed ? personName(random).name : null,
    reporterPhone: isNamed ? `1990000${String(random.integer(0, 9999)).padStart(4, '0')}` : null,
  }
}

/** Nobody's phone is exact to the centimeter. */
function nudged([east, north]: Point, random: Random): Point {
  return [east + random.normal() * 1.5, north + random.normal() * 1.5]
}
