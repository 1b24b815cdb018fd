import { expect, it } from 'vitest'
import { limitsOf, rowsOf } from './limit-rows.ts'

it('shows hours where minutes are kept, and gives the same limits back', () => {
  const kept = [
    { stage: 'total', clock: 'work_days', amount: 1.5, condition: '', step: 1, stepName: '', stepNameEn: '' },
    { stage: 'handle', clock: 'urgent', amount: 90, condition: '', step: 1, stepName: '', stepNameEn: '' },
  ] as const
  const rows = rowsOf(kept)
  expect(rows.map(({ stage, amount }) => [stage, amount])).toEqual([
    ['handle', '1.5'],
    ['total', '1.5'],
  ])
  expect(limitsOf(rows)).toEqual([kept[1], kept[0]])
})

it('names the first row that is no limit', () => {
  const [row] = rowsOf([{ stage: 'total', clock: 'urgent', amount: 60 }])
  expect(limitsOf([row!, { ...row!, amount: '' }])).toBe(2)
  expect(limitsOf([{ ...row!, amount: '-1' }])).toBe(1)
  expect(limitsOf([{ ...row!, step: '1.5' }])).toBe(1)
})
