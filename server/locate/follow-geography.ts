import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { Database } from '../db/schema.ts'
import type { EventFeed } from '../live/event-feed.ts'
import { readGeography } from './geography.ts'
import type { Locator } from './locator.ts'

/** Reads areas and grids anew whenever the log says that a city was loaded or grids were published. @returns stops */
export function followGeography(
  locator: Locator,
  events: EventFeed,
  db: Kysely<Database>,
  log: Logger,
): () => void {
  return events.subscribe((batch) => {
    if (batch.some(({ type }) => type === 'city.loaded')) locator.units.forget()
    if (!batch.some(({ type }) => type === 'city.loaded' || type === 'grids.published')) return
    readGeography(db).then(
      (geography) => locator.use(geography),
      (error: unknown) => log.error({ err: error }, 'areas and grids could not be read anew'),
    )
  })
}
