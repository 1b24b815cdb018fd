import pg from 'pg'

const RETRY_MS = 1000

/**
 * Calls `wake` at each NOTIFY on a channel, on a connection of its own that is made again when it breaks. A wake-up may
 * be lost meanwhile: callers poll too.
 *
 * @returns ends it
 */
export function listen(url: string, channel: string, wake: () => void): () => Promise<void> {
  let isStopped = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  const again = () => {
    if (!isStopped) timer = setTimeout(connect, RETRY_MS)
  }
  const connect = () => {
    const current = new pg.Client({ connectionString: url, keepAlive: true })
    client = current
    current.on('notification', wake)
    // 'end' follows, and tries again.
    current.on('error', () => {})
    current.once('end', again)
    current
      .connect()
      .then(() => current.query(`listen ${pg.escapeIdentifier(channel)}`))
      .then(wake, () => current.end().catch(() => {}))
  }
  connect()
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await client?.end().catch(() => {})
  }
}
