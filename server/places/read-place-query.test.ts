import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readPlaceQuery } from './read-place-query.ts'
import { searchText } from './search-text.ts'

it.each([
  ['人民路与解放路交叉口', '人民路', '解放路'],
  ['人民路和解放路路口', '人民路', '解放路'],
  ['人民路/解放路', '人民路', '解放路'],
  [' 人民路 、 解放路 ', '人民路', '解放路'],
  ['Renmin Road and Jiefang Road', 'renminroad', 'jiefangroad'],
  ['renmin lu & jiefang lu', 'renminlu', 'jiefanglu'],
])('%s is a crossing', (typed, first, second) => {
  expect(readPlaceQuery(typed)).toEqual({ kind: 'crossing', roads: [first, second] })
})

it.each([
  ['人民路12号', '人民路', 12],
  ['人民路１２号旁', '人民路', 12],
  ['石桥二巷 105', '石桥二巷', 105],
  ['12 Renmin Road', 'renminroad', 12],
])('%s is a house number', (typed, road, number) => {
  expect(readPlaceQuery(typed)).toMatchObject({ kind: 'address', road, number })
})

it.each([
  ['古城', '古城'],
  ['JHGY', 'jhgy'],
  ['镜湖 公园', '镜湖公园'],
  ['和', '和'],
])('%s is a text', (typed, text) => {
  expect(readPlaceQuery(typed)).toEqual({ kind: 'text', text })
})

it('finds nothing to look for in blanks and signs', () => {
  expect(readPlaceQuery(' ，。/% ')).toBeUndefined()
})

it('leaves nothing in a text that a pattern would read as a wildcard, whatever is typed', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (typed) => !/[%_\\|\s]/.test(searchText(typed))))
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
      const query = readPlaceQuery(typed)
      return query === undefined ? searchText(typed) === '' : true
    }),
  )
})

it('makes the same of a text twice as once', () => {
  fc.assert(fc.property(fc.string(), (typed) => searchText(searchText(typed)) === searchText(typed)))
})
