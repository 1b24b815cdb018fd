import { beforeAll, describe, expect, it } from 'vitest'
import type { BundlePlace } from '../../server/exchange/bundle.ts'
import { placeLandmarks } from './basemap.ts'
import { compileGazetteer } from './gazetteer.ts'
import { nameGeography } from './geography.ts'
import { createRandom } from './random.ts'
import { roadNetworkOf } from './road-network.ts'

describe('the gazetteer', { timeout: 60_000 }, () => {
  let places: readonly BundlePlace[]
  beforeAll(() => {
    const { layout, runs, roadside } = roadNetworkOf('tongguan')
    const landmarks = placeLandmarks(layout, createRandom('landmarks'))
    places = compileGazetteer(layout, nameGeography(layout), runs, landmarks, roadside)
  }, 60_000)
  const ofKind = (kind: string) => places.filter((place) => place.kind === kind)

  it('numbers the houses of a road once, across its bridges', () => {
    const names = ofKind('address').map(({ name }) => name)
    expect(names.length).toBeGreaterThan(8000)
    const twice = names.filter((name, i) => names.indexOf(name) !== i)
    // Two lanes of one name are a slip of the namer, not of the numbers.
    expect(twice.length).toBeLessThan(names.length * 0.01)
    expect(twice.filter((name) => /^(人民路|解放路|迎宾大道)/.test(name))).toEqual([])
  })

  it('has odd numbers on one side and even ones on the other, along the whole road', () => {
    const own = ofKind('address').filter(({ name }) => name.startsWith('人民路'))
    const numbers = own.map(({ name }) => Number(/\d+/.exec(name)![0]))
    // From south to north: where the number is higher, the house lies farther north.
    const odd = own.filter((_, i) => numbers[i]! % 2 === 1).map(({ lngLat }) => lngLat[1])
    expect(odd.length).toBeGreaterThan(40)
    expect([...odd].sort((a, b) => a - b)).toEqual(odd)
  })

  it('lists the pumping stations of both banks', () => {
    const names = ofKind('pump_station').map(({ name }) => name)
    expect(names.length).toBeGreaterThan(6)
    expect(new Set(names).size).toBe(names.length)
    for (const bank of ['北岸泵站', '南岸泵站']) expect(names.some((name) => name.endsWith(bank))).toBe(true)
  })

  it('spells every place in letters', () => {
    expect(places.filter(({ pinyin, initials }) => !/^[a-z0-9 ]+$/.test(pinyin) || !initials)).toEqual([])
    const kinds = new Set(places.map(({ kind }) => kind))
    for (const kind of ['district', 'subdistrict', 'community', 'road', 'crossing', 'school', 'station']) {
      expect(kinds, kind).toContain(kind)
    }
  })
})
