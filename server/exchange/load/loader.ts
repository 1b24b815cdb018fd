import type { Kysely } from 'kysely'
import { type Trx, withSystem } from '../../db/client.ts'
import type { Database } from '../../db/schema.ts'
import type { CityBundle } from '../bundle.ts'
import { type Insert, insertRows } from './insert-rows.ts'

/** What every step of a load is given. */
export type Loader = {
  readonly db: Kysely<Database>
  readonly bundle: CityBundle
  readonly now: Date
  /** @param share 0–1 of this step */
  readonly onProgress: (step: string, share: number) => void
}

/** Small enough that others get their turn on the embedded database. */
const CHUNK_ROWS = 2000

export function inTransaction<T>({ db }: Loader, fn: (trx: Trx) => Promise<T>): Promise<T> {
  return withSystem(db, 'load', fn)
}

/** Inserts in chunks, a transaction each; what is there already stays, so that a load that was cut off can be repeated. */
export async function insertInChunks<Row>(
  loader: Loader,
  step: string,
  insert: Insert<Row>,
  rows: readonly Row[],
): Promise<number> {
  let inserted = 0
  for (let start = 0; start < rows.length; start += CHUNK_ROWS) {
    const chunk = rows.slice(start, start + CHUNK_ROWS)
    inserted += await inTransaction(loader, (trx) => insertRows(trx, insert, chunk))
    loader.onProgress(step, Math.min(1, (start + CHUNK_ROWS) / rows.length))
  }
  return inserted
}
