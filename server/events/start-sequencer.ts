import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/schema.ts'
import { numberEvents } from './number-events.ts'
import { onSequencerWake, wakeFollowers } from './wake.ts'
import { startWorkLoop } from './work-loop.ts'

/** What other processes' followers listen to. */
export const CHANNEL = 'tongguan_event'

/** Events committed by another process, or outside withScope and withSystem, wait at most this long. */
const POLL_MS = { native: 50, embedded: 500 }

/**
 * Numbers events as they are committed. Every instance may start one; a lock lets one of them work at a time.
 *
 * @returns stops it
 */
export function startSequencer(
  db: Kysely<Database>,
  options: { readonly isEmbedded: boolean; readonly onError: (error: unknown) => void },
): () => Promise<void> {
  const loop = startWorkLoop(
    async () => {
      let numbered: number | undefined
      do {
        numbered = await numberEvents(db)
        if (!numbered) return
        wakeFollowers()
        if (!options.isEmbedded) await sql`select pg_notify(${CHANNEL}, '')`.execute(db)
      } while (numbered > 0)
    },
    { pollMs: options.isEmbedded ? POLL_MS.embedded : POLL_MS.native, onError: options.onError },
  )
  const forget = onSequencerWake(loop.wake)
  return async () => {
    forget()
    await loop.stop()
  }
}
