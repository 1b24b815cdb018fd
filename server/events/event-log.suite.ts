import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { withScope, withSystem } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import type { LiveEvent } from '../live/event-feed.ts'
import { appendEvent, type NewEvent } from './append-event.ts'
import { lastPosition, readEvents } from './read-events.ts'
import { startEventFeed } from './start-event-feed.ts'
import { startSequencer } from './start-sequencer.ts'
import { verifyChain } from './verify-chain.ts'

const AT = new Date('2026-03-02T08:30:00.123Z')

export function newEvent(entityId: string | number, scopeAreaId = 7): NewEvent {
  return {
    type: 'case.reported',
    at: AT,
    scopeAreaId,
    entity: 'case',
    entityId,
    data: { number: `N${entityId}`, 名: '井盖' },
  }
}

export function failOnError(error: unknown): never {
  throw error
}

/** What the event log promises on both databases. */
export function describeEventLog(database: () => { db: Kysely<Database>; isEmbedded: boolean }): void {
  test('numbers every committed event without a gap, rolled back ones never, and seals them', async () => {
    const { db, isEmbedded } = database()
    const after = await lastPosition(db)
    const stops = [1, 2].map(() => startSequencer(db, { isEmbedded, onError: failOnError }))
    const feed = await startEventFeed(db, { onError: failOnError })
    const seen: LiveEvent[] = []
    feed.subscribe((events) => seen.push(...events))
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let n = 0; n < 25; n++) {
        const write = withSystem(db, 'test', async (trx) => {
          await appendEvent(trx, newEvent(`${writer}-${n}`))
          if (n % 5 === 0) throw new Error('changed its mind')
          await appendEvent(trx, newEvent(`${writer}-${n}b`))
        })
        if (n % 5 === 0) await expect(write).rejects.toThrow('changed its mind')
        else await write
      }
    })
    await Promise.all(writers)
    await expect.poll(() => seen.length, { timeout: 5000 }).toBe(8 * 20 * 2)
    await Promise.all([...stops.map((stop) => stop()), feed.stop()])
    expect(seen.map(({ position }) => position)).toEqual(seen.map((_, index) => after + index + 1))
    expect(new Set(seen.map(({ entityId }) => entityId)).size).toBe(8 * 20 * 2)
    expect(seen[0]).toMatchObject({ at: AT.toISOString(), scopeAreaId: 7, data: { 名: '井盖' } })
    expect(await verifyChain(db)).toEqual({ events: after + 8 * 20 * 2 })
  })

  test('shows an actor the events of its areas only, and lets nobody change one', async () => {
    const { db, isEmbedded } = database()
    const stop = startSequencer(db, { isEmbedded, onError: failOnError })
    const after = await lastPosition(db)
    await withSystem(db, 'test', async (trx) => {
      await appendEvent(trx, newEvent('mine', 41))
      await appendEvent(trx, newEvent('theirs', 42))
    })
    await expect.poll(() => lastPosition(db), { timeout: 5000 }).toBe(after + 2)
    await stop()
    const mine = { after, limit: 10, scopeAreaIds: [41] }
    expect((await readEvents(db, mine)).map(({ entityId }) => entityId)).toEqual(['mine'])
    const actor = { userId: 'u1', scopeAreaIds: [41] }
    const seen = await withScope(db, actor, (trx) => readEvents(trx, { after, limit: 10 }))
    expect(seen.map(({ entityId }) => entityId)).toEqual(['mine'])
    await expect(
      withScope(db, actor, (trx) => sql`update event_log set type = 'x'`.execute(trx)),
    ).rejects.toThrow('permission denied')
    await expect(withScope(db, actor, (trx) => appendEvent(trx, newEvent('forged', 42)))).rejects.toThrow(
      'row-level security',
    )
  })

  test('finds the first altered and the first missing event', async () => {
    const { db, isEmbedded } = database()
    const stop = startSequencer(db, { isEmbedded, onError: failOnError })
    const after = await lastPosition(db)
    await withSystem(db, 'test', async (trx) => {
      for (const id of [1, 2, 3, 4]) await appendEvent(trx, newEvent(id))
    })
    await expect.poll(() => lastPosition(db), { timeout: 5000 }).toBe(after + 4)
    await stop()
    await sql`update event_log set data = '{"number":"forged"}' where position = ${after + 3}`.execute(db)
    expect(await verifyChain(db)).toEqual({ brokenAt: after + 3 })
    await sql`delete from event_log where position = ${after + 2}`.execute(db)
    expect(await verifyChain(db)).toEqual({ brokenAt: after + 2 })
  })
}
