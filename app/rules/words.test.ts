import { describe, expect, it } from 'vitest'
import { conditionWords, outcomeWords, valueWords } from './words.ts'

const severity = { values: [{ value: 'urgent', zh: '紧急', en: 'Urgent' }] }
const names = { '200102': { zh: '暴露垃圾', en: 'Exposed garbage' } }

describe('conditions in words', () => {
  it.each([
    [{ kind: 'any' }, {}, null],
    [{ kind: 'values', values: ['urgent'], isNot: false }, severity, '紧急'],
    [{ kind: 'values', values: ['urgent'], isNot: true }, severity, '不是 紧急'],
    [{ kind: 'values', values: ['200102', 'x'], isNot: false }, {}, '暴露垃圾、x'],
    [{ kind: 'values', values: [false], isNot: false }, {}, '否'],
    [
      { kind: 'spans', spans: [{ from: null, isFromOpen: true, to: 5000, isToOpen: false }] },
      { unit: 'm' },
      '≤ 5,000 m',
    ],
    [{ kind: 'spans', spans: [{ from: 0, isFromOpen: true, to: 10, isToOpen: false }] }, {}, '>0 – 10'],
    [{ kind: 'opaque' }, {}, 'len($) > 3'],
  ] as const)('%j', (condition, fact, words) => {
    expect(conditionWords(condition as never, 'len($) > 3', fact as never, names, 'zh')).toBe(words)
  })
  it('says values and outcomes in either language', () => {
    expect(valueWords('urgent', severity as never, names, 'en')).toBe('Urgent')
    expect(valueWords('', {}, names, 'zh')).toBe('空')
    expect(valueWords(-1, { unit: 'm' }, names, 'zh')).toBe('−1 m')
    expect(outcomeWords('"urgent"', severity as never, 'en')).toBe('Urgent')
    expect(outcomeWords('1 + x', severity as never, 'en')).toBe('1 + x')
  })
})
