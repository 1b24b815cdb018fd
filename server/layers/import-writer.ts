import type { PlacedRow } from '../exchange/formats/place-rows.ts'
import type { Fault } from '../exchange/formats/source-table.ts'
import type { Place } from '../locate/place.ts'

/** A row with where it lies and the id it is known by. */
export type ImportRow = PlacedRow & { readonly place: Place; readonly sourceId: string }
export type Outcome = 'inserted' | 'changed' | 'same' | Omit<Fault, 'row'>
/** Decides and, unless it is a dry run, writes a part of the rows, in the import's one transaction. */
export type ImportWriter = (rows: readonly ImportRow[]) => Promise<readonly Outcome[]>
