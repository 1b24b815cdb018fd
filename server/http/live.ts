import { CodedError } from '../errors.ts'
import { type LiveSources, openLiveStream } from '../live/live-stream.ts'
import type { Route } from './route.ts'

/** `GET /api/live?after=`: the event log as it grows, within the asker's scope. The cursor may come as Last-Event-ID. */
export function liveRoute(sources: LiveSources, openStreams: Set<() => void>): Route {
  return {
    method: 'GET',
    path: '/api/live',
    permission: 'live.read',
    async handle({ req, res, url, actor }) {
      if (!actor) return
      const cursor = req.headers['last-event-id'] ?? url.searchParams.get('after')
      const stream = openLiveStream(res, actor, parseCursor(cursor), sources)
      openStreams.add(stream.stop)
      await stream.done
      openStreams.delete(stream.stop)
    },
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
