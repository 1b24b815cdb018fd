import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { ResponsibilityIndex } from '../../geo/responsibility-index.ts'
import { VERB_RULES } from '../../server/cases/machine.ts'
import { clockLevelAt, deadlinesOf } from '../../server/clocks/deadlines.ts'
import { workCalendar } from '../../server/clocks/work-calendar.ts'
import type { BundleCase, BundlePart } from '../../server/exchange/bundle.ts'
import { evaluateDispatch, evaluateRegistration } from '../../server/rules/evaluate-rule.ts'
import { checkTable } from '../../server/rules/table/check-table.ts'
import { readTable } from '../../server/rules/table/decision-table.ts'
import type { SeededCity } from '../contract.ts'
import { rules } from '../packs/city-management/rules.ts'
import { generateCity } from './generate-city.ts'

const ENDS_AT = '2026-11-23T08:00:30Z'
const listed = (city: SeededCity) => ({
  ...city,
  parts: [...city.parts],
  cases: [...city.cases],
  tracks: [...city.tracks],
  inspections: [...city.inspections],
})
const hashOf = (city: SeededCity) =>
  createHash('sha256')
    .update(JSON.stringify(listed(city)))
    .digest('hex')
const lastState = (row: BundleCase) => row.steps.at(-1)!.toState
const isOpen = (row: BundleCase) => !['closed', 'canceled'].includes(lastState(row))

/** A generation takes 1–2 s on a free machine, more beside others. */
const patience = { timeout: 300_000 }

describe('generateCity', patience, () => {
  let city: SeededCity
  let cases: readonly BundleCase[]
  let parts: readonly BundlePart[]
  beforeAll(() => {
    city = generateCity('tongguan', ENDS_AT)
    cases = [...city.cases]
    parts = [...city.parts]
  }, patience.timeout)

  it('gives the same bytes for the same seed and minute, others for another seed', () => {
    expect(hashOf(generateCity('tongguan', '2026-11-23T08:00:59Z'))).toBe(hashOf(city))
    // Its cases are made anew each time they are gone through.
    expect([...city.cases]).toEqual(cases)
    expect(hashOf(generateCity('another', ENDS_AT))).not.toBe(hashOf(city))
    const weekLater = generateCity('tongguan', '2026-11-30T08:00:00Z')
    // Another day, the same city: only life moves with the date.
    expect(weekLater.unitGrids).toEqual(city.unitGrids)
    expect([...weekLater.parts]).toEqual(parts)
    expect(city.endsAt).toBe('2026-11-23T08:00:00.000Z')
  })

  it('gives the bytes it gave on the machine where this was written', () => {
    expect(hashOf(city)).toBe('658b888ed701d4513fb1c7df846866a3b5ee55762b58279f311c4bc28cc40cb1')
  })

  it('is no sleeping city on a Monday before dawn: what came in over the weekend is signed for', () => {
    const open = [...generateCity('tongguan', '2026-11-29T22:00:00Z').cases].filter(isOpen)
    const unsigned = open.filter((row) => lastState(row) === 'dispatched').length
    expect(open.length).toBeGreaterThan(250)
    expect(unsigned).toBeGreaterThan(0)
    expect(unsigned / open.length).toBeLessThan(0.08)
  })

  it('is of the promised size', () => {
    expect(parts.length).toBeGreaterThan(28_000)
    expect(parts.length).toBeLessThan(42_000)
    expect(city.sensors).toHaveLength(300)
    expect(cases.length).toBeGreaterThan(18_500)
    expect(city.units.length).toBeGreaterThanOrEqual(60)
    expect(city.people.length).toBeGreaterThan(240)
    expect(city.basemap.filter(({ layer }) => layer === 'building').length).toBeGreaterThan(6000)
  })

  it('names every row once', () => {
    const unique = (codes: readonly string[]) => expect(new Set(codes).size).toBe(codes.length)
    unique(city.areas.map(({ code }) => code))
    unique(parts.map(({ code }) => code))
    unique(parts.map(({ sourceId }) => sourceId))
    unique(cases.map(({ sourceId }) => sourceId))
    unique(city.sensors.map(({ code }) => code))
    unique(city.people.map(({ code }) => code))
    unique(city.basemap.map(({ sourceId }) => sourceId))
    expect(parts.filter(({ code }) => !/^\d{16}$/.test(code))).toEqual([])
  })

  it('stands every part and every placed case in a duty grid', () => {
    const index = new ResponsibilityIndex(
      city.dutyGrids.map(({ code, geometry }, id) => ({ id, code, polygons: geometry })),
    )
    const strays = parts.filter(({ lngLat }) => index.locate(...lngLat)?.how !== 'covered')
    expect(strays.map(({ code }) => code)).toEqual([])
    const placed = cases.flatMap(({ lngLat }) => (lngLat ? [lngLat] : []))
    expect(placed.length).toBeGreaterThan(cases.length * 0.99)
    expect(placed.filter((lngLat) => index.locateId(...lngLat) < 0)).toEqual([])
  })

  it('lets cases go only where the lifecycle lets them, in time order, never past the end', () => {
    const isLawful = ({ steps }: BundleCase) =>
      steps.every(({ verb, at, toState }, i) => {
        const before = steps[i - 1]
        if (verb === 'report' || !before) return verb === 'report' && !before
        const { from, to } = VERB_RULES[verb]
        return from.includes(before.toState) && (to ?? before.toState) === toState && at >= before.at
      }) && steps.at(-1)!.at <= city.endsAt
    expect(cases.filter((row) => !isLawful(row)).map(({ sourceId }) => sourceId)).toEqual([])
  })

  it('never lets the handler’s department check', () => {
    const isJudgeOfOwn = ({ steps }: BundleCase) => {
      const handlers = steps
        .filter(({ verb }) => verb === 'handle')
        .map(({ departmentCode }) => departmentCode)
      return steps.some(
        ({ verb, departmentCode }) =>
          (verb === 'check_pass' || verb === 'check_fail') && handlers.includes(departmentCode),
      )
    }
    expect(cases.filter(isJudgeOfOwn)).toEqual([])
  })

  it('closes 93–97 % on time and leaves 300–450 open at the end, some near and some overdue', () => {
    const calendar = workCalendar(city.city.timeZone, city.calendar)
    const limits = new Map(city.categories.map((category) => [category.code, category.limits]))
    const deadlines = (row: BundleCase) => {
      const at = (verb: string) => {
        const step = row.steps.find((entry) => entry.verb === verb)
        return step ? Date.parse(step.at) : null
      }
      return deadlinesOf({
        calendar,
        limits: (row.categoryCode && limits.get(row.categoryCode)) || [],
        state: lastState(row),
        reportedAtMs: Date.parse(row.reportedAt),
        registeredAtMs: at('register'),
        dispatchedAtMs: at('dispatch'),
      })
    }
    const closed = cases.filter((row) => lastState(row) === 'closed')
    const onTime = closed.filter((row) => Date.parse(row.steps.at(-1)!.at) <= deadlines(row).dueAtMs)
    expect(onTime.length / closed.length).toBeGreaterThan(0.93)
    expect(onTime.length / closed.length).toBeLessThan(0.97)
    const open = cases.filter(isOpen)
    expect(open.length).toBeGreaterThan(300)
    expect(open.length).toBeLessThan(450)
    const levels = open.map((row) => clockLevelAt(deadlines(row), lastState(row), Date.parse(city.endsAt)))
    for (const level of ['normal', 'near', 'overdue']) {
      expect(levels.filter((entry) => entry === level).length, level).toBeGreaterThan(4)
    }
  })

  it('has the seasons, the storms and the habits that were put in', () => {
    const count = (isWanted: (row: BundleCase) => boolean) => cases.filter(isWanted).length
    const month = (row: BundleCase) => Number(row.reportedAt.slice(5, 7))
    const barbecue = (from: number, to: number) =>
      count((row) => row.categoryCode === '200510' && month(row) >= from && month(row) <= to)
    expect(barbecue(6, 8)).toBeGreaterThan(3 * (barbecue(12, 12) + barbecue(1, 2)))
    const floods = new Map<string, number>()
    for (const row of cases) {
      if (row.categoryCode === '200111') {
        floods.set(row.reportedAt.slice(0, 10), (floods.get(row.reportedAt.slice(0, 10)) ?? 0) + 1)
      }
    }
    const total = [...floods.values()].reduce((sum, value) => sum + value, 0)
    const worst = [...floods.values()].sort((a, b) => b - a).slice(0, 20)
    expect(worst.reduce((sum, value) => sum + value, 0) / total).toBeGreaterThan(0.4)
    const returnShare = (department: string) => {
      const own = cases.filter((row) => row.steps.some(({ departmentCode }) => departmentCode === department))
      return own.filter((row) => row.steps.some(({ verb }) => verb === 'return')).length / own.length
    }
    expect(returnShare('ZJ')).toBeGreaterThan(4 * returnShare('HW'))
  })

  it('has the hot spots and chain failures that were put in', () => {
    const index = new ResponsibilityIndex(
      city.unitGrids.map(({ code, geometry }, id) => ({ id, code, polygons: geometry })),
    )
    const perGrid = (categoryCode: string) => {
      const counts = city.unitGrids.map(() => 0)
      for (const row of cases) {
        if (row.categoryCode === categoryCode && row.lngLat) counts[index.locateId(...row.lngLat)]!++
      }
      return counts.sort((a, b) => b - a)
    }
    // The old sewer, the night market, the station's bicycles: a few grids far above the rest.
    for (const categoryCode of ['200404', '200510', '200603']) {
      const counts = perGrid(categoryCode)
      const usual = counts.slice(20).filter((count) => count > 0)
      const mean = usual.reduce((sum, count) => sum + count, 0) / usual.length
      expect(counts[1]!, categoryCode).toBeGreaterThan(6 * mean)
    }
    const feederOf = new Map(parts.map(({ sourceId, attributes }) => [sourceId, attributes.feeder]))
    const evenings = new Map<string, number>()
    for (const { partSourceId, reportedAt } of cases) {
      const feeder = partSourceId && feederOf.get(partSourceId)
      if (!feeder) continue
      const key = `${feeder} ${reportedAt.slice(0, 10)}`
      evenings.set(key, (evenings.get(key) ?? 0) + 1)
    }
    expect([...evenings.values()].filter((count) => count >= 5).length).toBeGreaterThanOrEqual(4)
  })

  it('leaves some unit grids unseen for a month: no track, report or inspection', () => {
    const index = new ResponsibilityIndex(
      city.unitGrids.map(({ code, geometry }, id) => ({ id, code, polygons: geometry })),
    )
    const since = new Date(Date.parse(city.endsAt) - 30 * 86_400_000).toISOString()
    const seen = new Set([
      ...[...city.tracks].map(({ lngLat }) => index.locateId(...lngLat)),
      ...[...city.inspections].map(({ lngLat }) => index.locateId(...lngLat)),
      ...cases.flatMap((row) =>
        row.lngLat && row.reportedAt >= since ? [index.locateId(...row.lngLat)] : [],
      ),
    ])
    const unseen = city.unitGrids.length - [...seen].filter((id) => id >= 0).length
    expect(unseen).toBeGreaterThan(15)
    expect(unseen).toBeLessThan(200)
  })

  it('reads like a river city: no empty words, no unfilled place', () => {
    const isBroken = ({ description, lngLat }: BundleCase) =>
      description.length < 5 ||
      /undefined|null|NaN/.test(description) ||
      (lngLat !== null && /^[，,]/.test(description))
    expect(cases.filter(isBroken).map(({ description }) => description)).toEqual([])
  })
})

describe('the rules of the pack', () => {
  it('are free of errors', () => {
    for (const { kind, content } of rules) {
      const findings = checkTable(kind, readTable(content)!)
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    }
  })

  const rule = { ruleId: 1, code: 'REG-01', version: 1, content: rules[0]!.content }
  const facts = {
    channel: 'hotline',
    foundBy: 'public',
    kind: 'event',
    classCode: '2001',
    categoryCode: '200102',
    severity: 'normal',
    hasPhoto: false,
    isLocated: true,
    hasCategory: true,
    isVerified: false,
  }

  it.each([
    [{}, 'verify', 'R-08'],
    [{ hasPhoto: true }, 'register', 'R-07'],
    [{ foundBy: 'us', channel: 'collector' }, 'register', 'R-04'],
    [{ hasCategory: false, categoryCode: '' }, 'accept', 'R-01'],
    [{ severity: 'urgent' }, 'register', 'R-03'],
    [{ foundBy: 'machine', channel: 'sensor' }, 'verify', 'R-06'],
    [{ foundBy: 'machine', channel: 'sensor', isVerified: true }, 'register', 'R-10'],
  ])('%j → %s by %s', async (change, decision, rowId) => {
    const answer = await evaluateRegistration(rule, { ...facts, ...change })
    expect(answer).toMatchObject({ ok: true, output: { decision }, reason: { rowId } })
  })

  it.each([
    [{}, true, 'D-03'],
    [{ unitDistanceMeters: 5200 }, false, 'D-05'],
    [{ hasUnit: false, unitDistanceMeters: -1 }, false, 'D-01'],
    [{ severity: 'urgent' }, false, 'D-02'],
    [{ categoryCode: '100118', unitDistanceMeters: 7000 }, true, 'D-04'],
  ])('dispatches %j by itself: %s by %s', async (change, autoDispatch, rowId) => {
    const dispatch = { ...rule, code: 'DIS-01', content: rules[1]!.content }
    const able = { departmentKind: 'company', hasUnit: true, unitDistanceMeters: 800 }
    const answer = await evaluateDispatch(dispatch, { ...facts, ...able, ...change })
    expect(answer).toMatchObject({ ok: true, output: { autoDispatch }, reason: { rowId } })
  })
})
