/** What the child tells its parent. */
export type ChildMessage =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'fatal'; readonly code: FatalCode; readonly message: string }

/** What the parent tells its child. */
export type ParentMessage = { readonly kind: 'stop' }

/** Given to the child as its only argument, as JSON. */
export type ChildSettings = {
  /** Absolute path of the database's own folder, `DATA_DIR/embedded`. */
  readonly folder: string
  /** Absolute path of the socket that it opens. */
  readonly socketPath: string
  readonly statementLimitMs: number
  readonly idleInTransactionLimitMs: number
}

export type FatalCode = 'folder_in_use' | 'disk_full' | 'other_version' | 'cannot_open'

/** The process's exit code for each, so that scripts can tell them apart. */
export const EXIT_CODES: Readonly<Record<FatalCode, number>> = {
  folder_in_use: 73,
  disk_full: 74,
  other_version: 76,
  cannot_open: 70,
}
