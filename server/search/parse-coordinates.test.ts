import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roadsOf } from './find-crossing.ts'
import { type NamedPlace, NameIndex } from './name-index.ts'
import { parseCoordinates } from './parse-coordinates.ts'

const CITY = [118.5, 31.7, 119.2, 32.2] as const
const near = (lng: number, lat: number) => [expect.closeTo(lng, 4), expect.closeTo(lat, 4)]

test.each([
  ['118.805, 31.905', 'WGS84'],
  ['31.905 118.805', 'WGS84'],
  ['118.805，31.905', 'WGS84'],
  ['118°48′18″E 31°54′18″N', 'WGS84'],
  [`31°54'18"N, 118°48'18"E`, 'WGS84'],
  ['北纬31度54分18秒 东经118度48分18秒', 'WGS84'],
  ['N31.905 E118.805', 'WGS84'],
  ['lat=31.905 lng=118.805', 'WGS84'],
  ['CGCS2000 118.805 31.905', 'WGS84'],
  ['GCJ-02 118.810155, 31.902947', 'GCJ-02'],
  ['gcj 118.810155, 31.902947', 'GCJ-02'],
  ['118.810155, 31.902947 GCJ02', 'GCJ-02'],
  ['670748.31 3532740.02', 'EPSG:4548'],
  ['3532740.02, 39670748.31', 'EPSG:4527'],
])('%s is a position', (text, system) => {
  const hit = parseCoordinates(text, CITY)
  expect(hit?.system).toBe(system)
  expect(hit?.lngLat).toEqual(near(118.805, 31.905))
})

test.each([
  '中山路',
  '118.805',
  '1 2 3',
  '中山路 118 31',
  'P-123, 4',
  '400 500',
  '',
  '118.805, 31.905 号井盖',
])('%s is none', (text) => expect(parseCoordinates(text, CITY)).toBeUndefined())

test('no text breaks it', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const hit = parseCoordinates(text, CITY)
      expect(hit === undefined || Math.abs(hit.lngLat[1]) <= 90).toBe(true)
    }),
  )
})

test.each([
  ['中山路与解放路', ['中山路', '解放路']],
  ['中山路和解放路口', ['中山路', '解放路']],
  ['中山路/解放路交叉口', ['中山路', '解放路']],
  ['Main St & First Ave', ['Main St', 'First Ave']],
  ['中山路', undefined],
  ['与', undefined],
])('roads of %s', (text, roads) => expect(roadsOf(text)).toEqual(roads))

test('names are found by Chinese, English, pinyin and initials, whole ones first', () => {
  const place = (
    id: number,
    name: string,
    nameEn: string,
    scopeAreaId: number | null = null,
  ): NamedPlace => ({
    kind: 'road',
    id,
    name,
    nameEn,
    detail: '',
    lngLat: [0, 0],
    scopeAreaId,
    rank: 1,
  })
  const index = new NameIndex([
    place(1, '解放北路', 'Jiefang North Road'),
    place(2, '解放路', 'Jiefang Road'),
    place(3, '重庆路', 'Chongqing Road', 9),
  ])
  const find = (text: string, own = 9) =>
    index.find(text, ({ scopeAreaId }) => scopeAreaId === null || scopeAreaId === own, 5).map(({ id }) => id)
  expect(find('解放路')).toEqual([2])
  expect(find('解放')).toEqual([2, 1])
  expect(find('jiefanglu')).toEqual([2])
  expect(find('jfl')).toEqual([2])
  expect(find('jiefang')).toEqual([2, 1])
  expect(find('north road')).toEqual([1])
  expect(find('chongqing')).toEqual([3])
  expect(find('chongqing', 8)).toEqual([])
  expect(find(' ')).toEqual([])
})
