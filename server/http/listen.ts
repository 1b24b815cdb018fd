import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { StartError } from '../start-error.ts'

export type RequestListener = (req: IncomingMessage, res: ServerResponse) => void

export type Door = {
  /** The port that was taken: another than asked for only when 0 was asked for. */
  readonly port: number
  /** From now on requests go here. */
  readonly open: (listener: RequestListener) => void
  /** Takes no more requests and waits for those that run; after `patienceMs` cuts them off. */
  readonly close: (patienceMs: number) => Promise<void>
}

export class PortTakenError extends StartError {
  override readonly name = 'PortTakenError'
}

/**
 * Takes the port at once, before anything slow, and tells whoever asks meanwhile that the city is starting.
 *
 * @throws PortTakenError naming who holds the port, as far as can be seen
 */
export async function takePort(port: number, host: string): Promise<Door> {
  let answer: RequestListener = sayStarting
  // A filter by a drawn shape stands in the address of each tile, a lasso's with hundreds of corners.
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (req, res) => answer(req, res))
  server.keepAliveTimeout = 65_000
  server.headersTimeout = 66_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  }).catch(async (error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' || error.code === 'EACCES' ? await portError(error.code, port) : error
  })
  return {
    port: portOf(server),
    open: (listener) => {
      answer = listener
    },
    close: (patienceMs) => closeServer(server, patienceMs),
  }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

async function portError(code: 'EADDRINUSE' | 'EACCES', port: number): Promise<PortTakenError> {
  const other = port === 0 || port >= 65_000 ? 3000 : Math.max(port + 1, 1024)
  const advice = `Choose another: PORT=${other} npm start`
  if (code === 'EACCES') return new PortTakenError(`Port ${port} may not be used by this account. ${advice}`)
  const holder = (await isTongguan(port)) ? 'another running Tongguan' : 'another program'
  return new PortTakenError(`Port ${port} is held by ${holder}. ${advice}`)
}

async function isTongguan(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(1000) })
    return response.headers.has('x-tongguan')
  } catch {
    return false
  }
}

function sayStarting(req: IncomingMessage, res: ServerResponse): void {
  if (req.url === '/healthz') {
    res.writeHead(200, { 'content-type': 'application/json', 'x-tongguan': 'starting' })
    res.end('{"status":"starting"}')
    return
  }
  const isPage = req.headers.accept?.includes('text/html') ?? false
  res.writeHead(503, {
    'content-type': isPage ? 'text/html; charset=utf-8' : 'application/json',
    'retry-after': '2',
    'cache-control': 'no-store',
  })
  res.end(isPage ? STARTING_PAGE : STARTING_ERROR)
}

const STARTING_ERROR = JSON.stringify({
  error: { code: 'STARTING', message: 'Tongguan is starting', messageZh: '系统正在启动' },
})
const STARTING_PAGE = `<!doctype html><html lang="zh"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>统管</title><body style="font:16px system-ui;display:grid;place-items:center;height:90vh;color:#556">
<p>系统正在启动，请稍候… · Starting…</p></body></html>`

async function closeServer(server: Server, patienceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), patienceMs)
  await closed
  clearTimeout(timer)
}
