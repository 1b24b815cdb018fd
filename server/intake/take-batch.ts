import { CodedError, codedErrorOf, type PublicError, publicErrorOf } from '../errors.ts'
import { ProblemList } from '../exchange/problem.ts'
import { readCsv } from '../exchange/read-csv.ts'
import type { Actor } from '../identity/actor.ts'
import { contentSha256 } from '../reports/content-sha256.ts'
import { submitReport } from '../reports/submit.ts'
import type { Services } from '../services.ts'
import { keepRejection } from './keep-rejection.ts'

const MAX_ROWS = 5000
const EXPECTED_HEADER = 'a first row with description, lng, lat, category_code, address, source_id …'

export type BatchAnswer = {
  readonly created: number
  readonly same: number
  readonly conflicts: number
  /** `row` as a spreadsheet shows it: the header is row 1. */
  readonly rejected: readonly (PublicError & { readonly row: number | null })[]
}

/**
 * Reports as a CSV file with a header of the names of `POST /api/reports`, in UTF-8 or GB 18030. Good rows are taken,
 * bad ones are named and kept for a person. Sent again, nothing doubles: a row without a `source_id` is known by its
 * own words.
 */
export async function takeBatch(services: Services, actor: Actor, bytes: Uint8Array): Promise<BatchAnswer> {
  const problems = new ProblemList()
  const rows = readRows(bytes, problems)
  const source = `batch:${actor.name}`.slice(0, 64)
  const counts = { created: 0, same: 0, conflict: 0 }
  const rejected: BatchAnswer['rejected'][number][] = []
  const reject = async (row: number | null, text: string, error: CodedError) => {
    await keepRejection(services, source, Buffer.from(text), error)
    rejected.push({ row, ...publicErrorOf(error) })
  }
  for (const { row, message, action } of problems.all)
    if (action === 'skipped')
      await reject(
        row,
        `${row} ${message}`,
        new CodedError('bad_input', 'BAD_ROW', '列数与表头不符', message),
      )
  for (const { row, values } of rows) {
    const text = JSON.stringify(values)
    try {
      const fields = {
        ...values,
        source_system: source,
        source_id: values.source_id || contentSha256(values),
      }
      const answer = await submitReport(services, actor, { fields, photos: [] })
      counts[answer.status]++
    } catch (error) {
      const coded = codedErrorOf(error)
      if (!coded) throw error
      await reject(row, text, coded)
    }
  }
  return { created: counts.created, same: counts.same, conflicts: counts.conflict, rejected }
}

function readRows(bytes: Uint8Array, problems: ProblemList) {
  const rows = readCsv(bytes, 'reports.csv', problems)
  if (rows[0] && !('description' in rows[0].values))
    throw new CodedError(
      'bad_input',
      'BAD_HEADER',
      '表头缺少 description 列',
      'The header has no description',
      {
        field: 'description',
        expected: EXPECTED_HEADER,
      },
    )
  if (rows.length > MAX_ROWS)
    throw new CodedError('too_large', 'TOO_MANY_ROWS', `超过 ${MAX_ROWS} 行`, `More than ${MAX_ROWS} rows`, {
      expected: `at most ${MAX_ROWS} rows a file`,
    })
  return rows
}
