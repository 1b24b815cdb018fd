import { CodedError } from '../errors.ts'
import type { ActorResolver } from '../identity/actor-of-request.ts'
import { holds } from '../identity/permissions.ts'
import { type LiveSources, openLiveStream } from '../live/live-stream.ts'
import type { Exchange, Route } from './route.ts'

const PERMISSION = 'live.read'
/** How long a stream outlives the session, or the scope, that it was opened with. */
const RECHECK_MILLISECONDS = 30_000

/** `GET /api/live?after=`: the event log as it grows, within the asker's scope. The cursor may come as Last-Event-ID. */
export function liveRoute(sources: LiveSources, actors: ActorResolver, openStreams: Set<() => void>): Route {
  return {
    method: 'GET',
    path: '/api/live',
    permission: PERMISSION,
    async handle(exchange) {
      const { req, res, url, actor } = exchange
      if (!actor) return
      const cursor = req.headers['last-event-id'] ?? url.searchParams.get('after')
      const stream = openLiveStream(res, actor, parseCursor(cursor), sources)
      openStreams.add(stream.stop)
      const timer = setInterval(() => {
        isStillTheSame(exchange, actors).then((isSame) => isSame || stream.stop())
      }, RECHECK_MILLISECONDS)
      await stream.done
      clearInterval(timer)
      openStreams.delete(stream.stop)
    },
  }
}

/** False once the session has ended or its rights have changed: the screen comes back, with its cursor, and asks anew. */
async function isStillTheSame({ req, actor }: Exchange, actors: ActorResolver): Promise<boolean> {
  try {
    const now = await actors.resolve(req.headers)
    return (
      now !== null &&
      holds(now.roles, PERMISSION) &&
      now.roles.join() === actor?.roles.join() &&
      now.scopeAreaIds.join() === actor.scopeAreaIds.join() &&
      now.handedTo?.join() === actor.handedTo?.join()
    )
  } catch (error) {
    // A key that was revoked; a database that is away changes nobody's rights.
    return !(error instanceof CodedError)
  }
}

function parseCursor(text: string | string[] | null): number | undefined {
  if (typeof text !== 'string' || text === '') return undefined
  const position = Number(text)
  if (!Number.isSafeInteger(position) || position < 0) {
    throw new CodedError('bad_input', 'BAD_CURSOR', '游标不正确', 'The cursor is none of ours', {
      field: 'after',
      expected: 'the id of the last event received',
    })
  }
  return position
}
