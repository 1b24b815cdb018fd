/**
 * The parts of PostgreSQL's wire protocol 3.0 that the front reads and writes.
 * A message is one byte of type, four bytes of length (itself included, the type not), then its body.
 */
const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const SSL_REQUEST = 80877103
export const GSS_REQUEST = 80877104
export const CANCEL_REQUEST = 80877102

/** Bytes of one message of the client with its type, e.g. 'Q'. */
export type ClientMessage = { readonly type: string; readonly bytes: Uint8Array }

/** Cuts a client's stream into messages; keeps what is incomplete for later. */
export class MessageReader {
  #rest: Buffer = Buffer.alloc(0)
  #isGreeted = false

  /** After the startup message, every message has a type. */
  greeted(): void {
    this.#isGreeted = true
  }

  push(chunk: Buffer): void {
    this.#rest = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
  }

  /** The next whole message; type '' before the greeting. */
  next(): ClientMessage | undefined {
    const head = this.#isGreeted ? 1 : 0
    if (this.#rest.length < head + 4) return undefined
    const length = head + this.#rest.readUInt32BE(head)
    if (length < head + 4) throw new RangeError('A message with an impossible length')
    if (this.#rest.length < length) return undefined
    const bytes = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length)
    return { type: head ? String.fromCharCode(bytes[0]!) : '', bytes }
  }
}

/** Text of the statement in a Query message or a Parse message, and the name that Parse gives it. */
export function statementOf(message: ClientMessage): { readonly name: string; readonly text: string } {
  const body = message.bytes.subarray(5)
  const nameEnd = message.type === 'P' ? body.indexOf(0) : -1
  const textEnd = body.indexOf(0, nameEnd + 1)
  return {
    name: nameEnd > 0 ? decoder.decode(body.subarray(0, nameEnd)) : '',
    text: decoder.decode(body.subarray(nameEnd + 1, textEnd)),
  }
}

export function queryMessage(text: string): Uint8Array {
  return message('Q', encoder.encode(`${text}\0`))
}

/** Greets a client: no password (the socket's folder is the door), the session's settings, ready. */
export function greeting(parameters: Readonly<Record<string, string>>, connectionId: number): Uint8Array {
  const key = Buffer.alloc(8)
  key.writeUInt32BE(connectionId)
  return Buffer.concat([
    message('R', new Uint8Array(4)),
    ...Object.entries(parameters).map(([name, value]) => message('S', encoder.encode(`${name}\0${value}\0`))),
    message('K', key),
    readyMessage,
  ])
}

const readyMessage = message('Z', encoder.encode('I'))

/** An error that ends the connection. */
export function fatalMessage(code: string, text: string): Uint8Array {
  return message('E', encoder.encode(`SFATAL\0VFATAL\0C${code}\0M${text}\0\0`))
}

/** Where a response ends in ReadyForQuery: 'I' idle, 'T' in a transaction, 'E' in a failed one. */
export function readyStatus(response: Uint8Array): 'I' | 'T' | 'E' | undefined {
  const [type, a, b, c, length, status] = response.subarray(-6)
  if (type !== 0x5a || a !== 0 || b !== 0 || c !== 0 || length !== 5) return undefined
  const text = String.fromCharCode(status!)
  return text === 'I' || text === 'T' || text === 'E' ? text : undefined
}

const EXECUTE = 0x45
const QUERY = 0x51
/** CommandComplete, ErrorResponse, EmptyQueryResponse: each ends a statement. */
const ENDINGS: ReadonlySet<number> = new Set([0x43, 0x45, 0x49])
const PORTAL_SUSPENDED = 0x73
const NOTICE = 0x4e
/** PostgreSQL finds a snapshot that nobody gave back. */
const LEFT_SNAPSHOT = /snapshot 0x[0-9a-f]+ still active/

/** Whether a client's message asks for a statement to be run. */
export function runsStatement(message: Uint8Array): boolean {
  return message[0] === EXECUTE || message[0] === QUERY
}

/**
 * Whether an answer comes from an engine that was thrown out in the middle of a statement: an exception of the geometry
 * library does that, and the engine answers as if there were no rows. Such an answer has no ending, or suspends a portal
 * (we let nobody ask for that), or warns of a snapshot left behind. O(messages).
 */
export function isThrownOut(response: Uint8Array): boolean {
  const view = new DataView(response.buffer, response.byteOffset, response.byteLength)
  let hasEnding = false
  for (let at = 0; at + 5 <= response.length; at += 1 + view.getUint32(at + 1)) {
    const type = response[at]!
    if (type === PORTAL_SUSPENDED) return true
    if (type === NOTICE) {
      const text = Buffer.from(response.subarray(at + 5, at + 1 + view.getUint32(at + 1))).toString('latin1')
      if (LEFT_SNAPSHOT.test(text)) return true
    }
    if (ENDINGS.has(type)) hasEnding = true
  }
  return !hasEnding
}

function message(type: string, body: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(5 + body.length)
  bytes.write(type, 0, 'latin1')
  bytes.writeUInt32BE(4 + body.length, 1)
  bytes.set(body, 5)
  return bytes
}
