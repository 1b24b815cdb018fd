import { expect, test } from 'vitest'
import { summarizeText } from './read-head.ts'

test('who issued a text, and its number, are told apart from the day before them', () => {
  const { head } = summarizeText(`东江市城市窨井盖管理办法
（2025年3月1日东江市人民政府令第12号公布　自2025年5月1日起施行）
第一条　窨井盖缺失的，应当立即补装。`)
  expect(head).toEqual({
    title: '东江市城市窨井盖管理办法',
    level: 'rule',
    documentNumber: '东江市人民政府令第12号',
    issuer: '东江市人民政府',
    issuedOn: '2025-03-01',
    effectiveOn: '2025-05-01',
  })
})
