import { expect, test } from 'vitest'
import { formatAskSearch, parseAskSearch } from './search-params.ts'

const parse = (text: string) => parseAskSearch(new URLSearchParams(text))

test('a bare address asks nothing, and what is mistyped is left out', () => {
  expect(parse('')).toEqual({ tab: 'ask', question: '', previous: '' })
  expect(parse('tab=nowhere&after=x')).toEqual({ tab: 'ask', question: '', previous: '' })
  expect(parse(`q=${'多'.repeat(400)}`).question).toHaveLength(300)
  expect(formatAskSearch({})).toBe('')
})

test('what is written is read again', () => {
  const search = { tab: 'people', question: '上周 & 井盖?', previous: '上月井盖案件有多少？' } as const
  expect(parse(formatAskSearch(search))).toEqual(search)
})
