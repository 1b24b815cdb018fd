import fc from 'fast-check'
import { expect, test } from 'vitest'
import { detailOf, groupHits } from './group-hits.ts'
import { withRecent } from './recent-searches.ts'

test('hits stand by kind, in the order in which each kind came first', () => {
  const hits = ['case', 'road', 'case', 'area'].map((kind, id) => ({ kind, id }))
  expect(groupHits(hits).map(([kind, some]) => [kind, some.map(({ id }) => id)])).toEqual([
    ['case', [0, 2]],
    ['road', [1]],
    ['area', [3]],
  ])
})

test.each([
  ['primary', '解放路', ''],
  ['grid_chief', '李建国', ''],
  ['P-1', 'P-1', ''],
  ['GCJ-02', '118.8, 31.9', 'GCJ-02'],
  ['解放路 12 号', '人民医院', '解放路 12 号'],
])('of %s of %s people read "%s"', (detail, name, told) => expect(detailOf({ detail, name })).toBe(told))

test('recent searches: the newest first, none twice, never more than eight', () => {
  expect(withRecent(['b', 'a'], ' a ')).toEqual(['a', 'b'])
  expect(withRecent(['a'], '  ')).toEqual(['a'])
  fc.assert(
    fc.property(fc.array(fc.string()), (texts) => {
      const kept = texts.reduce<string[]>(withRecent, [])
      expect(new Set(kept).size).toBe(kept.length)
      expect(kept.length).toBeLessThanOrEqual(8)
      const last = texts.findLast((text) => text.trim() !== '')
      expect(kept[0]).toBe(last?.trim())
    }),
  )
})
