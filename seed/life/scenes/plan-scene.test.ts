import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { SCENES } from '../../../server/scenes/scene-names.ts'
import { planScene } from './plan-scene.ts'
import type { SceneAction, SceneScript, SceneWorld } from './scene.ts'

const kinds = [
  'rain',
  'ponding',
  'water_level',
  'manhole_tilt',
  'lamp_current',
  'noise',
  'air_pm25',
  'bin_fill',
]
const world: SceneWorld = {
  places: kinds.flatMap((kind, k) =>
    Array.from({ length: 14 }, (_, i) => ({
      sensorCode: `${kind}-${i}`,
      kind,
      warnAbove: 20,
      alarmAbove: 30,
      lastValue: 5,
      lngLat: [118.8 + i * 0.003, 31.9 + k * 0.004] as const,
      near: kind === 'water_level' && i < 3 ? `古城${i}泵站` : `桂花路${i}号`,
      nearEn: `${i} Guihua Road`,
    })),
  ),
}
type ReportAction = Extract<SceneAction, { does: 'report' }>
const reportsOf = ({ actions }: SceneScript) =>
  actions.filter((action): action is ReportAction => action.does === 'report')
const hashOf = (script: SceneScript) =>
  createHash('sha256')
    .update(JSON.stringify([script, [...script.sensorCodes]]))
    .digest('hex')

describe.each(SCENES)('%s', (scene) => {
  it('is the same for the same seed, in time order, and within its time', () => {
    const script = planScene(scene, world, 'a')
    expect(planScene(scene, world, 'a')).toEqual(script)
    const times = script.actions.map(({ atSeconds }) => atSeconds)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times.every((at) => at >= 0 && at <= script.seconds)).toBe(true)
    if (scene !== 'ordinary') expect(planScene(scene, world, 'b')).not.toEqual(script)
  })

  it('gives each matter one key, whatever is sent again', () => {
    const keys = reportsOf(planScene(scene, world, 'a')).filter(({ isRetry }) => !isRetry)
    expect(new Set(keys.map(({ report }) => report.key)).size).toBe(keys.length)
    for (const { report, isRetry, atSeconds } of reportsOf(planScene(scene, world, 'a'))) {
      if (!isRetry) continue
      const first = keys.find((other) => other.report.key === report.key)!
      expect(first.report).toEqual(report)
      expect(first.atSeconds).toBeLessThan(atSeconds)
    }
  })

  it('tells readings in few messages, none before it is measured', () => {
    const script = planScene(scene, world, 'a')
    const tells = script.actions.filter((action) => action.does === 'tell')
    expect(tells.length).toBeLessThanOrEqual(script.seconds / 10 + 1)
    for (const { atSeconds, readings } of tells)
      for (const { takenAtSeconds } of readings) expect(takenAtSeconds).toBeLessThanOrEqual(atSeconds)
  })

  it('needs no device that a small city lacks', () => {
    expect(() => planScene(scene, { places: [] }, 'a')).not.toThrow()
  })
})

it('gives the bytes it gave on the machine where this was written', () => {
  expect(
    SCENES.map((scene) => hashOf(planScene(scene, world, 'tongguan')).slice(0, 12)),
  ).toMatchInlineSnapshot(`
    [
      "54e83d255c08",
      "99922f08082c",
      "9a62225eae55",
      "c50a9b607d1d",
      "1b1d6f0c0326",
      "636ee44535f6",
    ]
  `)
})

it('storms with 40 reports in 5 minutes, some told twice, near low roads and the river', () => {
  const reports = reportsOf(planScene('storm', world, 'a'))
  const first = reports.filter(({ isRetry }) => !isRetry)
  expect(first).toHaveLength(40)
  const times = first.map(({ atSeconds }) => atSeconds)
  expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(300)
  expect(reports.length - first.length).toBe(10)
  const repeats = first.filter(({ report }) => report.repeats !== null)
  expect(repeats).toHaveLength(9)
  for (const { report } of repeats) {
    const said = first.find((other) => other.report.key === report.repeats)!.report
    expect(report.channel).not.toBe(said.channel)
    expect(report.description).not.toBe(said.description)
    expect(Math.abs(report.lngLat[0] - said.lngLat[0])).toBeLessThan(0.0002)
  }
  expect(first.filter(({ report }) => report.categoryCode === '200111').length).toBeGreaterThanOrEqual(17)
})

it('storms over the sensors: the gauges pass their alarms, a lamp circuit goes dead', () => {
  const { actions } = planScene('storm', world, 'a')
  const peak = (kind: string) =>
    Math.max(
      ...actions.flatMap((action) =>
        action.does === 'tell'
          ? action.readings.filter(({ sensorCode }) => sensorCode.startsWith(kind)).map(({ value }) => value)
          : [],
      ),
    )
  for (const kind of ['rain', 'ponding', 'manhole_tilt', 'lamp_current'])
    expect(peak(kind), kind).toBeGreaterThan(30)
  expect(peak('water_level')).toBeGreaterThan(20)
})

it.each([
  ['storm', 'flood', 'ponding'],
  ['festival', 'event', 'noise'],
] as const)('closes roads in a %s: %s, where the %s gauges stand', (scene, reason, kind) => {
  const script = planScene(scene, world, 'a')
  const closings = script.actions.filter((action) => action.does === 'close')
  expect(closings).toHaveLength(3)
  expect(new Set(closings.map(({ key }) => key)).size).toBe(3)
  for (const { lngLat, atSeconds, untilSeconds, ...closing } of closings) {
    expect(closing.reason).toBe(reason)
    expect(untilSeconds).toBeGreaterThan(atSeconds)
    expect(untilSeconds).toBeLessThanOrEqual(script.seconds)
    expect(world.places.find((place) => place.lngLat === lngLat)!.kind).toBe(kind)
  }
})

it('guards a visit: patrols stop by stop, then the road closed and opened again, and people ask why', () => {
  const { actions } = planScene('vip', world, 'a')
  const reports = reportsOf(planScene('vip', world, 'a'))
  const patrols = reports.filter(({ report }) => report.channel === 'patrol')
  expect(patrols).toHaveLength(12)
  for (let i = 1; i < patrols.length; i++) {
    const [[lng, lat], [fromLng, fromLat]] = [patrols[i]!.report.lngLat, patrols[i - 1]!.report.lngLat]
    expect(Math.abs(lng - fromLng) + Math.abs(lat - fromLat)).toBeLessThan(0.03)
  }
  const closings = actions.filter((action) => action.does === 'close')
  expect(closings).toHaveLength(5)
  // Leg by leg: each goes on where the last one ended.
  for (const [i, { lngLat }] of closings.entries())
    if (i > 0) expect(lngLat).toEqual(closings[i - 1]!.toLngLat)
  expect(Math.max(...patrols.map(({ atSeconds }) => atSeconds))).toBeLessThan(closings[0]!.atSeconds)
  const asking = reports.filter(({ report }) => report.channel !== 'patrol')
  expect(asking).toHaveLength(6)
  for (const { atSeconds } of asking) {
    expect(atSeconds).toBeGreaterThan(closings[0]!.atSeconds)
    expect(atSeconds).toBeLessThan(closings[0]!.untilSeconds)
  }
})

it('crowds a festival: loud, full bins, and stalls near the loud places', () => {
  const script = planScene('festival', world, 'a')
  expect(reportsOf(script)).toHaveLength(36)
  const told = script.actions.flatMap((action) => (action.does === 'tell' ? action.readings : []))
  const most = (kind: string) =>
    Math.max(...told.filter(({ sensorCode }) => sensorCode.startsWith(kind)).map(({ value }) => value))
  expect(most('noise')).toBeGreaterThan(20)
  expect(most('bin_fill')).toBeGreaterThan(90)
})

it('rests the desks over a handover while reports come in, then works them off at once', () => {
  const script = planScene('handover', world, 'a')
  const [rest, wake] = script.actions.filter((action) => action.does === 'rest' || action.does === 'wake')
  expect(rest).toMatchObject({ does: 'rest', who: 'desks', atSeconds: 0 })
  expect(wake).toMatchObject({ does: 'wake', who: 'desks', hurry: { times: 6 } })
  const times = reportsOf(script).map(({ atSeconds }) => atSeconds)
  expect(times).toHaveLength(12)
  expect(Math.max(...times)).toBeLessThan(wake!.atSeconds)
})

it('lets an ordinary day be: nothing of its own happens', () => {
  expect(planScene('ordinary', world, 'a')).toMatchObject({ seconds: 0, actions: [] })
})

it('keeps what was written while the network was cut, and sends it late and twice', () => {
  const script = planScene('network-cut', world, 'a')
  for (const { atSeconds, writtenAtSeconds } of reportsOf(script)) {
    expect(writtenAtSeconds).toBeLessThan(900)
    expect(atSeconds).toBeGreaterThan(900)
  }
  const tells = script.actions.filter((action) => action.does === 'tell')
  expect(tells).toHaveLength(2)
  expect(tells[0]!.readings).toEqual(tells[1]!.readings)
})
