import { CodedError, publicErrorOf } from '../errors.ts'
import { LIMITS } from '../exchange/formats/source-table.ts'
import { importFile } from '../layers/import-file.ts'
import { type ImportInput, importInputSchema } from '../layers/import-input.ts'
import type { Services } from '../services.ts'
import { readBody } from './read-body.ts'
import type { Exchange, Route } from './route.ts'

/**
 * `POST /api/imports?options={…}` with the file's bytes as the body. Answers line by line: `{"progress":…}` while it
 * works, then `{"report":…}` or `{"error":…}`.
 */
export function importRoute(services: Services): Route {
  return {
    method: 'POST',
    path: '/api/imports',
    permission: 'layers.import',
    async handle({ req, res, url, actor }) {
      const input = inputOf(url)
      const bytes = await readBody(req, LIMITS.fileBytes)
      const line = (message: object) => {
        if (!res.headersSent) {
          res.writeHead(200, { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' })
        }
        res.write(`${JSON.stringify(message)}\n`)
      }
      try {
        const report = await importFile(services, actor!, bytes, input, (progress) => line({ progress }))
        line({ report })
      } catch (error) {
        // Once a line is out the status is: the failure is told in a line of its own.
        if (!res.headersSent) throw error
        if (!(error instanceof CodedError)) services.log.error({ err: error }, 'an import failed')
        line({ error: publicErrorOf(error) })
      }
      res.end()
    },
  }
}

function inputOf(url: Exchange['url']): ImportInput {
  const expected = importInputSchema.keyof().options.join(', ')
  let json: unknown
  try {
    json = JSON.parse(url.searchParams.get('options') ?? '')
  } catch {
    throw new CodedError('bad_input', 'BAD_JSON', '参数 options 不是 JSON', 'options is no JSON', {
      field: 'options',
      expected,
    })
  }
  const parsed = importInputSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new CodedError('bad_input', 'BAD_OPTIONS', '导入选项不正确', issue?.message ?? 'Bad options', {
    field: issue?.path.join('.') ?? 'options',
    expected,
  })
}
