import { expect, test } from 'vitest'
import { formatChecklist, parseChecklist } from './checklist-text.ts'

test('a checklist is read as it is written', () => {
  const checks = [
    { code: 'lane', zh: '通道畅通', en: 'The lane is free', categoryCode: '200602' },
    { code: 'front', zh: '门前整洁', en: 'Clean' },
  ]
  expect(parseChecklist(formatChecklist(checks))).toEqual(checks)
})

test('what is left out is the Chinese, and a line without a text is named', () => {
  expect(parseChecklist('a | 整洁\n\nb | 畅通 | ')).toEqual([
    { code: 'a', zh: '整洁', en: '整洁' },
    { code: 'b', zh: '畅通', en: '畅通' },
  ])
  expect(parseChecklist('a | 整洁\nb')).toBe(2)
  expect(parseChecklist(' \n')).toBe(1)
})
