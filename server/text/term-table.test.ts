import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wordCutter } from './cut-words.ts'
import { normalizeInto } from './normalize.ts'
import { TermTable } from './term-table.ts'

const normalized = (text: string) => {
  const codes = new Uint16Array(4000)
  return String.fromCharCode(...codes.subarray(0, normalizeInto(codes, text)))
}

it.each([
  ['桂花路 12 号，井盖破了！！', '桂花路0号|井盖破了|'],
  ['ＡＢＣ１２３', 'abc0'],
  ['　Hello,  World。', 'hello|world|'],
  ['', ''],
])('%s is compared as %s', (text, plain) => expect(normalized(text)).toBe(plain))

const gramsOfTwo = { maxGram: 2, maxWords: 0, dictionary: [] }

it('counts every n-gram once a place, as counting by hand does', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[井盖坏了路灯ab]{0,40}$/), (text) => {
      const counts = new Map<string, number>()
      for (let start = 0; start < text.length; start++)
        for (let end = start + 1; end <= Math.min(text.length, start + 3); end++)
          counts.set(text.slice(start, end), (counts.get(text.slice(start, end)) ?? 0) + 1)
      const terms = new TermTable({ maxGram: 3, maxWords: 0, dictionary: [] }).termsOf(text, true)
      expect([...terms.counts.subarray(0, terms.length)].sort()).toEqual([...counts.values()].sort())
    }),
  )
})

it('gives a known n-gram the same number after it has grown, and none to an unknown one', () => {
  const table = new TermTable(gramsOfTwo)
  const before = [...table.termsOf('井盖', true).indices.subarray(0, 3)]
  for (let code = 0x4e00; code < 0x5800; code++) table.termsOf(String.fromCharCode(code, code + 1), true)
  expect([...table.termsOf('井盖').indices.subarray(0, 3)]).toEqual(before)
  expect(new TermTable(gramsOfTwo, table.hashes()).termsOf('井盖').indices.slice(0, 3)).toEqual(
    Int32Array.from(before),
  )
  expect(table.termsOf('馬').length).toBe(0)
})

it('counts words beside n-grams: the same two characters are another term as a word', () => {
  const both = new TermTable({ maxGram: 2, maxWords: 1, dictionary: [] })
  // 路 灯 坏 了, 路灯 灯坏 坏了, and the words 路灯 · 坏 · 了.
  expect(both.termsOf('路灯坏了', true).length).toBe(4 + 3 + 3)
  const wordsAlone = new TermTable({ maxGram: 0, maxWords: 2, dictionary: [] })
  expect(wordsAlone.termsOf('路灯，坏了', true).length).toBe(5)
  expect([...wordsAlone.termsOf('路灯 路灯').counts.subarray(0, 1)]).toEqual([2])
  expect(wordsAlone.termsOf('井盖').length).toBe(0)
})

it('cuts a text into words that are the text again, the terms of the basis each as one', () => {
  const cut = wordCutter(['雨水箅子', '路灯'])
  fc.assert(
    fc.property(fc.stringMatching(/^[井盖坏了路灯不亮ab0|]{0,40}$/), (text) => {
      expect(cut(text).join('')).toBe(text)
    }),
  )
  expect(cut('雨水箅子堵塞，路灯不亮')).toEqual(['雨水箅子', '堵塞', '，', '路灯', '不亮'])
  expect(wordCutter([])('雨水箅子堵塞')).toEqual(['雨水', '箅子', '堵塞'])
})
