import { beforeAll, describe, expect, it } from 'vitest'
import type { LngLat } from '../../geo/lng-lat.ts'
import { metersPerDegree } from '../../geo/meters-per-degree.ts'
import { ResponsibilityIndex } from '../../geo/responsibility-index.ts'
import { DEFAULT_PARAMETERS } from '../../server/ahead/detectors.ts'
import { findAgedParts } from '../../server/ahead/find-aged-parts.ts'
import { findRainPlaces } from '../../server/ahead/find-rain-places.ts'
import { findRepeatPlaces } from '../../server/ahead/find-repeat-places.ts'
import { findRhythms } from '../../server/ahead/find-rhythms.ts'
import type { SeededCity } from '../contract.ts'
import { categoryHabits } from './case-habits.ts'
import { DAY_MS, localParts } from './clock.ts'
import { generateCity } from './generate-city.ts'

const ENDS_AT = '2026-11-23T08:00:00Z'
const END_MS = Date.parse(ENDS_AT)
const patience = 120_000

type Row = {
  readonly caseId: number
  readonly code: string
  readonly lngLat: LngLat
  readonly atMs: number
  readonly unitGrid: string | null
  readonly dutyGrid: number
}

/**
 * The detectors with the parameters they are shipped with, held to what the seed has planted. Precision: of what they
 * tell, how much stands on a planted cause; recall: of what is planted, how much they tell.
 */
describe.each(['tongguan', 'yunjiang', 'a third one'])(
  'ahead, in the year grown from seed %s',
  (seed) => {
    let city: SeededCity
    let rows: readonly Row[]
    let dutyGridOfUnitGrid: ReadonlyMap<string, number>
    let finder: (lngLat: LngLat) => number
    beforeAll(() => {
      city = generateCity(seed, ENDS_AT)
      const units = indexOf(city.unitGrids)
      const duties = indexOf(city.dutyGrids)
      finder = (lngLat) => duties.locateId(...lngLat)
      rows = [...city.cases].flatMap(({ categoryCode, lngLat, reportedAt }, caseId) => {
        if (categoryCode === null || !lngLat) return []
        const unit = units.locateId(...lngLat)
        return [
          {
            caseId,
            code: categoryCode,
            lngLat,
            atMs: Date.parse(reportedAt),
            unitGrid: unit < 0 ? null : city.unitGrids[unit]!.code,
            dutyGrid: finder(lngLat),
          },
        ]
      })
      dutyGridOfUnitGrid = new Map(
        rows.flatMap((row) => (row.unitGrid && row.dutyGrid >= 0 ? [[row.unitGrid, row.dutyGrid]] : [])),
      )
    }, patience)
    const since = (days: number) => rows.filter(({ atMs }) => atMs > END_MS - days * DAY_MS)
    const report = (name: string, figures: Record<string, number>) =>
      console.info(
        `${seed} · ${name}:`,
        Object.entries(figures)
          .map(([key, value]) => `${key} ${Math.round(value * 100) / 100}`)
          .join(', '),
      )

    it('finds every place that comes back, and hardly any that nothing was planted at', () => {
      const parameters = DEFAULT_PARAMETERS.repeat
      const isHot = (code: string, grid: string) =>
        city.planted.hotSpots.some(
          ({ categories, unitGridCodes, daysAgo }) =>
            categories.includes(code) &&
            unitGridCodes.includes(grid) &&
            (!daysAgo || daysAgo[1] < parameters.days),
        )
      const isComeback = (code: string, grid: string) =>
        city.planted.repeatPlaces.some((one) => one.categoryCode === code && one.unitGridCode === grid)
      const byId = new Map(rows.map((row) => [row.caseId, row]))
      const found = [...Map.groupBy(since(parameters.days), ({ code }) => code)].flatMap(([code, own]) =>
        findRepeatPlaces(
          own.map(({ caseId, lngLat, atMs }) => ({ caseId, lngLat, day: dayOf(atMs) })),
          parameters,
        ).map(({ caseIds }) => ({
          code,
          grids: [...new Set(caseIds.flatMap((id) => byId.get(id)?.unitGrid ?? []))],
        })),
      )
      const right = found.filter(({ code, grids }) =>
        grids.some((grid) => isComeback(code, grid) || isHot(code, grid)),
      )
      const planted = new Set(
        city.planted.repeatPlaces.map(({ categoryCode, unitGridCode }) => `${categoryCode} ${unitGridCode}`),
      )
      const told = new Set(found.flatMap(({ code, grids }) => grids.map((grid) => `${code} ${grid}`)))
      const recall = [...planted].filter((key) => told.has(key)).length / planted.size
      const precision = right.length / found.length
      report('repeat places', { candidates: found.length, precision, recall })
      expect(recall).toBeGreaterThanOrEqual(0.8)
      expect(precision).toBeGreaterThanOrEqual(0.8)
    })

    it('names places in autumn that come back before winter', () => {
      const parameters = DEFAULT_PARAMETERS.repeat
      const namedMs = END_MS - 60 * DAY_MS
      const known = rows.filter(({ atMs }) => atMs <= namedMs && atMs > namedMs - parameters.days * DAY_MS)
      const { perLng, perLat } = metersPerDegree(known[0]!.lngLat[1])
      const named = [...Map.groupBy(known, ({ code }) => code)].flatMap(([code, own]) =>
        findRepeatPlaces(
          own.map(({ caseId, lngLat, atMs }) => ({ caseId, lngLat, day: dayOf(atMs) })),
          parameters,
        ).map(({ lngLat }) => ({ code, lngLat })),
      )
      const later = rows.filter(({ atMs }) => atMs > namedMs)
      const cameBack = named.filter(({ code, lngLat: [lng, lat] }) =>
        later.some(
          (row) =>
            row.code === code &&
            Math.hypot((row.lngLat[0] - lng) * perLng, (row.lngLat[1] - lat) * perLat) <=
              parameters.radiusMeters,
        ),
      )
      const share = cameBack.length / named.length
      report('named 60 days before', { places: named.length, cameBack: cameBack.length, share })
      expect(share).toBeGreaterThanOrEqual(0.5)
    })

    const dutyGridsOf = (codes: readonly string[]) =>
      new Set(codes.flatMap((code) => dutyGridOfUnitGrid.get(code) ?? []))
    const isPlantedIn = (code: string, dutyGrid: number) =>
      city.planted.hotSpots.some(
        ({ categories, unitGridCodes }) =>
          categories.includes(code) && dutyGridsOf(unitGridCodes).has(dutyGrid),
      ) ||
      city.planted.repeatPlaces.some(
        ({ categoryCode, unitGridCode }) =>
          categoryCode === code && dutyGridOfUnitGrid.get(unitGridCode) === dutyGrid,
      )

    it('finds the hours of markets, schools and sites where there are cases enough to tell', () => {
      const parameters = DEFAULT_PARAMETERS.rhythm
      const own = since(parameters.days).filter(({ dutyGrid }) => dutyGrid >= 0)
      const counts = [...Map.groupBy(own, ({ code, dutyGrid }) => `${dutyGrid} ${code}`)].map(
        ([key, cases]) => {
          const hours = new Array<number>(24).fill(0)
          const weekdays = new Array<number>(7).fill(0)
          for (const { atMs } of cases) {
            const { hour, weekday } = localParts(atMs)
            hours[hour]!++
            weekdays[weekday]!++
          }
          const [grid, code] = key.split(' ')
          return { dutyGridId: Number(grid), categoryId: Number(code), hours, weekdays, inSeason: 0 }
        },
      )
      const observed = { days: parameters.days, seasonDays: 0, dutyGrids: city.dutyGrids.length }
      const found = findRhythms(counts, observed, parameters)
      const pairs = new Set(found.map(({ dutyGridId, categoryId }) => `${dutyGridId} ${categoryId}`))
      const right = [...pairs].filter((pair) => {
        const [grid, code] = pair.split(' ')
        return isPlantedIn(code!, Number(grid))
      })
      // What could be told: planted, and as many cases in some hours as are asked for.
      const possible = counts.filter(
        ({ dutyGridId, categoryId, hours }) =>
          isPlantedIn(String(categoryId), dutyGridId) &&
          hours.some(
            (_, h) => hours[h]! + hours[(h + 1) % 24]! + hours[(h + 2) % 24]! >= parameters.minCases,
          ),
      )
      const precision = right.length / pairs.size
      const recall = right.length / possible.length
      report('rhythms', { candidates: pairs.size, precision, recall, possible: possible.length })
      expect(pairs.size).toBeGreaterThan(5)
      expect(precision).toBeGreaterThanOrEqual(0.5)
      expect(recall).toBeGreaterThanOrEqual(0.35)
    })

    it('finds what comes with the rain, and nothing that does not', () => {
      const parameters = DEFAULT_PARAMETERS.rain
      const amounts = new Map<string, number[]>()
      for (const { kind, readings } of city.sensors) {
        if (kind !== 'rain') continue
        for (const { at, value } of readings) {
          const { day } = localParts(Date.parse(at))
          const list = amounts.get(day)
          if (list) list.push(value)
          else amounts.set(day, [value])
        }
      }
      const days = [...amounts].map(([day, values]) => ({
        day,
        isWet:
          (values.reduce((sum, value) => sum + value, 0) / values.length) * 24 >= parameters.wetMillimeters,
      }))
      const monthOf = (day: string) => day.slice(5, 7)
      const wetShare = new Map(
        [...Map.groupBy(days, ({ day }) => monthOf(day))].map(([month, own]) => [
          month,
          own.filter(({ isWet }) => isWet).length / own.length,
        ]),
      )
      const wet = new Set(days.filter(({ isWet }) => isWet).map(({ day }) => day))
      const own = since(parameters.days).filter(({ dutyGrid }) => dutyGrid >= 0)
      const counts = [...Map.groupBy(own, ({ code, dutyGrid }) => `${dutyGrid} ${code}`)].map(
        ([key, cases]) => {
          const [grid, code] = key.split(' ')
          const shares = cases.map(({ atMs }) => wetShare.get(monthOf(localParts(atMs).day)) ?? 0)
          return {
            dutyGridId: Number(grid),
            categoryId: Number(code),
            wet: cases.filter(({ atMs }) => wet.has(localParts(atMs).day)).length,
            expectedWet: shares.reduce((sum, share) => sum + share, 0),
            gauged: cases.length,
          }
        },
      )
      const found = findRainPlaces(counts, parameters)
      const right = found.filter(({ categoryId }) => {
        const habit = categoryHabits.find(({ code }) => code === String(categoryId))
        return (habit?.rain ?? 1) > 1
      })
      const precision = right.length / found.length
      const underpass = city.planted.hotSpots.find(({ cause }) => cause === 'underpass')!
      const isUnderpassTold = found.some(
        ({ categoryId, dutyGridId }) =>
          categoryId === 200111 && dutyGridsOf(underpass.unitGridCodes).has(dutyGridId),
      )
      report('rain', { candidates: found.length, precision, underpass: isUnderpassTold ? 1 : 0 })
      expect(isUnderpassTold).toBe(true)
      expect(precision).toBeGreaterThanOrEqual(0.85)
    })

    it('finds worn parts in the old town before all others', () => {
      const lives = new Map(city.categories.map(({ code, serviceLifeYears }) => [code, serviceLifeYears]))
      const parts = [...city.parts].flatMap(({ categoryCode, installedOn, condition, lngLat }, partId) => {
        const lifeYears = lives.get(categoryCode)
        const dutyGridId = finder(lngLat)
        if (lifeYears === undefined || installedOn === null || dutyGridId < 0) return []
        const ageYears = (END_MS - Date.parse(installedOn)) / (365.25 * DAY_MS)
        return [
          { partId, dutyGridId, categoryId: Number(categoryCode), ageYears, lifeYears, condition, cases: 0 },
        ]
      })
      const found = findAgedParts(parts, DEFAULT_PARAMETERS.aged)
      const past = found.reduce((sum, { partIds }) => sum + partIds.length, 0)
      report('worn parts', { candidates: found.length, parts: past, ofAll: past / parts.length })
      expect(found.length).toBeGreaterThan(0)
      expect(past / parts.length).toBeLessThan(0.1)
    })
  },
  patience,
)

function indexOf(areas: readonly { code: string; geometry: SeededCity['unitGrids'][number]['geometry'] }[]) {
  return new ResponsibilityIndex(areas.map(({ code, geometry }, id) => ({ id, code, polygons: geometry })))
}

function dayOf(atMs: number): number {
  return Math.floor(Date.parse(`${localParts(atMs).day}T00:00:00Z`) / DAY_MS)
}
