import fc from 'fast-check'
import { expect, test } from 'vitest'
import { excerptOf, textSegments } from './text-segments.ts'

test('segments carry marks and found words, and give the text again', () => {
  expect(textSegments('不得乱堆', [{ kind: 'must_not', start: 0, end: 2 }], ['得乱'])).toEqual([
    { text: '不', mark: 'must_not', isFound: false },
    { text: '得', mark: 'must_not', isFound: true },
    { text: '乱', mark: null, isFound: true },
    { text: '堆', mark: null, isFound: false },
  ])
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string({ maxLength: 3 }), { maxLength: 4 }), (text, words) => {
      expect(
        textSegments(text, [], words)
          .map((segment) => segment.text)
          .join(''),
      ).toBe(text)
    }),
  )
})

test('an excerpt stands round the first found word', () => {
  const text = `${'前'.repeat(60)}井盖${'后'.repeat(60)}`
  expect(excerptOf(text, ['井盖'], 40)).toContain('井盖')
  expect(excerptOf(text, ['井盖'], 40)).toHaveLength(42)
  expect(excerptOf('短文', ['无'], 40)).toBe('短文')
})
