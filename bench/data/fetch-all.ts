import { connect, type Socket } from 'node:net'

/**
 * Fetches all paths over a few kept connections, with as little work of its own as can be: only Content-Length bodies.
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
  let next = 0
  const take = () => (next < paths.length ? next++ : undefined)
  await Promise.all(
    Array.from({ length: Math.min(connections, paths.length) }, async () => {
      const socket = connect(port, '127.0.0.1')
      socket.setNoDelay(true)
      try {
        for (let i = take(); i !== undefined; i = take()) {
          const request = [`GET ${paths[i]} HTTP/1.1`, `host: 127.0.0.1:${port}`, ...headers, '', ''].join(
            '\r\n',
          )
          bodies[i] = await ask(socket, request)
        }
      } finally {
        socket.destroy()
      }
    }),
  )
  return bodies
}

function ask(socket: Socket, request: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let body: Buffer | undefined
    let filled = 0
    let head: Buffer = Buffer.alloc(0)
    const finish = (error: Error | undefined) => {
      socket.off('data', onData).off('error', finish).off('close', onClose)
      if (error) reject(error)
      else resolve(body!)
    }
    const onClose = () => finish(new Error('the server closed the connection'))
    const onData = (chunk: Buffer) => {
      let rest = chunk
      if (!body) {
        head = head.length === 0 ? chunk : Buffer.concat([head, chunk])
        const end = head.indexOf('\r\n\r\n')
        if (end < 0) return
        const text = head.toString('latin1', 0, end)
        const length = /content-length: (\d+)/i.exec(text)?.[1]
        if (!text.startsWith('HTTP/1.1 200') || !length)
          return finish(new Error(`unexpected answer: ${text}`))
        body = Buffer.allocUnsafe(Number(length))
        rest = head.subarray(end + 4)
      }
      filled += rest.copy(body, filled)
      if (filled === body.length) finish(undefined)
    }
    socket.on('data', onData).on('error', finish).on('close', onClose)
    socket.write(request)
  })
}
