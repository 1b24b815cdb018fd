import { CodedError } from '../errors.ts'
import { followReport } from '../reports/follow-report.ts'
import { submitReport } from '../reports/submit.ts'
import type { Services } from '../services.ts'
import { readJson } from './read-body.ts'
import { isForm, MAX_BODY_BYTES, readForm } from './read-form.ts'
import type { Exchange, Route } from './route.ts'
import { sendJson } from './send.ts'

export const REPORT_STATUS = { created: 201, same: 200, conflict: 409 } as const

/**
 * `POST /api/reports`: JSON, or multipart/form-data with the JSON as field `report` (or its fields one by one) and
 * the pictures as files `photos`. 201 for a new report, 200 for the same again, 409 for the same id with other
 * content, which then waits in the conflict queue.
 */
export function submitReportRoute(services: Services): Route {
  return {
    method: 'POST',
    path: '/api/reports',
    permission: 'reports.submit',
    async handle({ req, res, actor, clientAddress }) {
      const { fields, photos } = await readReport(req)
      const result = await submitReport(services, actor, { fields, photos }, clientAddress)
      sendJson(res, REPORT_STATUS[result.status], result)
    },
  }
}

/** `GET /api/reports/{followToken}`: what became of a report, for whoever sent it. */
export function followReportRoute(services: Services): Route {
  return {
    method: 'GET',
    path: '/api/reports/:followToken',
    permission: 'reports.follow',
    async handle({ res, params }) {
      sendJson(res, 200, await followReport(services, params.followToken ?? ''))
    },
  }
}

async function readReport(
  req: Exchange['req'],
): Promise<{ readonly fields: unknown; readonly photos: readonly Uint8Array[] }> {
  if (!isForm(req)) return { fields: await readJson(req, MAX_BODY_BYTES), photos: [] }
  const { fields, files } = await readForm(req)
  return { fields: typeof fields.report === 'string' ? parseReport(fields.report) : fields, photos: files }
}

function parseReport(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CodedError('bad_input', 'BAD_JSON', '字段 report 不是 JSON', 'The field `report` is no JSON', {
      field: 'report',
    })
  }
}
