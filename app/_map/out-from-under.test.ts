import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outFromUnder } from './out-from-under.ts'

const card = { left: 12, top: 180, right: 348, bottom: 660 }

test('what lies in sight stays where it is', () => {
  expect(outFromUnder({ x: 450, y: 300 }, card, { width: 590 })).toBeNull()
  expect(outFromUnder({ x: 100, y: 100 }, card, { width: 590 })).toBeNull()
})

test('to the right or up, whichever is less', () => {
  expect(outFromUnder({ x: 300, y: 400 }, card, { width: 590 })).toEqual({ x: 76, y: 0 })
  expect(outFromUnder({ x: 60, y: 200 }, card, { width: 590 })).toEqual({ x: 0, y: -48 })
})

test('on a phone up, as there is nothing beside the card', () => {
  expect(
    outFromUnder({ x: 340, y: 300 }, { left: 12, top: 90, right: 348, bottom: 380 }, { width: 390 }),
  ).toEqual({
    x: 0,
    y: -238,
  })
})

test('nothing is left under a card, and what has been moved is not moved again', () => {
  const pixels = fc.integer({ min: 0, max: 900 })
  fc.assert(
    fc.property(
      pixels,
      pixels,
      fc.integer({ min: 360, max: 1200 }),
      fc.integer({ min: 60, max: 400 }),
      (x, y, width, top) => {
        const box = { left: 12, top, right: 348, bottom: 900 }
        const shift = outFromUnder({ x, y }, box, { width })
        if (!shift) return
        const moved = { x: x + shift.x, y: y + shift.y }
        expect(moved.x > box.right || moved.y < box.top).toBe(true)
        expect(outFromUnder(moved, box, { width })).toBeNull()
      },
    ),
  )
})
