import { describe, expect, it } from 'vitest'
import { approverOf } from './approver-of.ts'

describe('who approves', () => {
  it('climbs with each extension', () => {
    expect([0, 1, 2, 9].map((before) => approverOf('extend', before).level)).toEqual([1, 2, 3, 3])
    expect(approverOf('extend', 1).roles).not.toContain('dispatcher')
  })
  it('starts higher where the clock is left', () => {
    expect(approverOf('shelve', 0).level).toBe(2)
    expect(approverOf('defer', 0).level).toBe(2)
    expect(approverOf('return', 5).level).toBe(1)
  })
})
