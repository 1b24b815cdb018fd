import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Actor } from '../identity/actor.ts'
import type { Permission } from '../identity/permissions.ts'

export type Exchange = {
  readonly req: IncomingMessage
  readonly res: ServerResponse
  readonly url: URL
  /** Null where nobody is signed in. */
  readonly actor: Actor | null
  readonly requestId: string
  /** For limits on strangers. */
  readonly clientAddress: string
  /** Values of the path's `:names`. */
  readonly params: Readonly<Record<string, string>>
}

/** An endpoint. Its permission is checked before it is called. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'ANY'
  /** Segments are literal, `:name`, or a last `*` for any rest. */
  readonly path: string
  readonly permission: Permission
  /** Where a standard has the API key travel in the address: the name of the parameter. */
  readonly keyParameter?: string
  /** True where it does not matter who asks: it is answered while the database is away, too. */
  readonly isForNobody?: true
  readonly handle: (exchange: Exchange) => Promise<void>
}
