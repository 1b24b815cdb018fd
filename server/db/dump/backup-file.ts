import type { DumpedSequence, DumpedTable } from './list-tables.ts'
import type { TableCount } from './target.ts'

/**
 * A backup is a gzipped tar file: `head.json`, then `tables/NAME/00001.ndjson` (a row a line, its values as texts in
 * the order of the head's columns) in an order in which they can be inserted, then `attachments/SHA256`, then `foot.json`.
 */
export const FORMAT = 'tongguan-backup-1'

export type BackupHead = {
  readonly format: typeof FORMAT
  /** ISO 8601. */
  readonly madeAt: string
  /** Code and name of the city, empty where there is none. */
  readonly city: string
  readonly migrations: readonly string[]
  readonly tables: readonly DumpedTable[]
}

export type BackupFoot = {
  readonly counts: readonly TableCount[]
  readonly sequences: readonly DumpedSequence[]
  readonly attachments: number
  /** Hashes that the database knows and the folder lacked. */
  readonly missingAttachments: readonly string[]
}
