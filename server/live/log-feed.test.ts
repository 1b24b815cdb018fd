import { pino } from 'pino'
import { afterEach, expect, test, vi } from 'vitest'
import type { LiveEvent } from './event-feed.ts'
import { LogFeed } from './log-feed.ts'

const log = pino({ level: 'silent' })
const event = (position: number): LiveEvent => ({
  position,
  at: '2026-01-01T00:00:00.000Z',
  type: 'case.reported',
  entity: 'case',
  entityId: String(position),
  scopeAreaId: 1,
  data: {},
})

let feed: LogFeed | undefined
afterEach(() => feed?.stop())

test('starts at the head and hands on what comes, once and in order, over pages', async () => {
  const rows = [event(1), event(2)]
  feed = await LogFeed.start(
    {
      readHead: async () => rows.length,
      readAfter: async (position, limit) => rows.filter((row) => row.position > position).slice(0, limit),
    },
    log,
  )
  const seen: number[] = []
  feed.subscribe((events) => seen.push(...events.map((row) => row.position)))
  for (let position = 3; position <= 1203; position++) rows.push(event(position))
  feed.wake()
  feed.wake()
  await vi.waitFor(() => expect(seen).toHaveLength(1201))
  expect(seen).toEqual(Array.from({ length: 1201 }, (_, i) => i + 3))
  expect(feed.position).toBe(1203)
})

test('goes on after a failed read and a failing listener', async () => {
  const rows: LiveEvent[] = []
  let failures = 2
  feed = await LogFeed.start(
    {
      readHead: async () => 0,
      async readAfter(position) {
        if (rows.length > 0 && failures-- > 0) throw new Error('away')
        return rows.filter((row) => row.position > position)
      },
    },
    log,
  )
  const seen: number[] = []
  feed.subscribe(() => {
    throw new Error('broken follower')
  })
  feed.subscribe((events) => seen.push(...events.map((row) => row.position)))
  rows.push(event(1))
  await vi.waitFor(() => expect(seen).toEqual([1]))
})
