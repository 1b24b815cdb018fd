import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { fromNodeHeaders } from 'better-auth/node'
import { CodedError } from '../errors.ts'
import type { Services } from '../services.ts'
import type { Actor } from './actor.ts'
import { type Auth, sessionTokenOf } from './auth.ts'
import { findActor } from './find-actor.ts'

/** A map's tiles come by the dozen: within this time a session is not looked up again. */
const CACHE_MILLISECONDS = 5000
const MAX_CACHED = 20_000

export type ActorResolver = {
  /** Who asks; null for nobody. @throws CodedError for an API key that does not hold */
  readonly resolve: (headers: IncomingHttpHeaders) => Promise<Actor | null>
  /** Forgets a session at once, on signing out. */
  readonly forget: (headers: IncomingHttpHeaders) => void
}

export function actorResolver({ db, clock, locator }: Services, auth: Auth): ActorResolver {
  const cache = new Map<string, { readonly actor: Promise<Actor | null>; readonly untilMs: number }>()

  function cached(key: string, look: () => Promise<Actor | null>): Promise<Actor | null> {
    const nowMs = clock.now().getTime()
    const hit = cache.get(key)
    if (hit && hit.untilMs > nowMs) return hit.actor
    if (cache.size >= MAX_CACHED) cache.clear()
    const actor = look()
    cache.set(key, { actor, untilMs: nowMs + CACHE_MILLISECONDS })
    actor.catch(() => cache.delete(key))
    return actor
  }

  async function bySession(headers: IncomingHttpHeaders): Promise<Actor | null> {
    const session = await auth.api.getSession({ headers: fromNodeHeaders(headers) })
    return session ? ((await findActor(db, locator, session.user)) ?? null) : null
  }

  async function byApiKey(apiKey: string): Promise<Actor | null> {
    const row = await db
      .selectFrom('api_key')
      .select(['name', 'user_id'])
      .where('sha256', '=', hashApiKey(apiKey))
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    const actor = row && (await findActor(db, locator, { id: row.user_id, name: row.name }))
    if (!actor)
      throw new CodedError('unauthenticated', 'API_KEY_UNKNOWN', 'API 密钥无效', 'The API key does not hold')
    return actor
  }

  return {
    async resolve(headers) {
      const apiKey = headers['x-api-key']
      if (typeof apiKey === 'string') return cached(`key ${hashApiKey(apiKey)}`, () => byApiKey(apiKey))
      const token = sessionTokenOf(headers.cookie)
      return token ? cached(token, () => bySession(headers)) : null
    },
    forget(headers) {
      const token = sessionTokenOf(headers.cookie)
      if (token) cache.delete(token)
    },
  }
}

export function hashApiKey(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex')
}
