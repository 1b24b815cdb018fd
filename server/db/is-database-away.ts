/** No socket, nobody behind it, closed midway, or PostgreSQL's own "starting up" and "shutting down": it will be back. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, message } = error as Error & { code?: string }
  return (
    ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', '57P01'].includes(code ?? '') ||
    /^Connection terminated|^Client has encountered a connection error/.test(message)
  )
}
