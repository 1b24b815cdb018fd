import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareTexts } from './compare-texts.ts'
import { compareVersions } from './compare-versions.ts'

const textOf = (changes: ReturnType<typeof compareTexts>, besides: string) =>
  changes
    .filter(({ kind }) => kind !== besides)
    .map(({ text }) => text)
    .join('')

describe('comparing texts', () => {
  it('shows what was replaced', () => {
    expect(compareTexts('处五十元罚款', '处二百元罚款')).toEqual([
      { kind: 'same', text: '处' },
      { kind: 'gone', text: '五十' },
      { kind: 'new', text: '二百' },
      { kind: 'same', text: '元罚款' },
    ])
    expect(compareTexts('甲', '甲')).toEqual([{ kind: 'same', text: '甲' }])
  })
  it('gives both texts again', () => {
    const text = fc.string({ unit: fc.constantFrom('甲', '乙', '丙', '应', '当'), maxLength: 30 })
    fc.assert(
      fc.property(text, text, (from, to) => {
        const changes = compareTexts(from, to)
        expect(textOf(changes, 'new')).toBe(from)
        expect(textOf(changes, 'gone')).toBe(to)
      }),
    )
  })
})

it('tells what was added, removed, reworded and only renumbered', () => {
  const article = (key: string, text: string) => ({ key, label: `第${key}条`, text })
  const changes = compareVersions(
    [article('1', '总则'), article('2', '不得乱倒'), article('3', '施行'), article('4', '废话')],
    [
      article('1', '总则'),
      article('2', '新增的话'),
      article('3', '不得乱倒'),
      article('4', '施行'),
      article('5', '末'),
    ],
  )
  expect(changes.map(({ kind, key, formerLabel }) => [kind, key, formerLabel])).toEqual([
    ['added', '2', ''],
    ['renumbered', '3', '第2条'],
    ['renumbered', '4', '第3条'],
    ['added', '5', ''],
    ['removed', '4', ''],
  ])
  expect(compareVersions([article('1', '甲乙')], [article('1', '甲丙')])).toMatchObject([
    { kind: 'changed', key: '1' },
  ])
})
