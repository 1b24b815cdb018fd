import { answerPublic } from '../answers/answer-public.ts'
import type { Services } from '../services.ts'
import { readJson } from './read-body.ts'
import type { Route } from './route.ts'
import { sendJson } from './send.ts'

const MAX_BODY_BYTES = 8 * 1024

/** `POST /api/answers`: a resident's question as JSON, `{ "question": "…" }`; no sign-in, public facts alone. */
export function publicAnswerRoute(services: Services): Route {
  return {
    method: 'POST',
    path: '/api/answers',
    permission: 'answers.public',
    async handle({ req, res, clientAddress }) {
      sendJson(res, 200, await answerPublic(services, await readJson(req, MAX_BODY_BYTES), clientAddress))
    },
  }
}
