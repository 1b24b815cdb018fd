import type { LiveEvent } from '../../server/live/event-feed.ts'

/** A unit that moved; positions come coalesced once a second. */
export type LiveUnit = {
  readonly unitId: number
  readonly lng: number
  readonly lat: number
  readonly headingDegrees: number | null
  readonly status: string
}
export type LiveStatus = {
  readonly state: 'connecting' | 'live' | 'stale' | 'offline'
  /** When the server was last heard, in milliseconds since 1970; null before the first time. */
  readonly heardAtMs: number | null
}
type Handlers = {
  onEvent: (event: LiveEvent) => void
  onUnits: (units: readonly LiveUnit[]) => void
  onStatus: (status: LiveStatus) => void
  /** Events were missed for good: what is shown must be fetched anew. */
  onReset: () => void
}
type Message =
  | { kind: 'event'; event: LiveEvent }
  | { kind: 'units'; units: readonly LiveUnit[] }
  | { kind: 'status'; status: LiveStatus }
  | { kind: 'position'; position: number; isReset: boolean }
  | { kind: 'hello' }

/** Beyond this silence the stream counts as dead even if the socket still looks open; the server beats every 10 s. */
const silenceLimitMs = 40_000
const reconnectDelayMs = 3_000

/**
 * One stream for a whole browser: HTTP/1.1 gives a browser six connections to a server, however many screens are open.
 * The tab that holds the lock listens and tells the others; when it closes, the next one goes on from the last position.
 *
 * @returns closes this tab's part
 */
export function connectLive(userKey: string, handlers: Handlers): () => void {
  const stopped = new AbortController()
  const channel = new BroadcastChannel(`tongguan-live-${userKey}`)
  let position: number | null = null
  let status: LiveStatus = { state: 'connecting', heardAtMs: null }
  let isLeader = false

  function take(message: Message) {
    if (message.kind === 'event') {
      if (position !== null && message.event.position <= position) return
      position = message.event.position
      handlers.onEvent(message.event)
    } else if (message.kind === 'units') handlers.onUnits(message.units)
    else if (message.kind === 'position') {
      position = message.position
      if (message.isReset) handlers.onReset()
    } else if (message.kind === 'status') {
      status = message.status
      handlers.onStatus(status)
    }
  }
  function tell(message: Message) {
    if (stopped.signal.aborted) return
    take(message)
    channel.postMessage(message)
  }
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.kind !== 'hello') take(data)
    else if (isLeader) channel.postMessage({ kind: 'status', status } satisfies Message)
  }
  channel.postMessage({ kind: 'hello' } satisfies Message)

  const lead = () => {
    isLeader = true
    return listen(stopped.signal, () => position, tell)
  }
  // Locks need a secure context; on plain http in a local network each tab has its own stream.
  if ('locks' in navigator) {
    navigator.locks
      .request(`tongguan-live-${userKey}`, { signal: stopped.signal }, lead)
      .catch((error: unknown) => {
        if (!stopped.signal.aborted) throw error
      })
  } else void lead()

  return () => {
    stopped.abort()
    channel.close()
  }
}

/** Keeps one stream open until stopped; resolves then. */
function listen(
  signal: AbortSignal,
  positionNow: () => number | null,
  tell: (message: Message) => void,
): Promise<void> {
  return new Promise((resolve) => {
    let source: EventSource | null = null
    let heardAtMs: number | null = null
    let reconnect: ReturnType<typeof setTimeout> | undefined

    const say = (state: LiveStatus['state']) => tell({ kind: 'status', status: { state, heardAtMs } })
    const hear = () => {
      heardAtMs = Date.now()
    }
    function open() {
      clearTimeout(reconnect)
      source?.close()
      const after = positionNow()
      source = new EventSource(after === null ? '/api/live' : `/api/live?after=${after}`)
      source.onopen = () => {
        hear()
        say('live')
      }
      source.onmessage = ({ data }: MessageEvent<string>) => {
        hear()
        tell({ kind: 'event', event: JSON.parse(data) as LiveEvent })
      }
      source.addEventListener('units', ({ data }: MessageEvent<string>) => {
        hear()
        tell({ kind: 'units', units: JSON.parse(data) as LiveUnit[] })
      })
      source.addEventListener('beat', ({ data }: MessageEvent<string>) => {
        hear()
        tell({ kind: 'position', position: positionOf(data), isReset: false })
      })
      source.addEventListener('reset', ({ data }: MessageEvent<string>) => {
        hear()
        tell({ kind: 'position', position: positionOf(data), isReset: true })
      })
      source.onerror = () => {
        source?.close()
        say(navigator.onLine ? 'stale' : 'offline')
        reconnect = setTimeout(open, reconnectDelayMs)
      }
    }
    const watchdog = setInterval(() => {
      if (heardAtMs !== null && Date.now() - heardAtMs > silenceLimitMs) {
        say('stale')
        open()
      }
    }, 5_000)
    const goOffline = () => say('offline')

    window.addEventListener('online', open)
    window.addEventListener('offline', goOffline)
    signal.addEventListener('abort', () => {
      clearInterval(watchdog)
      clearTimeout(reconnect)
      window.removeEventListener('online', open)
      window.removeEventListener('offline', goOffline)
      source?.close()
      resolve()
    })
    open()
  })
}

/** Beats and resets are `{ position }`: everything up to it has been sent. */
function positionOf(data: string): number {
  return (JSON.parse(data) as { position: number }).position
}
