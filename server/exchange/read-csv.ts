import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import type { SourceRow } from './field.ts'
import type { ProblemList } from './problem.ts'

export type NumberedRow = { readonly row: number; readonly values: SourceRow }

/**
 * The rows of a CSV file with a header. The text is UTF-8, or GB 18030 (which holds GBK and GB 2312) where it is not
 * valid UTF-8 or where the profile says so. A row with another number of fields than the header is a problem, not an end.
 */
export function readCsv(
  bytes: Uint8Array,
  file: string,
  problems: ProblemList,
  declared?: 'utf-8' | 'gb18030',
): NumberedRow[] {
  const text = decode(bytes, file, problems, declared)
  const records = parse(text, {
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
  }) as unknown as { record: string[]; info: { lines: number } }[]
  const header = records[0]?.record.map((name) => name.trim())
  if (!header) {
    problems.add({
      file,
      row: null,
      field: null,
      reason: 'broken_file',
      message: 'The file is empty; a header row was expected.',
      action: 'skipped',
    })
    return []
  }
  const rows: NumberedRow[] = []
  for (const { record, info } of records.slice(1)) {
    if (record.length !== header.length) {
      problems.add({
        file,
        row: info.lines,
        field: null,
        reason: 'bad_row',
        message: `The row has ${record.length} fields; the header has ${header.length}.`,
        action: 'skipped',
      })
      continue
    }
    rows.push({
      row: info.lines,
      values: Object.fromEntries(header.map((name, i) => [name, record[i] ?? ''])),
    })
  }
  return rows
}

function decode(bytes: Uint8Array, file: string, problems: ProblemList, declared?: string): string {
  if (declared !== 'gb18030') {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch {
      problems.add({
        file,
        row: null,
        field: null,
        reason: 'encoding',
        message: 'The file is not UTF-8; it was read as GB 18030 (GBK).',
        action: 'kept',
      })
    }
  }
  return iconv.decode(Buffer.from(bytes), 'gb18030')
}
