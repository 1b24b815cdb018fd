import { connect, type Socket } from 'node:net'

/**
 * Fetches all paths over a few kept connections, with as little work of its own as can be: only Content-Length bodies, one
 * request at a time on each. The client shares the machine with what it measures.
 *
 * @returns the bodies, by the order of the paths
 */
export async function fetchAll(options: {
  port: number
  paths: readonly string[]
  headers: readonly string[]
  connections: number
}): Promise<Buffer[]> {
  const { port, paths, headers, connections } = options
  const bodies: Buffer[] = new Array(paths.length)
  const tail = [` HTTP/1.1`, `host: 127.0.0.1:${port}`, ...headers, '', ''].join('\r\n')
  let next = 0
  await Promise.all(
    Array.from({ length: Math.min(connections, paths.length) }, () => {
      const socket = connect(port, '127.0.0.1')
      socket.setNoDelay(true)
      return fetchInTurn(socket, (answered, body) => {
        if (answered >= 0) bodies[answered] = body
        if (next >= paths.length) return undefined
        const at = next++
        socket.write(`GET ${paths[at]}${tail}`, 'latin1')
        return at
      }).finally(() => socket.destroy())
    }),
  )
  return bodies
}

const HEAD_END = Buffer.from('\r\n\r\n')
const none = Buffer.alloc(0)

/** @param ask takes the answer to the last request (-1: there was none) and sends the next; undefined where there is none */
function fetchInTurn(
  socket: Socket,
  ask: (answered: number, body: Buffer) => number | undefined,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let asked = -1
    let head = none
    let body: Buffer | undefined
    let filled = 0
    const go = (answered: number, answer: Buffer) => {
      const at = ask(answered, answer)
      if (at === undefined) resolve()
      else asked = at
    }
    socket.on('data', (chunk) => {
      let rest = chunk
      if (!body) {
        if (head.length > 0) rest = Buffer.concat([head, chunk])
        const end = rest.indexOf(HEAD_END)
        if (end < 0) {
          head = rest
          return
        }
        const text = rest.toString('latin1', 0, end)
        head = none
        const length = lengthIn(text)
        if (!text.startsWith('HTTP/1.1 200') || length === undefined)
          return reject(new Error(`unexpected answer: ${text}`))
        body = Buffer.allocUnsafe(length)
        filled = 0
        rest = rest.subarray(end + 4)
      }
      filled += rest.copy(body, filled)
      if (filled < body.length) return
      const answer = body
      body = undefined
      go(asked, answer)
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the server closed the connection')))
    go(-1, none)
  })
}

const LENGTH = '\r\ncontent-length: '

function lengthIn(head: string): number | undefined {
  const at = head.indexOf(LENGTH)
  return at < 0 ? undefined : Number.parseInt(head.slice(at + LENGTH.length, at + LENGTH.length + 12), 10)
}
