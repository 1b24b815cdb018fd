import { toNodeHandler } from 'better-auth/node'
import type { ActorResolver } from '../identity/actor-of-request.ts'
import { type Auth, CLIENT_ADDRESS_HEADER } from '../identity/auth.ts'
import type { Route } from './route.ts'

/** Signing in and out, and the session: better-auth's own endpoints. */
export function authRoute(auth: Auth, actors: ActorResolver): Route {
  const handle = toNodeHandler(auth)
  return {
    method: 'ANY',
    path: '/api/auth/*',
    permission: 'identity.sign_in',
    isForNobody: true,
    async handle({ req, res, clientAddress }) {
      if (req.url?.startsWith('/api/auth/sign-out')) actors.forget(req.headers)
      req.headers[CLIENT_ADDRESS_HEADER] = clientAddress
      await handle(req, res)
    },
  }
}
