import { takeBatch } from '../intake/take-batch.ts'
import { takeSigned } from '../intake/take-signed.ts'
import type { Services } from '../services.ts'
import { readBody } from './read-body.ts'
import { REPORT_STATUS } from './reports.ts'
import type { Route } from './route.ts'
import { sendJson } from './send.ts'

const MAX_SIGNED_BYTES = 1024 * 1024
const MAX_BATCH_BYTES = 16 * 1024 * 1024

/** `POST /api/intake/{source}`: a report of a system that signs it. 401 for what does not hold; it is kept for a person. */
export function signedIntakeRoute(services: Services): Route {
  return {
    method: 'POST',
    path: '/api/intake/:source',
    // Who asks is told by the signature.
    permission: 'reports.submit',
    async handle({ req, res, params, clientAddress }) {
      const header = (name: string) => {
        const value = req.headers[name]
        return typeof value === 'string' ? value : undefined
      }
      const answer = await takeSigned(
        services,
        {
          source: params.source ?? '',
          timestamp: header('x-tongguan-timestamp'),
          signature: header('x-tongguan-signature'),
          body: await readBody(req, MAX_SIGNED_BYTES),
        },
        clientAddress,
      )
      sendJson(res, REPORT_STATUS[answer.status], answer)
    },
  }
}

/** `POST /api/reports/batch`: a CSV file of reports. 200 even where rows are rejected: the answer names each. */
export function batchRoute(services: Services): Route {
  return {
    method: 'POST',
    path: '/api/reports/batch',
    permission: 'reports.batch',
    async handle({ req, res, actor }) {
      sendJson(res, 200, await takeBatch(services, actor!, await readBody(req, MAX_BATCH_BYTES)))
    },
  }
}
