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
  /** Changes what was noted, in the transaction that lets everybody see what is new. */
  readonly finish: (trx: Trx, importId: number) => Promise<void>
  /** Tells of what is new, in transactions of its own. */
  readonly tell?: (importId: number) => Promise<void>
}
