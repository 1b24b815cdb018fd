import type { EventType } from '../identity/permissions.ts'

/** One numbered row of the event log, as screens and followers see it. `data` has ids and non-personal differences. */
export type LiveEvent = {
  readonly position: number
  /** ISO 8601. */
  readonly at: string
  readonly type: EventType
  readonly entity: string
  readonly entityId: string
  readonly scopeAreaId: number
  readonly data: Readonly<Record<string, unknown>>
}

/** Numbered events as they come, in order and without gaps: one reader of the log for the whole process. */
export type EventFeed = {
  /** The last position that listeners have been given. */
  readonly position: number
  /** @returns stops listening */
  subscribe(listener: (events: readonly LiveEvent[]) => void): () => void
}
