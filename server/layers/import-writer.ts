import { type RawBuilder, sql } from 'kysely'
import type { Trx } from '../db/client.ts'
import type { PlacedRow } from '../exchange/formats/place-rows.ts'
import type { Fault } from '../exchange/formats/source-table.ts'
import type { Place } from '../locate/place.ts'

/** A row with where it lies and the id it is known by. */
export type ImportRow = PlacedRow & { readonly place: Place; readonly sourceId: string }
export type Outcome = 'inserted' | 'changed' | 'same' | Omit<Fault, 'row'>

/** How the rows of a file come into one place. */
export type ImportWriter = {
  /** Writes new rows, which nobody sees yet, and notes what of the others is to change. */
  readonly write: (trx: Trx, importId: number, rows: readonly ImportRow[]) => Promise<readonly Outcome[]>
  /**
   * Changes a piece of what was noted, in the order of ids.
   *
   * @returns after which id the next piece begins; null behind the last
   */
  readonly change: (trx: Trx, importId: number, afterId: string) => Promise<string | null>
  /** What belongs into the transaction that lets everybody see what is new. */
  readonly finish?: (trx: Trx) => Promise<void>
  /** Tells of what is new, in transactions of its own. */
  readonly tell?: (importId: number) => Promise<void>
}

/** So many rows are changed in one transaction, as on the embedded database everybody else waits meanwhile. */
const changedAtOnce = 500

/** The next piece of what an import is to change, as a query of `source_id` and `after`. */
export function pieceOfChanges(importId: number, afterId: string): RawBuilder<unknown> {
  return sql`select source_id, after from layer_import_change
    where layer_import_id = ${importId} and source_id > ${afterId} and after is not null
    order by source_id limit ${changedAtOnce}`
}

/** Notes that a piece has been changed; `piece` is a query's name. */
export function noteMade(importId: number, piece: string): RawBuilder<unknown> {
  return sql`update layer_import_change set is_made = true
    where layer_import_id = ${importId} and source_id in (select source_id from ${sql.ref(piece)})`
}
