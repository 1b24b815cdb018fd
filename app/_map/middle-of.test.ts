import { expect, it } from 'vitest'
import { middleOf } from './middle-of.ts'

it('stands half way along, round a corner too', () => {
  const [lng, lat] = middleOf([
    [118, 0],
    [118, 1],
    [119, 1],
  ])
  expect(lng).toBeCloseTo(118, 6)
  expect(lat).toBeCloseTo(1, 6)
  expect(
    middleOf([
      [118, 32],
      [118.2, 32],
    ])[0],
  ).toBeCloseTo(118.1, 9)
  expect(
    middleOf([
      [118, 32],
      [118, 32],
    ]),
  ).toEqual([118, 32])
})
