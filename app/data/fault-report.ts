import type { Fault } from '../../server/exchange/formats/source-table.ts'
import { writeCsv } from '../_export/write-csv.ts'
import type { Locale } from '../_i18n/locale.ts'

/** What was wrong with a file as a table for spreadsheets: with a mark of UTF-8, no field run as a formula. */
export function faultReport(
  faults: readonly Fault[],
  locale: Locale,
  header: readonly [row: string, field: string, code: string, reason: string, expected: string],
): string {
  const lines = faults.map((fault) => [
    fault.row === null ? '' : String(fault.row),
    fault.field ?? '',
    fault.code,
    fault[locale],
    fault.expected?.[locale] ?? '',
  ])
  return writeCsv([header, ...lines])
}
