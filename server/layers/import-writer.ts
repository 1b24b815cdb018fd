import type { PlacedRow } from '../exchange/formats/place-rows.ts'
import type { Fault } from '../exchange/formats/source-table.ts'
import type { Place } from '../locate/place.ts'

/** A row with where it lies and the id it is known by. */
export type ImportRow = PlacedRow & { readonly place: Place; readonly sourceId: string }
export type Outcome = 'inserted' | 'changed' | 'same' | Omit<Fault, 'row'>
/** Writes a part of the rows in the import's one transaction, and notes what was there before. */
export type ImportWriter = (rows: readonly ImportRow[], layerImportId: number) => Promise<readonly Outcome[]>
