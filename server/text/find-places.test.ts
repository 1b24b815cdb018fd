import { expect, it } from 'vitest'
import type { NamedPlace } from '../search/name-index.ts'
import { PlaceFinder } from './find-places.ts'

const named = (
  name: string,
  kind: NamedPlace['kind'] = 'road',
  scopeAreaId: number | null = null,
): NamedPlace => ({
  kind,
  id: name.length,
  name,
  nameEn: '',
  detail: '',
  lngLat: [120, 31],
  scopeAreaId,
  rank: 1,
})
const finder = new PlaceFinder([
  named('桂花路'),
  named('桂花'),
  named('镜湖公园', 'place'),
  named('镜湖'),
  named('一号责任网格', 'duty_grid'),
])

it('finds the longest name at each place, in the order of the text', () => {
  expect(finder.find('镜湖公园北门到桂花路之间').map(({ at, place }) => [at, place.name])).toEqual([
    [0, '镜湖公园'],
    [7, '桂花路'],
  ])
})

it('knows no duty grids and finds nothing where there is nothing', () => {
  expect(finder.find('一号责任网格')).toEqual([])
  expect(finder.find('')).toEqual([])
})
