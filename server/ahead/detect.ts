import type { LngLat } from '../../geo/lng-lat.ts'
import { representativePoint } from '../../geo/representative-point.ts'
import type { Services } from '../services.ts'
import { byAndBy } from './by-and-by.ts'
import type { Detector, Parameters } from './detectors.ts'
import type { Evidence } from './evidence.ts'
import { findAgedParts } from './find-aged-parts.ts'
import { findRainPlaces } from './find-rain-places.ts'
import { searchRepeatPlaces } from './find-repeat-places.ts'
import { findRhythms, type Slot } from './find-rhythms.ts'
import { countCases, readPlacedCases, readWeather, type Window } from './read-cases.ts'
import { readAgedParts, readUnseenGrids } from './read-places.ts'
import type { AheadTask } from './tables.ts'

const DAY_MS = 86_400_000
/** More ids of one candidate are not kept: they are there to be looked at. */
const KEPT_IDS = 200

/** What a detector has found, before anybody has seen it. */
export type Draft = {
  /** Detector, place and category. */
  readonly key: string
  readonly detector: Detector
  readonly task: AheadTask
  readonly categoryId: number | null
  readonly dutyGridId: number
  readonly unitGridId: number | null
  readonly scopeAreaId: number
  readonly lngLat: LngLat
  /** Times the threshold. */
  readonly score: number
  readonly evidence: Evidence
}
type Detect = Pick<Services, 'db' | 'locator'>

/** Runs one detector on what is known before `at`. */
export async function detect<D extends Detector>(
  services: Detect,
  detector: D,
  parameters: Parameters<D>,
  { at, timeZone }: { readonly at: Date; readonly timeZone: string },
): Promise<Draft[]> {
  const windowOf = (days: number): Window => ({
    from: new Date(at.getTime() - days * DAY_MS),
    till: at,
    timeZone,
  })
  const run = {
    repeat: (own: Parameters<'repeat'>) => detectRepeats(services, own, windowOf(own.days)),
    rhythm: (own: Parameters<'rhythm'>) => detectRhythms(services, own, windowOf(own.days)),
    rain: (own: Parameters<'rain'>) => detectRain(services, own, windowOf(own.days)),
    aged: (own: Parameters<'aged'>) => detectAged(services, own, at),
    unseen: (own: Parameters<'unseen'>) => detectUnseen(services, own, at),
  } as const satisfies { [K in Detector]: (own: Parameters<K>) => Promise<Draft[]> }
  return (run[detector] as (own: Parameters<D>) => Promise<Draft[]>)(parameters)
}

async function detectRepeats(
  services: Detect,
  parameters: Parameters<'repeat'>,
  window: Window,
): Promise<Draft[]> {
  const drafts: Draft[] = []
  for (const [categoryId, cases] of await readPlacedCases(services, window)) {
    // A category of a large city takes its time; others' requests come in between.
    for (const place of await byAndBy(searchRepeatPlaces(cases, parameters))) {
      const found = services.locator.locate(place.lngLat[0], place.lngLat[1])
      if (!found.dutyGrid) continue
      const { radiusMeters, days, minTimes, maxChance } = parameters
      const { lngLat, caseIds, times, usualTimes, chance } = place
      drafts.push({
        key: `repeat:${lngLat.map((degrees) => degrees.toFixed(5)).join(',')}:${categoryId}`,
        detector: 'repeat',
        task: 'root_cause',
        categoryId,
        dutyGridId: found.dutyGrid.dutyGridId,
        unitGridId: found.unitGrid?.unitGridId ?? null,
        scopeAreaId: found.scopeAreaId,
        lngLat,
        score: times / minTimes,
        evidence: {
          kind: 'repeat',
          caseIds: caseIds.slice(-KEPT_IDS),
          times,
          usualTimes,
          chance,
          radiusMeters,
          days,
          minTimes,
          maxChance,
        },
      })
    }
  }
  return drafts
}

async function detectRhythms(
  services: Detect,
  parameters: Parameters<'rhythm'>,
  window: Window,
): Promise<Draft[]> {
  const { seasonDays, minRatio, minTimesCity, z } = parameters
  const { rows, ...observed } = await countCases(services, window, { seasonDays })
  const byKey = new Map(rows.map((row) => [`${row.dutyGridId} ${row.categoryId}`, row]))
  const dutyGrids = services.locator.dutyGridIds.length
  return findRhythms(rows, { ...observed, dutyGrids }, parameters).flatMap((rhythm) => {
    const { dutyGridId, categoryId, slot, count, total, ratio, lower, timesCity } = rhythm
    const place = middleOfGrid(services, dutyGridId)
    if (!place) return []
    const { hours, weekdays } = byKey.get(`${dutyGridId} ${categoryId}`)!
    return [
      {
        key: `rhythm:${dutyGridId}/${textOf(slot)}:${categoryId}`,
        detector: 'rhythm' as const,
        task: 'patrol' as const,
        categoryId,
        dutyGridId,
        unitGridId: null,
        ...place,
        score: lower / minRatio,
        evidence: {
          kind: 'rhythm' as const,
          slot,
          count,
          total,
          ratio,
          lower,
          timesCity,
          minRatio,
          minTimesCity,
          z,
          days: Math.round(observed.days),
          hours,
          weekdays,
        },
      },
    ]
  })
}

async function detectRain(
  services: Detect,
  parameters: Parameters<'rain'>,
  window: Window,
): Promise<Draft[]> {
  const { wetMillimeters, minRatio, z } = parameters
  const weather = await readWeather(services, window, wetMillimeters)
  const { dryDays } = weather
  const wetDays = weather.wetDays.length
  if (wetDays === 0 || dryDays === 0) return []
  const { rows, days } = await countCases(services, window, { seasonDays: 0, weather })
  return findRainPlaces(rows, parameters).flatMap(
    ({ dutyGridId, categoryId, wet, expectedWet, gauged, ratio, lower, cityRatio }) => {
      const place = middleOfGrid(services, dutyGridId)
      if (!place) return []
      return [
        {
          key: `rain:${dutyGridId}:${categoryId}`,
          detector: 'rain' as const,
          task: 'patrol' as const,
          categoryId,
          dutyGridId,
          unitGridId: null,
          ...place,
          score: lower / minRatio,
          evidence: {
            kind: 'rain' as const,
            wet,
            expectedWet,
            total: gauged,
            wetDays,
            dryDays,
            ratio,
            lower,
            cityRatio,
            minRatio,
            z,
            wetMillimeters,
            days: Math.round(days),
          },
        },
      ]
    },
  )
}

async function detectAged(services: Detect, parameters: Parameters<'aged'>, at: Date): Promise<Draft[]> {
  const parts = await readAgedParts(services, at, parameters.lifeTimes)
  const { minWeight } = parameters
  return findAgedParts(parts, parameters).flatMap(({ dutyGridId, categoryId, partIds, ...figures }) => {
    const place = middleOfGrid(services, dutyGridId)
    if (!place) return []
    return [
      {
        key: `aged:${dutyGridId}:${categoryId}`,
        detector: 'aged' as const,
        task: 'inspection' as const,
        categoryId,
        dutyGridId,
        unitGridId: null,
        ...place,
        score: figures.weight / minWeight,
        evidence: {
          kind: 'aged' as const,
          partIds: partIds.slice(0, KEPT_IDS),
          parts: partIds.length,
          ...figures,
          minWeight,
        },
      },
    ]
  })
}

async function detectUnseen(
  services: Detect,
  { unseenDays }: Parameters<'unseen'>,
  at: Date,
): Promise<Draft[]> {
  const before = new Date(at.getTime() - unseenDays * DAY_MS)
  const grids = await readUnseenGrids(services, before)
  return grids.flatMap(({ unitGridId, lastSeenAt }) => {
    const cell = services.locator.findUnitGrid(unitGridId)
    const place = cell && middleOfGrid(services, cell.dutyGridId)
    const lngLat = cell && middleOf(cell.polygons)
    if (!place || !lngLat) return []
    const days = lastSeenAt ? (at.getTime() - lastSeenAt.getTime()) / DAY_MS : NEVER_DAYS
    return [
      {
        key: `unseen:${unitGridId}:`,
        detector: 'unseen' as const,
        task: 'patrol' as const,
        categoryId: null,
        dutyGridId: cell.dutyGridId,
        unitGridId,
        scopeAreaId: place.scopeAreaId,
        lngLat,
        score: days / unseenDays,
        evidence: { kind: 'unseen' as const, lastSeenAt: lastSeenAt?.toISOString() ?? null, unseenDays },
      },
    ]
  })
}

/** Where nobody ever looked counts as long as this. */
const NEVER_DAYS = 365

function textOf(slot: Slot): string {
  if (slot.kind === 'hours') return 'hours'
  return slot.kind === 'weekday' ? `weekday${slot.weekday}` : 'season'
}

function middleOfGrid({ locator }: Detect, dutyGridId: number) {
  const grid = locator.findDutyGrid(dutyGridId)
  const lngLat = grid && middleOf(grid.polygons)
  return grid && lngLat ? { scopeAreaId: grid.scopeAreaId, lngLat } : undefined
}

function middleOf(polygons: unknown): LngLat | undefined {
  return representativePoint({ type: 'MultiPolygon', coordinates: polygons as number[][][][] })
}
