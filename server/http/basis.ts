import {
  exportChecklists,
  exportDictionary,
  exportDuties,
  exportIndices,
  exportLinks,
  exportPack,
} from '../basis/exchange/export-basis.ts'
import { importBasis } from '../basis/exchange/import-basis.ts'
import { summarizeText } from '../basis/read-head.ts'
import { readInWorker } from '../basis/reading/read-in-worker.ts'
import { MAX_TEXT_BYTES } from '../basis/reading/text-of-file.ts'
import { regulationHeadSchema } from '../basis/regulation-head.ts'
import { mustSplit, startDraft } from '../basis/start-draft.ts'
import { CodedError } from '../errors.ts'
import type { Services } from '../services.ts'
import { readBody } from './read-body.ts'
import type { Route } from './route.ts'
import { sendJson } from './send.ts'

const MAX_NAME_LENGTH = 200

/**
 * `POST /api/basis/texts?name=…` with a file's bytes: its text, what it says of itself, and how it splits. Keeps nothing.
 * `POST /api/basis/drafts?head={…}` with the text: kept as a draft, whole or not at all.
 * `GET /api/basis/export?what=duties|links|dictionary|checklists|indices|pack&format=xlsx|csv` and `POST /api/basis/import?what=…&name=…&trial=yes`.
 */
export function basisRoutes(services: Services): Route[] {
  return [
    {
      method: 'POST',
      path: '/api/basis/texts',
      permission: 'basis.edit',
      async handle({ req, res, url }) {
        const name = (url.searchParams.get('name') ?? '').slice(0, MAX_NAME_LENGTH)
        const read = await readInWorker(await readBody(req, MAX_TEXT_BYTES), name)
        sendJson(res, 200, { ...read, summary: summarizeText(read.text, mustSplit(read.text)) })
      },
    },
    {
      method: 'POST',
      path: '/api/basis/drafts',
      permission: 'basis.edit',
      async handle({ req, res, url, actor }) {
        const head = parseHead(url.searchParams.get('head'))
        const text = new TextDecoder().decode(await readBody(req, MAX_TEXT_BYTES))
        sendJson(res, 201, await startDraft(services, actor!, { head, text }))
      },
    },
    {
      method: 'GET',
      path: '/api/basis/export',
      permission: 'basis.read',
      async handle({ res, url, actor }) {
        const what = whatOf(url)
        const format = url.searchParams.get('format') === 'csv' ? 'csv' : 'xlsx'
        const file =
          what === 'pack' ? await exportPack(services, actor!) : await TABLES[what](services, actor!, format)
        res.writeHead(200, {
          'content-type': file.type,
          'content-length': file.bytes.length,
          'content-disposition': `attachment; filename="basis-${what}.${file.ending}"`,
          'cache-control': 'no-store',
        })
        res.end(file.bytes)
      },
    },
    {
      method: 'POST',
      path: '/api/basis/import',
      permission: 'basis.edit',
      async handle({ req, res, url, actor }) {
        const report = await importBasis(services, actor!, {
          what: importedOf(url),
          bytes: await readBody(req, MAX_TEXT_BYTES),
          name: (url.searchParams.get('name') ?? '').slice(0, MAX_NAME_LENGTH),
          isTrial: url.searchParams.get('trial') === 'yes',
        })
        sendJson(res, 200, report)
      },
    },
  ]
}

const TABLES = {
  duties: exportDuties,
  links: exportLinks,
  dictionary: exportDictionary,
  checklists: exportChecklists,
  indices: exportIndices,
} as const

function whatOf(url: URL): keyof typeof TABLES | 'pack' {
  const what = url.searchParams.get('what') ?? ''
  if (what === 'pack' || Object.hasOwn(TABLES, what)) return what as keyof typeof TABLES | 'pack'
  throw new CodedError('bad_input', 'BAD_OPTIONS', '请指明导入导出的内容', 'Say what is meant', {
    field: 'what',
    expected: `${Object.keys(TABLES).join(', ')} or pack`,
  })
}

function importedOf(url: URL) {
  const what = whatOf(url)
  if (what !== 'indices') return what
  throw new CodedError(
    'bad_input',
    'BAD_OPTIONS',
    '指标的公式在程序中，不能由文件导入',
    'Formulas of indices are code and do not come in by a file',
    { field: 'what' },
  )
}

function parseHead(json: string | null) {
  let value: unknown
  try {
    value = JSON.parse(json ?? '')
  } catch {
    throw new CodedError('bad_input', 'BAD_JSON', '参数 head 不是 JSON', 'head is no JSON', { field: 'head' })
  }
  const parsed = regulationHeadSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') ?? 'head'
  throw new CodedError('bad_input', 'BAD_HEAD', `法规信息不完整：${field}`, issue?.message ?? 'Bad head', {
    field,
  })
}
