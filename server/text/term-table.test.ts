import fc from 'fast-check'
import { expect, it } from 'vitest'
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

it('counts every n-gram once a place, as counting by hand does', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[井盖坏了路灯ab]{0,40}$/), (text) => {
      const counts = new Map<string, number>()
      for (let start = 0; start < text.length; start++)
        for (let end = start + 1; end <= Math.min(text.length, start + 3); end++)
          counts.set(text.slice(start, end), (counts.get(text.slice(start, end)) ?? 0) + 1)
      const terms = new TermTable(3).termsOf(text, true)
      expect([...terms.counts.subarray(0, terms.length)].sort()).toEqual([...counts.values()].sort())
    }),
  )
})

it('gives a known n-gram the same number after it has grown, and none to an unknown one', () => {
  const table = new TermTable(2)
  const before = [...table.termsOf('井盖', true).indices.subarray(0, 3)]
  for (let code = 0x4e00; code < 0x5800; code++) table.termsOf(String.fromCharCode(code, code + 1), true)
  expect([...table.termsOf('井盖').indices.subarray(0, 3)]).toEqual(before)
  expect(new TermTable(2, table.hashes()).termsOf('井盖').indices.slice(0, 3)).toEqual(
    Int32Array.from(before),
  )
  expect(table.termsOf('馬').length).toBe(0)
})
