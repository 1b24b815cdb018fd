import type { ServerResponse } from 'node:http'
import type { Actor } from '../identity/actor.ts'
import { holds } from '../identity/permissions.ts'
import type { EventFeed, LiveEvent } from './event-feed.ts'
import type { UnitMoves } from './unit-moves.ts'
import { viewerOf, visibleEvent } from './visible-event.ts'

/** A screen that has been away for longer than this fetches anew instead of catching up. */
const MAX_BACKLOG = 5000
const PAGE = 500
const BEAT_MILLISECONDS = 10_000
/** A screen that reads this much slower than the city writes is cut off; it comes back with its cursor. */
const MAX_UNSENT_BYTES = 1024 * 1024

export type LiveSources = {
  readonly events: EventFeed
  readonly units: UnitMoves
  /** Numbered events after a position, in order, at most `limit`. */
  readonly readAfter: (position: number, limit: number) => Promise<readonly LiveEvent[]>
  readonly now: () => Date
}

/**
 * Sends a screen everything it may see as Server-Sent Events: the gap since its cursor first, then live.
 * Messages: an event of the log has `id:` its position and the envelope as data; `units` the units that moved;
 * `beat` every ten seconds `{ position, at }`, with the id, so that the cursor moves on past what is hidden;
 * `reset` when the gap is too long: fetch anew.
 *
 * @param after the cursor; undefined starts now
 * @returns stops, when the connection has ended
 */
export function openLiveStream(
  res: ServerResponse,
  actor: Actor,
  after: number | undefined,
  { events, units, readAfter, now }: LiveSources,
): { readonly done: Promise<void>; readonly stop: () => void } {
  const viewer = viewerOf(actor)
  res.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  })
  res.write('retry: 2000\n\n')

  let sent = after ?? events.position
  let waiting: LiveEvent[] | undefined = []

  const write = (text: string) => {
    res.write(text)
    if (res.writableLength > MAX_UNSENT_BYTES) res.destroy()
  }
  const message = (type: string, data: unknown, id?: number) =>
    write(`event: ${type}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`)
  const beat = () => message('beat', { position: sent, at: now().toISOString() }, sent)
  const send = (batch: readonly LiveEvent[]) => {
    for (const event of batch) {
      if (event.position <= sent) continue
      sent = event.position
      const visible = visibleEvent(event, viewer)
      if (visible) write(`id: ${event.position}\ndata: ${JSON.stringify(visible)}\n\n`)
    }
  }

  const stopEvents = events.subscribe((batch) => {
    if (waiting) waiting.push(...batch)
    else send(batch)
  })
  const stopUnits = holds(actor.roles, 'map.units')
    ? units.subscribe((moves) => {
        const visible = moves.filter((move) => viewer.scope.has(move.scopeAreaId))
        if (visible.length > 0) {
          message(
            'units',
            visible.map(({ scopeAreaId: _, ...move }) => move),
          )
        }
      })
    : () => {}
  const timer = setInterval(beat, BEAT_MILLISECONDS)
  const { promise: done, resolve } = Promise.withResolvers<void>()
  res.on('close', () => {
    clearInterval(timer)
    stopEvents()
    stopUnits()
    resolve()
  })

  async function catchUp(): Promise<void> {
    // A cursor of another database's log, or too old a one.
    if (sent > events.position || events.position - sent > MAX_BACKLOG) {
      sent = events.position
      message('reset', { position: sent }, sent)
    }
    while (sent < events.position && !res.destroyed) {
      const page = await readAfter(sent, PAGE)
      if (page.length === 0) break
      send(page)
    }
    const arrived = waiting ?? []
    waiting = undefined
    send(arrived)
    beat()
  }
  catchUp().catch(() => res.destroy())
  return { done, stop: () => res.end() }
}
