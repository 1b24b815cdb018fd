import { expect, it } from 'vitest'
import { phrasesFor, withPhrase } from './phrases.ts'

it('offers phrases in the reader’s language, and none where a step has none', () => {
  expect(phrasesFor('return', 'zh')[0]).toContain('职责')
  expect(phrasesFor('return', 'en')[0]).toMatch(/duty/)
  expect(phrasesFor('sign', 'zh')).toEqual([])
})

it('adds a phrase to what is written, once, with the mark between them', () => {
  expect(withPhrase('', '已修复。', 'zh')).toBe('已修复。')
  expect(withPhrase('已到场', '已修复。', 'zh')).toBe('已到场，已修复。')
  expect(withPhrase('已到场。', '已修复。', 'zh')).toBe('已到场。已修复。')
  expect(withPhrase('Came', 'Repaired.', 'en')).toBe('Came; Repaired.')
  expect(withPhrase('已修复。', '已修复。', 'zh')).toBe('已修复。')
})
