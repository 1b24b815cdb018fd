import { describe, expect, it } from 'vitest'
import { createRandom } from '../city/random.ts'
import { SensorWalk, type WalkedSensor } from './sensor-walk.ts'

const START_MS = Date.parse('2026-11-23T08:00:00Z')

function sensors(): WalkedSensor[] {
  return Array.from({ length: 100 }, (_, i) => ({
    code: `WATER-LEVEL-${i}`,
    kind: i < 50 ? 'water_level' : 'manhole_tilt',
    warnAbove: i < 50 ? 2.6 : 10,
    alarmAbove: i < 50 ? 3.2 : 25,
    lastValue: i < 50 ? 1.6 : 1.2,
    lastAt: new Date(START_MS - (i === 0 ? 5 * 3_600_000 : 600_000)).toISOString(),
  }))
}

function tellFor(hours: number, label = 'walk') {
  const walk = new SensorWalk(sensors(), createRandom(label))
  return Array.from({ length: hours * 60 }, (_, minute) => walk.tell(START_MS + minute * 60_000))
}

describe('SensorWalk', () => {
  it('hears each sensor within ten minutes, but the broken one never', () => {
    const told = new Set(
      tellFor(1)
        .slice(7, 17)
        .flatMap((readings) => readings.map((one) => one.sensorCode)),
    )
    expect(told.size).toBe(99)
    expect(told).not.toContain('WATER-LEVEL-0')
  })

  it('is mostly quiet, and crosses a threshold now and then, both ways', () => {
    const day = tellFor(24).flat()
    const isHigh = ({ sensorCode, value }: (typeof day)[number]) =>
      value > (Number(sensorCode.split('-')[2]) < 50 ? 2.6 : 10)
    const high = day.filter(isHigh)
    expect(high.length).toBeGreaterThan(30)
    expect(high.length / day.length).toBeLessThan(0.12)
    for (const code of new Set(high.map(({ sensorCode }) => sensorCode))) {
      const last = day.findLast((reading) => reading.sensorCode === code)
      const isNearEnd = Date.parse(last?.at ?? '') > START_MS + 23.9 * 3_600_000
      if (last && !isNearEnd) expect(isHigh(last)).toBe(false)
    }
    expect(day.every(({ value }) => value >= 0 && Number.isFinite(value))).toBe(true)
  })

  it('walks the same way from the same draws', () => {
    expect(tellFor(2)).toEqual(tellFor(2))
  })
})
