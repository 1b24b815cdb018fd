import type { Generated } from 'kysely'

/** Phase 1 indexes, 2 keys, 3 references to keys. */
export type SetAsideTable = {
  readonly set_aside_id: Generated<number>
  readonly table_name: string
  readonly phase: number
  readonly statement: string
}
