import type { BundleSensor } from '../../server/exchange/bundle.ts'
import type { Landmark } from './basemap.ts'
import { localParts, MINUTE_MS, toInstant } from './clock.ts'
import { type Layout, promenade } from './layout.ts'
import type { PlacedPart } from './parts.ts'
import { isInside, type Point, toLngLat } from './plane.ts'
import type { Random } from './random.ts'
import type { Day } from './weather.ts'

type Kind = {
  readonly kind: string
  readonly name: string
  readonly nameEn: string
  readonly unit: string
  readonly warn: number | null
  readonly alarm: number | null
  readonly count: number
}

const kinds: readonly Kind[] = [
  {
    kind: 'water_level',
    name: '水位计',
    nameEn: 'Water level gauge',
    unit: 'm',
    warn: 2.6,
    alarm: 3.2,
    count: 26,
  },
  {
    kind: 'ponding',
    name: '积水监测',
    nameEn: 'Street ponding gauge',
    unit: 'cm',
    warn: 15,
    alarm: 27,
    count: 40,
  },
  {
    kind: 'manhole_tilt',
    name: '井盖倾斜',
    nameEn: 'Manhole tilt',
    unit: '°',
    warn: 10,
    alarm: 25,
    count: 92,
  },
  { kind: 'air_pm25', name: '空气站', nameEn: 'Air station', unit: 'μg/m³', warn: 75, alarm: 150, count: 28 },
  { kind: 'noise', name: '噪声监测', nameEn: 'Noise monitor', unit: 'dB', warn: 70, alarm: 80, count: 38 },
  { kind: 'rain', name: '雨量计', nameEn: 'Rain gauge', unit: 'mm/h', warn: 16, alarm: 30, count: 12 },
  {
    kind: 'lamp_current',
    name: '路灯回路',
    nameEn: 'Lamp circuit',
    unit: 'A',
    warn: 42,
    alarm: 50,
    count: 50,
  },
  { kind: 'bin_fill', name: '垃圾满溢', nameEn: 'Bin fill', unit: '%', warn: 85, alarm: 97, count: 14 },
]
const HOURS = 48
const STEP_MINUTES = 30

export function placeSensors(
  layout: Layout,
  parts: readonly PlacedPart[],
  landmarks: readonly Landmark[],
  weather: readonly Day[],
  endMs: number,
  random: Random,
): BundleSensor[] {
  const sensors: BundleSensor[] = []
  for (const kind of kinds) {
    const places = placesFor(kind.kind, layout, parts, landmarks, random).slice(0, kind.count)
    places.forEach(({ at, near }, i) => {
      const own = random.fork(`${kind.kind}/${i}`)
      const number = String(i + 1).padStart(3, '0')
      sensors.push({
        code: `${kind.kind.toUpperCase().replaceAll('_', '-')}-${number}`,
        name: `${near}${kind.name}${number}`,
        nameEn: `${kind.nameEn} ${number}`,
        kind: kind.kind,
        unitOfMeasure: kind.unit,
        warnAbove: kind.warn,
        alarmAbove: kind.alarm,
        lngLat: toLngLat(at),
        readings: readingsOf(kind.kind, own, weather, endMs),
      })
    })
  }
  return sensors
}

function placesFor(
  kind: string,
  layout: Layout,
  parts: readonly PlacedPart[],
  landmarks: readonly Landmark[],
  random: Random,
): { at: Point; near: string }[] {
  const roadOf = (part: PlacedPart) => part.address.replace(/\d+号旁$|与.*$/, '')
  const fromParts = (category: string, step: number) =>
    parts
      .filter((part) => part.categoryCode === category)
      .filter((_, i) => i % step === step - 1)
      .map((part) => ({ at: part.at, near: roadOf(part) }))
  switch (kind) {
    case 'water_level':
      return (['left', 'right'] as const).flatMap((side) => {
        const bank = promenade(layout.skeleton, side).filter((point) =>
          isInside(point, layout.skeleton.boundary),
        )
        const step = Math.floor(bank.length / 13)
        return bank
          .filter((_, i) => i % step === 1)
          .slice(0, 13)
          .map((at) => ({ at, near: side === 'left' ? '云江北岸' : '云江南岸' }))
      })
    case 'ponding':
      return fromParts('100104', 55)
    case 'manhole_tilt':
      return fromParts('100102', 20)
    case 'lamp_current':
      return fromParts('100118', 120)
    case 'bin_fill':
      return fromParts('100305', 90)
    case 'noise':
      return [...fromParts('100203', 7), ...landmarkPlaces(landmarks, ['market', 'plaza'], random)]
    default:
      return landmarkPlaces(landmarks, ['park', 'school', 'plaza', 'estate', 'industrial', 'market'], random)
  }
}

function landmarkPlaces(landmarks: readonly Landmark[], classes: readonly string[], random: Random) {
  const fit = landmarks.filter((landmark) => classes.includes(landmark.class))
  const offset = random.integer(0, Math.max(0, fit.length - 1))
  return fit.map((_, i) => {
    const { at, name } = fit[(i * 7 + offset) % fit.length]!
    return { at: [at[0] + 12, at[1] - 9] as Point, near: name }
  })
}

/** The half-hours of the day as a share of its daily swing: low before dawn, high in the evening. */
const daily = [
  0.2, 0.12, 0.06, 0.02, 0, 0.05, 0.2, 0.5, 0.75, 0.7, 0.6, 0.58, 0.6, 0.58, 0.6, 0.62, 0.7, 0.85, 0.95, 1,
  0.9, 0.72, 0.5, 0.32,
]

function readingsOf(
  kind: string,
  random: Random,
  weather: readonly Day[],
  endMs: number,
): BundleSensor['readings'] {
  const isFaulty = random.chance(0.025)
  const isRestless = random.chance(0.05)
  const base = random.next()
  const firstMs = endMs - HOURS * 60 * MINUTE_MS
  // One sensor in forty fell silent some hours ago.
  const silentMs = random.chance(0.025) ? random.between(3, 20) * 60 * MINUTE_MS : 0
  const readings: { at: string; value: number }[] = []
  for (let ms = firstMs + STEP_MINUTES * MINUTE_MS; ms <= endMs - silentMs; ms += STEP_MINUTES * MINUTE_MS) {
    if (random.chance(0.01)) continue
    const { hour } = localParts(ms)
    const swing = daily[hour]!
    const rain = rainAt(weather, ms)
    const noise = random.normal()
    const value = {
      water_level:
        1.5 + base * 0.5 + rainDaysBefore(weather, ms) * 0.012 + noise * 0.015 + (isRestless ? 0.75 : 0),
      ponding: Math.max(0, rain * (0.6 + base) * 1.6 + (rain > 0 ? noise : 0)),
      manhole_tilt: Math.max(
        0,
        0.8 + base + noise * 0.25 + (isRestless && ms > endMs - 5 * 60 * MINUTE_MS ? 17 + base * 24 : 0),
      ),
      air_pm25: Math.max(
        4,
        24 + base * 22 + swing * 14 - Math.min(18, rain * 4) + noise * 3 + (isRestless ? 38 : 0),
      ),
      noise: 46 + base * 8 + swing * 12 + noise * 2.2 + (isRestless ? 9 : 0),
      rain,
      lamp_current: hour >= 18 || hour < 6 ? 26 + base * 10 + noise * 0.8 + (isRestless ? 9 : 0) : 0.3,
      bin_fill: Math.min(100, (((hour + base * 24) % 24) / 24) * 92 + noise * 2 + (isRestless ? 12 : 0)),
    }[kind]
    if (value === undefined) throw new Error(`No series for sensor kind ${kind}`)
    readings.push({
      at: toInstant(ms),
      value: Math.round((isFaulty ? value * 0.5 : Math.max(0, value)) * 100) / 100,
    })
  }
  return readings
}

function dayAt(weather: readonly Day[], ms: number): Day | undefined {
  return weather.findLast((day) => day.startMs <= ms)
}

/** Millimeters an hour: a triangle of seven hours round the day's rain hour. */
function rainAt(weather: readonly Day[], ms: number): number {
  const day = dayAt(weather, ms)
  if (!day || day.rainMillimeters === 0) return 0
  const away = Math.abs((ms - day.startMs) / 3_600_000 - day.rainHour)
  return away >= 4 ? 0 : Math.round(((day.rainMillimeters * (4 - away)) / 16) * 100) / 100
}

function rainDaysBefore(weather: readonly Day[], ms: number): number {
  let sum = 0
  for (const day of weather)
    if (day.startMs <= ms && day.startMs > ms - 3 * 86_400_000) sum += day.rainMillimeters
  return sum
}
