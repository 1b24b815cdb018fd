import { expect, test } from 'vitest'
import { hotkeyOf } from './hotkey-of.ts'

test('Caps Lock turns no step into another one', () => {
  expect(hotkeyOf({ key: 'R', shiftKey: false })).toBe('r')
  expect(hotkeyOf({ key: 'r', shiftKey: true })).toBe('R')
  expect(hotkeyOf({ key: 'r', shiftKey: false })).toBe('r')
  expect(hotkeyOf({ key: 'R', shiftKey: true })).toBe('R')
})

test('what is no letter stays as it is', () => {
  for (const key of ['?', '/', '1', 'Enter', 'Escape', 'é'])
    for (const shiftKey of [true, false]) expect(hotkeyOf({ key, shiftKey })).toBe(key)
})
