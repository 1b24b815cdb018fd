import { expect, test } from 'vitest'
import { lampOf } from './lamp-of.ts'

const failure = (status: number | null) => ({ source: 'parts', status, message: '' })

test.each([
  [undefined, 1, 'live', 'fresh'],
  [undefined, 1, 'connecting', 'fresh'],
  [undefined, undefined, 'live', 'waiting'],
  [undefined, 1, 'stale', 'stale'],
  [undefined, 1, 'offline', 'stale'],
  [failure(500), 1, 'live', 'failed'],
  [failure(null), undefined, 'offline', 'failed'],
  [failure(403), undefined, 'live', 'forbidden'],
] as const)('%o, heard %s, feed %s: %s', (failed, heardAtMs, live, lamp) =>
  expect(lampOf(failed, heardAtMs, live)).toBe(lamp),
)
