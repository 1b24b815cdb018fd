import { CodedError } from '../errors.ts'
import { followReport } from '../reports/follow-report.ts'
import { submitReport } from '../reports/submit.ts'
import type { Services } from '../services.ts'
import { readBody, readJson } from './read-body.ts'
import type { Exchange, Route } from './route.ts'
import { sendJson } from './send.ts'

const MAX_BODY_BYTES = 32 * 1024 * 1024
const STATUS = { created: 201, same: 200, conflict: 409 } as const

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
      sendJson(res, STATUS[result.status], result)
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
  const contentType = req.headers['content-type'] ?? ''
  if (!contentType.startsWith('multipart/form-data')) {
    return { fields: await readJson(req, MAX_BODY_BYTES), photos: [] }
  }
  const body = await readBody(req, MAX_BODY_BYTES)
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => {
      throw new CodedError('bad_input', 'BAD_FORM', '表单内容不完整', 'The form is broken', {
        expected: 'multipart/form-data with a field `report` and files `photos`',
      })
    })
  const photos: Uint8Array[] = []
  const fields: Record<string, unknown> = {}
  for (const [name, value] of form) {
    if (typeof value === 'string') fields[name] = value
    else photos.push(new Uint8Array(await value.arrayBuffer()))
  }
  return { fields: typeof fields.report === 'string' ? parseReport(fields.report) : fields, photos }
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
