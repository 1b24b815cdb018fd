import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { AttachmentStore } from './attachments/attachment-store.ts'
import type { Database } from './db/schema.ts'
import type { EventFeed } from './live/event-feed.ts'
import type { Locator } from './locate/locator.ts'
import type { LanguageModel } from './text/language-model.ts'

/** The time, injected: domain logic never asks the machine or the database for it. */
export type Clock = { now(): Date }

/** What every verb and handler is given. Made once, in `startServer`. */
export type Services = {
  readonly db: Kysely<Database>
  readonly clock: Clock
  readonly log: Logger
  /** Where a point lies: areas, unit grid, duty grid, with the reason. In memory; follows the event log. */
  readonly locator: Locator
  /** Numbered events as they come, in order. */
  readonly events: EventFeed
  /** Photos by content, under `DATA_DIR` or in a bucket. */
  readonly attachments: AttachmentStore
  /** Asked for a second opinion on texts where one is set up. */
  readonly languageModel?: LanguageModel | undefined
  /** Whether notices may be sent into private networks; not, where it is not said. */
  readonly mayCallPrivateAddresses?: boolean | undefined
  /** The address that users see, where it is set. */
  readonly publicUrl?: string | undefined
}
