import { evaluateUnaryExpressionSync } from '@gorules/zen-engine'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FactValue } from '../facts/fact.ts'
import { type Condition, readCondition, type Span } from './condition.ts'

/** What a condition means, said once more and plainly. */
function holds(condition: Condition, value: FactValue): boolean | undefined {
  if (condition.kind === 'opaque') return undefined
  if (condition.kind === 'any') return true
  if (condition.kind === 'values') return condition.values.includes(value) !== condition.isNot
  const within = ({ from, isFromOpen, to, isToOpen }: Span, n: number) =>
    (from === null || n > from || (n === from && !isFromOpen)) &&
    (to === null || n < to || (n === to && !isToOpen))
  return condition.spans.some((span) => within(span, Number(value)))
}

const text = fc.constantFrom('"a"', '"b"', "'c'")
const textCell = fc.oneof(
  text,
  fc.array(text, { minLength: 1, maxLength: 3 }).map((all) => all.join(', ')),
  fc
    .tuple(fc.constantFrom('in', 'not in'), fc.array(text, { minLength: 1, maxLength: 3 }))
    .map(([word, all]) => `${word} [${all.join(', ')}]`),
  text.map((one) => `!= ${one}`),
  text.map((one) => `== ${one}`),
)
const number = fc.integer({ min: -3, max: 3 })
const comparison = fc
  .tuple(fc.constantFrom('<', '<=', '>', '>=', '==', '!='), number)
  .map(([sign, n]) => `${sign} ${n}`)
const interval = fc
  .tuple(fc.constantFrom('[', '('), number, fc.integer({ min: 0, max: 4 }), fc.constantFrom(']', ')'))
  .map(([open, from, length, close]) => `${open}${from}..${from + length}${close}`)
const numberCell = fc.oneof(
  number.map(String),
  comparison,
  interval,
  fc.tuple(comparison, comparison).map((both) => both.join(' and ')),
  fc.tuple(comparison, fc.oneof(interval, number.map(String))).map((both) => both.join(', ')),
  fc.array(number, { minLength: 1, maxLength: 3 }).map((all) => `in [${all.join(', ')}]`),
)

describe('readCondition', () => {
  it('means what the engine does, for texts and for numbers', () => {
    const agrees = (cell: string, value: FactValue) => {
      expect([cell, value, holds(readCondition(cell), value)]).toEqual([
        cell,
        value,
        evaluateUnaryExpressionSync(cell, { $: value }),
      ])
    }
    fc.assert(fc.property(textCell, fc.constantFrom('a', 'b', 'c', 'd', ''), agrees), { numRuns: 300 })
    fc.assert(
      fc.property(
        numberCell,
        fc.integer({ min: -8, max: 16 }).map((n) => n / 2),
        agrees,
      ),
      { numRuns: 600 },
    )
  })
  it.each([
    ['', 'any'],
    ['true', 'values'],
    ['in ["a","b"]', 'values'],
    ['[0..10), > 20', 'spans'],
    ['startsWith($, "20")', 'opaque'],
    ['"a', 'opaque'],
    ['"a",', 'opaque'],
    ['> otherFact', 'opaque'],
  ])('%s is %s', (cell, kind) => expect(readCondition(cell).kind).toBe(kind))
})
