import type { Logger } from 'pino'
import type { EventFeed, LiveEvent } from './event-feed.ts'

const PAGE = 500
/** Without a wake-up the log is looked at this often. */
const POLL_MILLISECONDS = 100

export type LogFeedSource = {
  /** Numbered events after a position, in order, at most `limit`. */
  readonly readAfter: (position: number, limit: number) => Promise<readonly LiveEvent[]>
  /** The last numbered position. */
  readonly readHead: () => Promise<number>
  /** Calls back when there may be news. @returns stops */
  readonly onWake?: (wake: () => void) => () => void
}

/** Follows the event log from now on and hands each numbered event to every listener, once and in order. */
export class LogFeed implements EventFeed {
  readonly #source: LogFeedSource
  readonly #log: Logger
  readonly #listeners = new Set<(events: readonly LiveEvent[]) => void>()
  #position: number
  #timer: NodeJS.Timeout | undefined
  #stopWaking: (() => void) | undefined
  #reading: Promise<void> | undefined
  #isAskedAgain = false
  #isStopped = false

  private constructor(source: LogFeedSource, log: Logger, position: number) {
    this.#source = source
    this.#log = log
    this.#position = position
  }

  static async start(source: LogFeedSource, log: Logger): Promise<LogFeed> {
    const feed = new LogFeed(source, log, await source.readHead())
    feed.#stopWaking = source.onWake?.(() => feed.wake())
    feed.#timer = setInterval(() => feed.wake(), POLL_MILLISECONDS)
    return feed
  }

  get position(): number {
    return this.#position
  }

  subscribe(listener: (events: readonly LiveEvent[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Looks for news now; while it looks already, once more afterwards. */
  wake(): void {
    if (this.#isStopped) return
    if (this.#reading) {
      this.#isAskedAgain = true
      return
    }
    this.#reading = this.#read()
      .catch((error: unknown) => this.#log.warn({ err: error }, 'the event log could not be read'))
      .finally(() => {
        this.#reading = undefined
        if (!this.#isAskedAgain) return
        this.#isAskedAgain = false
        this.wake()
      })
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearInterval(this.#timer)
    this.#stopWaking?.()
    await this.#reading
  }

  async #read(): Promise<void> {
    for (;;) {
      const events = await this.#source.readAfter(this.#position, PAGE)
      const last = events.at(-1)
      if (!last) return
      this.#position = last.position
      for (const listener of this.#listeners) {
        try {
          listener(events)
        } catch (error) {
          this.#log.error({ err: error }, 'a follower of the event log failed')
        }
      }
      if (events.length < PAGE) return
    }
  }
}
