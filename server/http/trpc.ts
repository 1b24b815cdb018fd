import { nodeHTTPRequestHandler } from '@trpc/server/adapters/node-http'
import { appRouter } from '../router.ts'
import type { Services } from '../services.ts'
import type { Route } from './route.ts'

const PREFIX = '/api/trpc/'
const MAX_BODY_BYTES = 1024 * 1024

/** Every procedure. Each declares its own permission; this one only lets the request in. */
export function trpcRoute(services: Services): Route {
  return {
    method: 'ANY',
    path: `${PREFIX}*`,
    permission: 'session.read',
    async handle({ req, res, url, actor, requestId }) {
      res.setHeader('cache-control', 'no-store')
      await nodeHTTPRequestHandler({
        router: appRouter,
        req,
        res,
        path: url.pathname.slice(PREFIX.length),
        maxBodySize: MAX_BODY_BYTES,
        // A drawn polygon makes a query too long for an address.
        allowMethodOverride: true,
        createContext: async () => ({ services, actor, requestId }),
        onError({ error, path }) {
          if (error.code !== 'INTERNAL_SERVER_ERROR') return
          services.log.error({ requestId, path, err: error.cause ?? error }, 'a procedure failed')
        },
      })
    },
  }
}
