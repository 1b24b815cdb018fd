import { expect, test } from 'vitest'
import { formatHealthSearch, parseHealthSearch } from './search-params.ts'

const parse = (text: string) => parseHealthSearch(new URLSearchParams(text))

test('a drawn shape comes back closed, within a meter', () => {
  const ring = [
    [118.8, 31.9],
    [118.81, 31.9],
    [118.81, 31.912345678],
    [118.8, 31.9],
  ] as const
  const text = formatHealthSearch({ areaId: 3, ring, days: 30, indicator: 'on_time_rate', ownLayerIds: [5] })
  expect(parse(text)).toEqual({
    areaId: null,
    ring: [
      [118.8, 31.9],
      [118.81, 31.9],
      [118.81, 31.91235],
      [118.8, 31.9],
    ],
    days: 30,
    indicator: 'on_time_rate',
    ownLayerIds: [5],
  })
})

test('an area comes back', () => {
  expect(parse('area=7')).toEqual({ areaId: 7, ring: null, days: 90, indicator: null, ownLayerIds: [] })
})

test('a broken shape is none', () => {
  for (const shape of ['1,2', '1,2_3,4', 'a,b_c,d_e,f', '1,2_3,4_500,6', '1,2_3,4_5,6,7']) {
    expect(parse(`shape=${shape}`).ring).toBeNull()
  }
})
