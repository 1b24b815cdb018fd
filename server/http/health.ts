import { sql } from 'kysely'
import { findCity } from '../city/find-city.ts'
import type { Services } from '../services.ts'
import type { Route } from './route.ts'
import { sendJson } from './send.ts'

/** How long the database may take to answer before the process is not ready. */
const PATIENCE_MILLISECONDS = 2000

/** `GET /healthz`: the process answers. */
export function healthRoute(): Route {
  return {
    method: 'GET',
    path: '/healthz',
    permission: 'operations.probe',
    isForNobody: true,
    async handle({ res }) {
      sendJson(res, 200, { status: 'ok' }, { 'x-tongguan': 'ok' })
    },
  }
}

/**
 * `GET /readyz`: the database answers and a city is loaded. Whether attachments can be kept stands beside it: a report
 * without a photo is taken even where they cannot.
 */
export function readyRoute({ db, events, attachments, log }: Services): Route {
  return {
    method: 'GET',
    path: '/readyz',
    permission: 'operations.probe',
    isForNobody: true,
    async handle({ res }) {
      try {
        const [city, problem] = await Promise.all([
          withinPatience(sql`select 1`.execute(db).then(() => findCity(db))),
          withinPatience(attachments.problem()).catch((error: Error) => error.message),
        ])
        sendJson(res, 200, {
          status: 'ready',
          city: city?.code ?? null,
          position: events.position,
          attachments: problem ? { status: 'away', problem } : { status: 'ready' },
        })
      } catch (error) {
        log.warn({ err: error }, 'not ready')
        sendJson(res, 503, {
          error: { code: 'NOT_READY', message: 'The database does not answer', messageZh: '数据库没有响应' },
        })
      }
    },
  }
}

async function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MILLISECONDS)
  })
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer))
}
