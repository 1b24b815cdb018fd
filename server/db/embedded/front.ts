import { createServer, type Server, type Socket } from 'node:net'
import type { Engine } from './engine.ts'
import {
  CANCEL_REQUEST,
  type ClientMessage,
  fatalMessage,
  GSS_REQUEST,
  greeting,
  isThrownOut,
  MessageReader,
  queryMessage,
  readyStatus,
  runsStatement,
  SSL_REQUEST,
  statementOf,
} from './protocol.ts'
import { refusalOf, refusingStatement } from './refusal-of.ts'

export type FrontOptions = {
  readonly engine: Pick<Engine, 'run' | 'serverVersion'>
  /** A client that leaves a transaction open this long without a word is cut off: everybody waits for it. */
  readonly idleInTransactionLimitMs: number
  /** Told when the engine no longer answers as PostgreSQL does: it must be started again. */
  readonly onBroken: (reason: string) => void
}

type Client = {
  readonly socket: Socket
  readonly reader: MessageReader
  /** Messages since the last Sync or Query. */
  pending: Uint8Array[]
  /** Why these messages must not be run. */
  refusal: string | undefined
  isClosed: boolean
}

/** Whole messages that are run as one, and who gets the answer. */
type Unit = { readonly client: Client; readonly bytes: Uint8Array; readonly runsStatement: boolean }

/**
 * Serves many clients on the one session of the embedded database. Each client's messages are kept back up to Sync or
 * Query and then run as one exclusive unit; a client in a transaction has the session for itself until it ends, and is
 * rolled back when it goes away inside.
 */
export function createFront(options: FrontOptions): {
  readonly server: Server
  /** Takes no more clients and lets those go that are there. */
  readonly close: () => void
} {
  const { engine, onBroken } = options
  const clients = new Set<Client>()
  const queue: Unit[] = []
  let pinned: Client | undefined
  let idleTimer: NodeJS.Timeout | undefined
  let isPumping = false
  let connections = 0

  const parameters = {
    server_version: engine.serverVersion,
    server_encoding: 'UTF8',
    client_encoding: 'UTF8',
    DateStyle: 'ISO, MDY',
    IntervalStyle: 'postgres',
    TimeZone: 'UTC',
    integer_datetimes: 'on',
    standard_conforming_strings: 'on',
    is_superuser: 'on',
    session_authorization: 'postgres',
  }

  const run = (bytes: Uint8Array): { response: Uint8Array; status: 'I' | 'T' | 'E' } | undefined => {
    const response = engine.run(bytes)
    const status = readyStatus(response)
    if (!status) {
      onBroken('the engine stopped in the middle of an answer')
      return undefined
    }
    return { response, status }
  }

  const release = () => {
    clearTimeout(idleTimer)
    pinned = undefined
  }

  const rollBack = () => {
    run(queryMessage('rollback'))
    release()
  }

  const waitForPinned = (client: Client) => {
    clearTimeout(idleTimer)
    idleTimer = setTimeout(() => {
      client.socket.end(
        fatalMessage('25P03', 'the transaction was left open without a statement for too long: rolled back'),
      )
      leave(client)
    }, options.idleInTransactionLimitMs)
  }

  const leave = (client: Client) => {
    if (client.isClosed) return
    client.isClosed = true
    clients.delete(client)
    for (let index = queue.length - 1; index >= 0; index--) {
      if (queue[index]!.client === client) queue.splice(index, 1)
    }
    if (pinned === client) rollBack()
    pump()
  }

  const nextUnit = (): Unit | undefined => {
    if (!pinned) return queue.shift()
    const index = queue.findIndex(({ client }) => client === pinned)
    return index === -1 ? undefined : queue.splice(index, 1)[0]
  }

  const runNext = () => {
    isPumping = false
    const unit = nextUnit()
    if (!unit) return
    clearTimeout(idleTimer)
    const answer = run(unit.bytes)
    if (!answer) return
    if (unit.runsStatement && isThrownOut(answer.response)) {
      unit.client.socket.end(
        fatalMessage(
          'XX000',
          'the statement broke inside the embedded database, which starts again; native PostGIS would name the fault',
        ),
      )
      onBroken('an exception inside a statement threw the engine out of it')
      return
    }
    unit.client.socket.write(answer.response)
    if (answer.status === 'I') {
      release()
    } else {
      pinned = unit.client
      waitForPinned(unit.client)
    }
    pump()
  }

  /** One unit a turn, so that sockets are read and written in between. */
  const pump = () => {
    if (isPumping || queue.length === 0) return
    isPumping = true
    setImmediate(runNext)
  }

  const greet = (client: Client, { bytes }: ClientMessage) => {
    const code = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readUInt32BE(4)
    if (code === SSL_REQUEST || code === GSS_REQUEST) {
      client.socket.write('N')
    } else if (code === CANCEL_REQUEST) {
      client.socket.destroy()
    } else {
      client.reader.greeted()
      connections += 1
      client.socket.write(greeting(parameters, connections))
    }
  }

  const receive = (client: Client, message: ClientMessage) => {
    switch (message.type) {
      case '':
        greet(client, message)
        break
      case 'Q':
      case 'P': {
        const { name, text } = statementOf(message)
        client.refusal ??= refusalOf(text, name)
        client.pending.push(message.bytes)
        if (message.type === 'Q') submit(client)
        break
      }
      case 'S':
        client.pending.push(message.bytes)
        submit(client)
        break
      case 'X':
        client.socket.end()
        break
      case 'H':
        // A portal kept open over other clients' statements cannot be had on one session.
        client.socket.end(
          fatalMessage('0A000', 'Cursors of the driver are not available on the embedded database'),
        )
        break
      case 'd':
      case 'c':
      case 'f':
        // Rows for a COPY that was refused.
        break
      default:
        client.pending.push(message.bytes)
    }
  }

  const submit = (client: Client) => {
    const { pending, refusal } = client
    // A refusal fails inside PostgreSQL, so that an open transaction fails with it.
    const bytes = refusal ? queryMessage(refusingStatement(refusal)) : Buffer.concat(pending)
    const isRunning = refusal !== undefined || pending.some(runsStatement)
    client.pending = []
    client.refusal = undefined
    queue.push({ client, bytes, runsStatement: isRunning })
    pump()
  }

  const server = createServer((socket) => {
    const client: Client = {
      socket,
      reader: new MessageReader(),
      pending: [],
      refusal: undefined,
      isClosed: false,
    }
    clients.add(client)
    socket.on('data', (chunk) => {
      client.reader.push(chunk)
      try {
        for (let message = client.reader.next(); message; message = client.reader.next())
          receive(client, message)
      } catch {
        socket.destroy()
      }
    })
    // 'close' follows.
    socket.on('error', () => {})
    socket.on('close', () => leave(client))
  })

  return {
    server,
    close: () => {
      server.close()
      for (const client of clients) {
        client.socket.destroy()
        leave(client)
      }
    },
  }
}
