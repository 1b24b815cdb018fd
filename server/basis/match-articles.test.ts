import { expect, test } from 'vitest'
import { categories } from '../../seed/packs/city-management/categories.ts'
import { TextMatcher } from './match-articles.ts'

test('an article is likest to the categories that it speaks of', () => {
  const matcher = new TextMatcher(
    categories.map(({ name, className, closing }, id) => ({ id, name, words: `${className} ${closing}` })),
  )
  const names = (text: string) =>
    matcher.match(text, { most: 3, least: 0.12 }).map(({ id }) => categories[id]!.name)
  expect(names('禁止在墙面、电杆张贴、喷涂小广告。')).toContain('非法小广告')
  expect(names('不得占用、堵塞、封闭消防车通道。')[0]).toBe('消防通道堵塞')
  expect(names('禁止在禁止区域内燃放烟花爆竹。')[0]).toBe('违规燃放烟花爆竹')
  expect(names('本条例自公布之日起施行。')).toEqual([])
  expect(matcher.match('', { most: 3, least: 0 })).toEqual([])
})

test('scores lie between 0 and 1, and ties keep the order of the targets', () => {
  const matcher = new TextMatcher([
    { id: 7, name: '道路破损', words: '' },
    { id: 3, name: '道路破损', words: '' },
    { id: 5, name: '绿地', words: '' },
  ])
  const matches = matcher.match('道路破损', { most: 5, least: 0.1 })
  expect(matches.map(({ id }) => id)).toEqual([7, 3])
  for (const { score } of matches) expect(score).toBeCloseTo(1)
})
