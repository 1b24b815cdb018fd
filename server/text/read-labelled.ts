import { parse } from 'csv-parse/sync'
import iconv from 'iconv-lite'
import { CodedError } from '../errors.ts'
import type { TitledText } from './cross-validate.ts'

export type LabelledFile = {
  readonly texts: readonly TitledText[]
  /** Rows that could not be used, by their number in the file (the header is 1). */
  readonly problems: readonly { readonly row: number; readonly field: string; readonly reason: string }[]
}
type Columns = { readonly text: string; readonly label: string; readonly title: string }

/**
 * A CSV file with a header, in UTF-8 or GB 18030. Good rows are kept, the others named.
 *
 * @throws CodedError where a column is missing, naming those there are
 */
export function readLabelled(bytes: Uint8Array, { text, label, title }: Columns): LabelledFile {
  const rows = parse(decoded(bytes), {
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
  }) as unknown as { record: string[]; info: { lines: number } }[]
  const header = rows[0]?.record.map((name) => name.trim()) ?? []
  const at = (name: string) => header.findIndex((one) => one.toLowerCase() === name.toLowerCase())
  const [textAt, labelAt, titleAt] = [at(text), at(label), at(title)]
  for (const [name, index] of [
    [text, textAt],
    [label, labelAt],
  ] as const) {
    if (index >= 0) continue
    throw new CodedError(
      'bad_input',
      'MISSING_COLUMN',
      `没有“${name}”列；文件里有：${header.join('、')}`,
      `No column "${name}"; the file has: ${header.join(', ') || 'none'}`,
      { field: name, expected: `a column named ${name}` },
    )
  }
  const texts: TitledText[] = []
  const problems: { row: number; field: string; reason: string }[] = []
  for (const { record, info } of rows.slice(1)) {
    const said = (record[textAt] ?? '').trim()
    const named = (record[labelAt] ?? '').trim()
    const headline = titleAt < 0 ? '' : (record[titleAt] ?? '').trim()
    if (named === '') problems.push({ row: info.lines, field: label, reason: 'empty' })
    else if (said === '' && headline === '') problems.push({ row: info.lines, field: text, reason: 'empty' })
    else texts.push({ title: headline, text: said, label: named })
  }
  return { texts, problems }
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return iconv.decode(Buffer.from(bytes), 'gb18030')
  }
}
