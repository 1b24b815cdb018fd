import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Drawn, formatDrawn, parseDrawn } from './drawn.ts'
import { advance, goBack, goOn, type History, noHistory } from './history.ts'

const anyPosition = fc.tuple(
  fc.integer({ min: -18_000_000, max: 18_000_000 }).map((n) => n / 1e5),
  fc.integer({ min: -8_500_000, max: 8_500_000 }).map((n) => n / 1e5),
)
const anyDrawn: fc.Arbitrary<Drawn> = fc.oneof(
  fc.array(anyPosition, { minLength: 3, maxLength: 20 }).map(
    (corners): Drawn => ({
      kind: 'area',
      geometry: { type: 'Polygon', coordinates: [[...corners, corners[0]!]] },
    }),
  ),
  fc
    .tuple(anyPosition, fc.integer({ min: 5, max: 5000 }))
    .map(([coordinates, meters]): Drawn => ({ kind: 'near', of: { type: 'Point', coordinates }, meters })),
  fc
    .tuple(fc.array(anyPosition, { minLength: 2, maxLength: 20 }), fc.integer({ min: 5, max: 5000 }))
    .map(
      ([coordinates, meters]): Drawn => ({ kind: 'near', of: { type: 'LineString', coordinates }, meters }),
    ),
)

test('a drawn shape is read from an address as it was written', () => {
  fc.assert(
    fc.property(anyDrawn, (drawn) => {
      expect(parseDrawn(formatDrawn(drawn))).toEqual(drawn)
    }),
  )
})

test.each([
  null,
  '',
  '1,2',
  '1,2_3,4',
  'x',
  '1,2_3,4_5,x',
  '1,2_3,4_5,99',
  '50m_',
  '50m_1',
  '-5m_1,2',
  '1,2,3_4,5,6_7,8,9',
])('%s is none', (text) => expect(parseDrawn(text)).toBeNull())

test('a distance is kept within its limits', () => {
  expect(parseDrawn('99999m_1,2')).toMatchObject({ meters: 5000 })
  expect(parseDrawn('0m_1,2')).toMatchObject({ meters: 5 })
})

test('whatever was done is taken back step by step, and done again', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 30 }), (values) => {
      let present = -1
      let history: History<number> = noHistory
      for (const value of values) [history, present] = [advance(history, present), value]
      for (const _ of values) {
        const back = goBack(history, present)
        if (back) ({ history, present } = back)
      }
      expect(present).toBe(-1)
      expect(goBack(history, present)).toBeUndefined()
      for (const value of values) {
        const on = goOn(history, present)
        if (on) ({ history, present } = on)
        expect(present).toBe(value)
      }
      expect(goOn(history, present)).toBeUndefined()
    }),
  )
})
