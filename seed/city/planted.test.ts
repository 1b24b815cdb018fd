import { beforeAll, describe, expect, it } from 'vitest'
import { ResponsibilityIndex } from '../../geo/responsibility-index.ts'
import { addTime } from '../../server/clocks/add-time.ts'
import { workCalendar } from '../../server/clocks/work-calendar.ts'
import type { BundleCase } from '../../server/exchange/bundle.ts'
import type { SeededCity } from '../contract.ts'
import { festivals } from '../packs/city-management/festivals.ts'
import { categoryHabits } from './case-habits.ts'
import { HOT_CELSIUS } from './case-load.ts'
import { DAY_MS, localParts, startOfDay } from './clock.ts'
import { generateCity } from './generate-city.ts'
import { createRandom } from './random.ts'
import { randomLabel } from './road-network.ts'
import { makeWeather } from './weather.ts'

const ENDS_AT = '2026-11-23T08:00:00Z'
const patience = 120_000
const msOf = (row: BundleCase) => Date.parse(row.reportedAt)
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const mean = (values: readonly number[]) => sum(values) / values.length
const countBy = <T, K>(rows: readonly T[], keyOf: (row: T) => K | null): Map<K, number> => {
  const counts = new Map<K, number>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}
const dayOf = (ms: number) => localParts(ms).day

/** Each pattern is found in cases, parts and readings alone; what was planted only says whether it is the right one. */
describe.each(['tongguan', 'yunjiang', 'a third one'])(
  'the year grown from seed %s',
  (seed) => {
    let city: SeededCity
    let cases: readonly BundleCase[]
    let gridOf: (row: BundleCase) => string | null
    let dutyGridOf: (row: BundleCase) => string | null
    const finder = (
      areas: readonly { code: string; geometry: SeededCity['dutyGrids'][number]['geometry'] }[],
    ) => {
      const index = new ResponsibilityIndex(
        areas.map(({ code, geometry }, id) => ({ id, code, polygons: geometry })),
      )
      return ({ lngLat }: BundleCase) => {
        const id = lngLat ? index.locateId(...lngLat) : -1
        return id < 0 ? null : areas[id]!.code
      }
    }
    beforeAll(() => {
      city = generateCity(seed, ENDS_AT)
      cases = [...city.cases]
      gridOf = finder(city.unitGrids)
      dutyGridOf = finder(city.dutyGrids)
    }, patience)

    it('gathers cases where a cause is: hot spots stand far above the other grids', () => {
      const endMs = Date.parse(city.endsAt)
      for (const { cause, categories, times, daysAgo, unitGridCodes } of city.planted.hotSpots) {
        const inTime = cases.filter(
          (row) =>
            row.categoryCode !== null &&
            categories.includes(row.categoryCode) &&
            (!daysAgo ||
              ((endMs - msOf(row)) / DAY_MS <= daysAgo[0] && (endMs - msOf(row)) / DAY_MS >= daysAgo[1])),
        )
        const counts = countBy(inTime, gridOf)
        const inside = sum(unitGridCodes.map((code) => counts.get(code) ?? 0))
        const perGrid = (inTime.length - inside) / (city.unitGrids.length - unitGridCodes.length)
        const expected = perGrid * unitGridCodes.length
        expect(inside, cause).toBeGreaterThan(7)
        expect(inside / expected, cause).toBeGreaterThan(Math.max(2, times / 8))
        // Far beyond what chance would put there.
        expect(inside - expected, cause).toBeGreaterThan(3 * Math.sqrt(expected))
      }
    })

    it('lets a feeder fail as a whole: the evenings with many dark lamps of one feeder are the planted ones', () => {
      const feederOf = new Map(
        [...city.parts].map(({ sourceId, attributes }) => [sourceId, attributes.feeder]),
      )
      const evenings = countBy(cases, (row) => {
        const feeder = row.partSourceId === null ? undefined : feederOf.get(row.partSourceId)
        return feeder === undefined ? null : `${feeder} ${dayOf(msOf(row))}`
      })
      const found = [...evenings].filter(([, count]) => count >= 5).map(([key]) => key)
      const planted = city.planted.feederNights.map(
        ({ feeder, dayStartMs }) => `${feeder} ${dayOf(dayStartMs)}`,
      )
      expect([...found].sort()).toEqual([...new Set(planted)].sort())
    })

    it('brings the same places back all year', () => {
      const weeks = new Map<string, Set<number>>()
      for (const row of cases) {
        if (!row.lngLat) continue
        const key = `${row.categoryCode} ${row.lngLat.join()}`
        const set = weeks.get(key) ?? new Set()
        weeks.set(key, set.add(Math.floor(msOf(row) / DAY_MS / 7)))
      }
      const found = [...weeks].filter(([, set]) => set.size >= 12).map(([key]) => key.split(' ')[0])
      const planted = city.planted.repeatPlaces.map(({ categoryCode }) => categoryCode)
      expect(found.sort()).toEqual([...planted].sort())
    })

    it('has a grid whose collectors see nothing while its residents call', () => {
      const grids = Map.groupBy(cases, dutyGridOf)
      const shares = [...grids].flatMap(([code, rows]) => {
        const own = rows.filter(({ channel }) => channel === 'collector').length
        const told = rows.filter(({ foundBy }) => foundBy === 'public').length
        return code !== null && own + told >= 60 ? [{ code, share: own / (own + told) }] : []
      })
      const lowest = shares.reduce((least, entry) => (entry.share < least.share ? entry : least))
      expect(lowest.code).toBe(city.planted.hidingGridCode)
      expect(lowest.share).toBeLessThan(0.3 * mean(shares.map(({ share }) => share)))
    })

    it('has a department that sends back far more than the others', () => {
      const shares = departmentShares((own) =>
        own.filter((row) => row.steps.some(({ verb }) => verb === 'return')),
      )
      expectToStandOut(shares, city.planted.returningDepartmentCode, 2.5)
    })

    it('has a department that ends its cases in the last twentieth of the limit', () => {
      const calendar = workCalendar(city.city.timeZone, city.calendar)
      const limits = new Map(
        city.categories.map((category) => [
          category.code,
          category.limits.find(({ stage }) => stage === 'handle')!,
        ]),
      )
      const isLastMinute = ({ steps, categoryCode }: BundleCase) => {
        const handled = steps.findIndex(({ verb }) => verb === 'handle')
        const sent = steps.slice(0, Math.max(0, handled)).findLast(({ verb }) => verb === 'dispatch')
        if (!sent || categoryCode === null) return false
        const { clock, amount } = limits.get(categoryCode)!
        const after = (share: number) => addTime(calendar, clock, amount * share, Date.parse(sent.at))
        const at = Date.parse(steps[handled]!.at)
        return at >= after(0.95) && at <= after(1)
      }
      expectToStandOut(
        departmentShares((own) => own.filter(isLastMinute)),
        city.planted.lastMinuteDepartmentCode,
        4,
      )
    })

    function departmentShares(pick: (own: BundleCase[]) => BundleCase[]): Map<string, number> {
      const handled = cases.filter((row) => row.steps.some(({ verb }) => verb === 'handle'))
      const byDepartment = Map.groupBy(
        handled,
        (row) => row.steps.find(({ verb }) => verb === 'handle')!.departmentCode!,
      )
      return new Map(
        [...byDepartment]
          .filter(([, own]) => own.length >= 80)
          .map(([code, own]) => [code, pick(own).length / own.length]),
      )
    }
    function expectToStandOut(shares: Map<string, number>, code: string, times: number): void {
      const others = [...shares].filter(([other]) => other !== code).map(([, share]) => share)
      expect(shares.get(code)).toBeGreaterThan(times * mean(others))
      expect(shares.get(code)).toBeGreaterThan(Math.max(...others))
    }

    it('tells one trouble in several voices within minutes', () => {
      const byCategory = Map.groupBy(cases, ({ categoryCode }) => categoryCode)
      const near = (a: BundleCase, b: BundleCase) =>
        a.lngLat !== null &&
        b.lngLat !== null &&
        Math.abs(a.lngLat[0] - b.lngLat[0]) < 0.0006 &&
        Math.abs(a.lngLat[1] - b.lngLat[1]) < 0.0005
      /** Pairs of other channels at the same place, `shiftMs` ± 40 minutes apart. */
      const pairs = (shiftMs: number) => {
        let count = 0
        for (const rows of byCategory.values()) {
          let from = 0
          for (const row of rows) {
            const target = msOf(row) + shiftMs
            while (from < rows.length && msOf(rows[from]!) < target) from++
            for (let i = from; i < rows.length && msOf(rows[i]!) <= target + 40 * 60_000; i++) {
              const other = rows[i]!
              if (other !== row && other.channel !== row.channel && near(row, other)) count++
            }
          }
        }
        return count
      }
      const soon = pairs(1000)
      const byChance = Math.max(1, mean([1, 2, 3, 5, 8].map((days) => pairs(days * DAY_MS))))
      expect(soon / byChance).toBeGreaterThan(8)
      expect(soon / cases.length).toBeGreaterThan(city.planted.echoShare * 0.6)
    })

    it('floods streets when its gauges say that it pours, and the river rises after', () => {
      const series = (kind: string) => city.sensors.filter((sensor) => sensor.kind === kind)
      const daily = (kind: string, join: (values: readonly number[]) => number) => {
        const days = new Map<string, number[]>()
        for (const { readings } of series(kind)) {
          if (readings.length < 1000) continue
          for (const [day, values] of Map.groupBy(readings, ({ at }) => dayOf(Date.parse(at))))
            days.set(day, [...(days.get(day) ?? []), join(values.map(({ value }) => value))])
        }
        return new Map(
          [...days].map(([day, values]) => [day, values.sort((a, b) => a - b)[values.length >> 1]!]),
        )
      }
      const rain = daily('rain', sum)
      const level = daily('water_level', (values) => Math.max(...values))
      const floods = countBy(
        cases.filter(({ categoryCode }) => categoryCode === '200111'),
        (row) => dayOf(msOf(row)),
      )
      const perDay = (isWanted: (millimeters: number) => boolean) =>
        mean([...rain].filter(([, amount]) => isWanted(amount)).map(([day]) => floods.get(day) ?? 0))
      expect(rain.size).toBeGreaterThan(340)
      expect(perDay((amount) => amount > 40)).toBeGreaterThan(8 * perDay((amount) => amount < 1))
      const wettest = [...rain].sort((a, b) => b[1] - a[1]).slice(0, 3)
      const usual = mean([...level.values()])
      for (const [day] of wettest) {
        expect(floods.get(day) ?? 0, day).toBeGreaterThan(2)
        const next = dayOf(Date.parse(`${day}T04:00:00Z`) + DAY_MS)
        expect(level.get(next) ?? level.get(day)!, day).toBeGreaterThan(usual + 0.3)
      }
    })

    it('lets garbage stink in the heat', () => {
      const weather = makeWeather(Date.parse(ENDS_AT), 366, createRandom(randomLabel(seed)).fork('weather'))
      const isOfHeat = ({ categoryCode }: BundleCase) =>
        categoryHabits.some(({ code, heat = 1 }) => code === categoryCode && heat > 1.5)
      const share = (isWanted: (celsius: number) => boolean) => {
        const days = new Set(
          weather
            .filter(
              ({ startMs, maxCelsius, rainMillimeters }) =>
                rainMillimeters <= 8 &&
                [6, 7, 8, 9].includes(localParts(startMs).month) &&
                isWanted(maxCelsius),
            )
            .map(({ startMs }) => dayOf(startMs)),
        )
        const rows = cases.filter((row) => days.has(dayOf(msOf(row))))
        return rows.filter(isOfHeat).length / rows.length
      }
      const [hot, mild] = [
        share((celsius) => celsius >= HOT_CELSIUS),
        share((celsius) => celsius < HOT_CELSIUS),
      ]
      expect(hot / mild).toBeGreaterThan(1.3)
    })

    it('has sensors that lose hours, fall silent, or are out of order', () => {
      const endMs = Date.parse(city.endsAt)
      const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!
      const told = city.sensors.filter(({ readings }) => readings.length > 20)
      const times = told.map(({ readings }) => readings.map(({ at }) => Date.parse(at)))
      const hours = 3_600_000
      const silent = times.filter((at) => endMs - at.at(-1)! >= 3 * hours).length
      expect(silent / told.length).toBeGreaterThan(0.008)
      expect(silent / told.length).toBeLessThan(0.12)
      const withGaps = times.filter((at) => {
        const steps = at.slice(1).map((ms, i) => ms - at[i]!)
        return Math.max(...steps) >= Math.max(3 * median(steps), hours)
      })
      expect(withGaps.length / told.length).toBeGreaterThan(0.12)
      // Out of order: half of what its like measure.
      const byKind = Map.groupBy(told, ({ kind }) => kind)
      const faulty = ['water_level', 'noise', 'air_pm25'].flatMap((kind) => {
        const levels = byKind.get(kind)!.map(({ readings }) => median(readings.map(({ value }) => value)))
        return levels.filter((level) => level < 0.68 * median(levels))
      })
      expect(faulty.length).toBeGreaterThan(0)
      expect(faulty.length).toBeLessThan(12)
    })

    it('has sensors that read more and more, against their kind', () => {
      const dayMs = 24 * 3_600_000
      const kinds = ['water_level', 'noise', 'air_pm25']
      // Today beside yesterday at the same minute, so that neither the hour nor a gap counts; the weather is the kind's median.
      const changes = kinds.flatMap((kind) => {
        const own = city.sensors
          .filter((sensor) => sensor.kind === kind)
          .flatMap(({ readings }) => {
            const values = new Map(readings.map(({ at, value }) => [Date.parse(at), value]))
            const ratios = readings
              .map(({ at, value }) => value / (values.get(Date.parse(at) - dayMs) ?? Number.NaN))
              .filter((ratio) => Number.isFinite(ratio))
            return ratios.length >= 24 ? [mean(ratios)] : []
          })
          .sort((a, b) => a - b)
        return own.map((ratio) => ratio / own[own.length >> 1]!)
      })
      const up = changes.filter((change) => change > 1.04).length
      expect(up / changes.length).toBeGreaterThan(0.025)
      expect(up / changes.length).toBeLessThan(0.16)
      expect(changes.filter((change) => change < 0.96).length).toBeLessThan(up / 3)
    })

    it('keeps its festivals', () => {
      const firstMs = msOf(cases[0]!)
      const isFeastOf = (code: string, day: string) =>
        festivals.some(({ from, to, times }) => (times[code] ?? 1) !== 1 && from <= day && day <= to)
      for (const { nameEn, from, to, times } of festivals) {
        const fromMs = startOfDay(Date.parse(`${from}T04:00:00Z`))
        const toMs = startOfDay(Date.parse(`${to}T04:00:00Z`)) + DAY_MS
        if (fromMs < firstMs || toMs > Date.parse(city.endsAt)) continue
        for (const [code, factor] of Object.entries(times)) {
          if (factor < 2) continue
          const own = cases.filter(({ categoryCode }) => categoryCode === code)
          const within = own.filter((row) => msOf(row) >= fromMs && msOf(row) < toMs).length
          // Compared with the ordinary days of the season.
          const days = Array.from({ length: 121 }, (_, i) => dayOf(fromMs + (i - 60) * DAY_MS)).filter(
            (day) => day >= dayOf(firstMs) && day <= dayOf(Date.parse(city.endsAt)) && !isFeastOf(code, day),
          )
          const ordinary = own.filter((row) => days.includes(dayOf(msOf(row)))).length
          const usual = Math.max(1, ordinary) / days.length
          const expected = usual * ((toMs - fromMs) / DAY_MS)
          // What is too rare to tell, in a day or two, is not asked for.
          if (expected * factor < 12) continue
          expect(within / expected, `${nameEn} ${code}`).toBeGreaterThan(1 + (factor - 1) * 0.2)
        }
      }
      const paper = cases.filter(({ categoryCode }) => categoryCode === '200604')
      const inApril = paper.filter((row) => row.reportedAt.slice(5, 7) === '04')
      expect(inApril.length).toBeGreaterThan(0.15 * paper.length)
    })

    it('freezes in winter only, and rests on rest days', () => {
      const ice = cases.filter(({ categoryCode }) => categoryCode === '200113')
      expect(ice.every((row) => ['11', '12', '01', '02', '03'].includes(row.reportedAt.slice(5, 7)))).toBe(
        true,
      )
      const byWeekday = countBy(cases, (row) => localParts(msOf(row)).weekday)
      expect(byWeekday.get(0)!).toBeLessThan(0.95 * byWeekday.get(3)!)
    })
  },
  patience,
)
