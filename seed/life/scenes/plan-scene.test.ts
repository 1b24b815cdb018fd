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
      "79fbdcf59240",
      "1e5f85776e65",
      "c50a9b607d1d",
      "f278e30a1deb",
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
