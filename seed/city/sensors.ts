import type { BundleSensor } from '../../server/exchange/bundle.ts'
import { DAY_MS, localClock, MINUTE_MS, toInstant } from './clock.ts'
import type { Landmark } from './landmark.ts'
import { type Layout, promenade } from './layout.ts'
import type { PlacedPart } from './parts.ts'
import { isInside, type Point, toLngLat } from './plane.ts'
import { PUMP_STATION } from './pump-stations.ts'
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
const USUAL_COUNT = kinds.reduce((sum, { count }) => sum + count, 0)
const STEP_MINUTES = 30
const HOURS = 48
/** Where there are many sensors their last hours must do: so many readings in all. */
const MOST_READINGS = 1_000_000
/** Of these kinds, so many sensors have the whole year, at so many hours' distance: what the storms left behind. */
const yearSeries: Readonly<Record<string, { readonly sensors: number; readonly stepHours: number }>> = {
  rain: { sensors: 12, stepHours: 1 },
  water_level: { sensors: 26, stepHours: 6 },
}

type Spot = { readonly at: Point; readonly near: string }

export function placeSensors(
  layout: Layout,
  parts: readonly PlacedPart[],
  landmarks: readonly Landmark[],
  weather: readonly Day[],
  sensorCount: number,
  endMs: number,
  random: Random,
): BundleSensor[] {
  const sensors: BundleSensor[] = []
  const hours = Math.max(4, Math.min(HOURS, Math.floor(MOST_READINGS / sensorCount / (60 / STEP_MINUTES))))
  let left = sensorCount
  for (const [k, kind] of kinds.entries()) {
    const count = k === kinds.length - 1 ? left : Math.round((kind.count / USUAL_COUNT) * sensorCount)
    left -= count
    placesFor(kind.kind, count, layout, parts, landmarks, random).forEach(({ at, near }, i) => {
      const own = random.fork(`${kind.kind}/${i}`)
      const number = String(i + 1).padStart(3, '0')
      const year = yearSeries[kind.kind]
      const recent = readingsOf(kind.kind, own, weather, endMs, hours * 60, STEP_MINUTES)
      const earlier =
        year && i < year.sensors
          ? readingsOf(
              kind.kind,
              random.fork(`${kind.kind}/${i}`),
              weather,
              endMs - hours * 60 * MINUTE_MS,
              (weather.length - 5) * 24 * 60,
              year.stepHours * 60,
            )
          : []
      sensors.push({
        code: `${kind.kind.toUpperCase().replaceAll('_', '-')}-${number}`,
        name: `${near}${kind.name}${number}`,
        nameEn: `${kind.nameEn} ${number}`,
        kind: kind.kind,
        unitOfMeasure: kind.unit,
        warnAbove: kind.warn,
        alarmAbove: kind.alarm,
        lngLat: toLngLat(at),
        readings: [...earlier, ...recent],
      })
    })
  }
  return sensors
}

/** Where sensors of a kind stand: the places that suit them best first, then on parts that can carry them. */
function placesFor(
  kind: string,
  count: number,
  layout: Layout,
  parts: readonly PlacedPart[],
  landmarks: readonly Landmark[],
  random: Random,
): Spot[] {
  const roadOf = (part: PlacedPart) => part.address.replace(/\d+号[旁内]$|与.*$/, '')
  /** Every n-th part of a category, so that they spread over the city. */
  const fromParts = (category: string, wanted: number): Spot[] => {
    const own = parts.filter((part) => part.categoryCode === category)
    const step = own.length / wanted
    return Array.from({ length: Math.min(wanted, own.length) }, (_, i) => {
      const part = own[Math.floor(Math.max(1, step) * (i + 0.5)) % own.length]!
      return { at: part.at, near: roadOf(part) }
    })
  }
  const filledUp = (spots: Spot[], category: string): Spot[] => [
    ...spots.slice(0, count),
    ...fromParts(category, Math.max(0, count - spots.length)),
  ]
  switch (kind) {
    case 'water_level': {
      const basins = inPumpStations(landmarks).slice(0, count / 2)
      return filledUp([...basins, ...alongBanks(layout, Math.min(count - basins.length, 60))], '100103')
    }
    case 'ponding':
      return filledUp([], '100104')
    case 'manhole_tilt':
      return filledUp([...fromParts('100102', Math.ceil(count * 0.7))], '100103')
    case 'lamp_current':
      return filledUp([], '100118')
    case 'bin_fill':
      return filledUp([], '100305')
    case 'noise':
      return filledUp(landmarkPlaces(landmarks, ['market', 'plaza'], random), '100118')
    default:
      return filledUp(
        landmarkPlaces(landmarks, ['park', 'school', 'plaza', 'estate', 'industrial', 'market'], random),
        '100118',
      )
  }
}

/** The level in front of the pumps says whether they keep up with the rain. */
function inPumpStations(landmarks: readonly Landmark[]): Spot[] {
  return landmarks
    .filter(({ class: kind }) => kind === PUMP_STATION)
    .map(({ at, name }) => ({ at, near: name }))
}

function alongBanks(layout: Layout, count: number): Spot[] {
  const each = Math.ceil(count / 2)
  return (['left', 'right'] as const).flatMap((side) => {
    const bank = promenade(layout.skeleton, side).filter((point) => isInside(point, layout.skeleton.boundary))
    const step = bank.length / each
    return Array.from({ length: Math.min(each, bank.length) }, (_, i) => ({
      at: bank[Math.floor(step * (i + 0.4))]!,
      near: side === 'left' ? '云江北岸' : '云江南岸',
    }))
  })
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

/** What a sensor of a kind measured: the hour's swing, the weather, noise, gaps, some whose probe fouls and reads more and more, and some that are out of order. */
function readingsOf(
  kind: string,
  random: Random,
  weather: readonly Day[],
  endMs: number,
  spanMinutes: number,
  stepMinutes: number,
): BundleSensor['readings'] {
  const isFaulty = random.chance(0.025)
  const isRestless = random.chance(0.05)
  const base = random.next()
  const drift = random.chance(0.08) ? random.between(0.1, 0.18) : 0
  const firstMs = endMs - spanMinutes * MINUTE_MS
  // One sensor in forty fell silent some hours ago; others lose an hour or a night now and then.
  const silentMs = random.chance(0.025) ? random.between(3, 20) * 60 * MINUTE_MS : 0
  let gapUntilMs = 0
  const readings: { at: string; value: number }[] = []
  for (let ms = firstMs + stepMinutes * MINUTE_MS; ms <= endMs - silentMs; ms += stepMinutes * MINUTE_MS) {
    if (random.chance(0.003)) gapUntilMs = ms + random.between(1, 7) * 60 * MINUTE_MS
    if (ms < gapUntilMs || random.chance(0.01)) continue
    const { hour } = localClock(ms)
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
      // Showers are patchy: no two gauges catch the same.
      rain: rain * (0.75 + base * 0.5),
      lamp_current: hour >= 18 || hour < 6 ? 26 + base * 10 + noise * 0.8 + (isRestless ? 9 : 0) : 0.3,
      bin_fill: Math.min(100, (((hour + base * 24) % 24) / 24) * 92 + noise * 2 + (isRestless ? 12 : 0)),
    }[kind]
    if (value === undefined) throw new Error(`No series for sensor kind ${kind}`)
    const drifted = value * (1 + (drift * (ms - firstMs)) / (endMs - firstMs))
    readings.push({
      at: toInstant(ms),
      value: Math.round((isFaulty ? drifted * 0.5 : Math.max(0, drifted)) * 100) / 100,
    })
  }
  return readings
}

function dayIndexAt(weather: readonly Day[], ms: number): number {
  return Math.floor((ms - weather[0]!.startMs) / DAY_MS)
}

/** Millimeters an hour: a triangle of seven hours round the day's rain hour. */
function rainAt(weather: readonly Day[], ms: number): number {
  const day = weather[dayIndexAt(weather, ms)]
  if (!day || day.rainMillimeters === 0) return 0
  const away = Math.abs((ms - day.startMs) / 3_600_000 - day.rainHour)
  return away >= 4 ? 0 : Math.round(((day.rainMillimeters * (4 - away)) / 16) * 100) / 100
}

/** Millimeters of the three days up to now. */
function rainDaysBefore(weather: readonly Day[], ms: number): number {
  const today = dayIndexAt(weather, ms)
  let sum = 0
  for (let i = Math.max(0, today - 2); i <= today && i < weather.length; i++)
    sum += weather[i]!.rainMillimeters
  return sum
}
