import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { EventFeed, LiveEvent } from '../live/event-feed.ts'
import { listen } from './listen.ts'
import { lastPosition, readEvents } from './read-events.ts'
import { CHANNEL } from './start-sequencer.ts'
import { onFollowerWake } from './wake.ts'
import { startWorkLoop } from './work-loop.ts'

const PAGE = 500
/** In case a wake-up was lost. */
const POLL_MS = 1000

/**
 * The process's one reader of the log: hands every numbered event to its listeners, in order, from now on (or after
 * `after`). It is woken by the sequencer of this process, and by NOTIFY where `listenUrl` is given: native only.
 */
export async function startEventFeed(
  db: Kysely<Database>,
  options: {
    readonly after?: number
    readonly listenUrl?: string
    readonly onError: (error: unknown) => void
  },
): Promise<EventFeed & { readonly stop: () => Promise<void> }> {
  const listeners = new Set<(events: readonly LiveEvent[]) => void>()
  let position = options.after ?? (await lastPosition(db))
  const loop = startWorkLoop(
    async () => {
      for (;;) {
        const events = await readEvents(db, { after: position, limit: PAGE })
        const last = events.at(-1)
        if (!last) return
        position = last.position
        for (const listener of listeners) tell(listener, events, options.onError)
      }
    },
    { pollMs: POLL_MS, onError: options.onError },
  )
  const forget = onFollowerWake(loop.wake)
  const unlisten = options.listenUrl ? listen(options.listenUrl, CHANNEL, loop.wake) : undefined
  return {
    get position() {
      return position
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: async () => {
      forget()
      await unlisten?.()
      await loop.stop()
    },
  }
}

/** One listener's fault must not keep the events from the others. */
function tell(
  listener: (events: readonly LiveEvent[]) => void,
  events: readonly LiveEvent[],
  onError: (error: unknown) => void,
): void {
  try {
    listener(events)
  } catch (error) {
    onError(error)
  }
}
