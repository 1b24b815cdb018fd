import type { Kysely } from 'kysely'
import { type Trx, withSystem } from '../../db/client.ts'
import type { Database } from '../../db/schema.ts'
import type { CityBundle } from '../bundle.ts'
import { chunksOf } from './chunks-of.ts'
import { copyRows } from './copy-rows.ts'
import { type Insert, insertRows } from './insert-rows.ts'

/** What every step of a load is given. */
export type Loader = {
  readonly db: Kysely<Database>
  readonly bundle: CityBundle
  readonly now: Date
  /** Nothing of a city is there, and a load that is cut off is taken out whole: no row needs to be asked for. */
  readonly isFresh: boolean
  /** Where a fresh load may write by COPY; the embedded database cannot. */
  readonly copyUrl: string | undefined
  /** @param share 0–1 of this step, 1 when it is done; where its size is not known, of what is expected */
  readonly onProgress: (step: string, share: number, rows?: number) => void
}

/** Small enough that others get their turn on the embedded database. */
const CHUNK_ROWS = 2000

export function inTransaction<T>({ db }: Loader, fn: (trx: Trx) => Promise<T>): Promise<T> {
  return withSystem(db, 'load', fn)
}

/**
 * Inserts in chunks, a transaction each; what is there already stays, so that a load that was cut off can be repeated.
 * A fresh load into a native database is written by COPY instead.
 *
 * @param expected how many rows there are, where they are not a list; for the progress only
 */
export async function insertInChunks<Row>(
  loader: Loader,
  step: string,
  insert: Insert<Row>,
  rows: Iterable<Row>,
  expected = Array.isArray(rows) ? rows.length : undefined,
): Promise<number> {
  let read = 0
  let inserted = 0
  const tell = () => loader.onProgress(step, expected ? Math.min(0.999, read / expected) : 0, read)
  if (loader.copyUrl !== undefined) {
    inserted = await copyRows(loader.copyUrl, insert, rows, (count) => {
      read = count
      tell()
    })
  } else {
    // Where nothing is there, nothing collides, and the keys that would tell are built later.
    const { conflict: _, ...plain } = insert
    const written = loader.isFresh ? plain : insert
    for (const chunk of chunksOf(rows, CHUNK_ROWS)) {
      inserted += await inTransaction(loader, (trx) => insertRows(trx, written, chunk))
      read += chunk.length
      tell()
    }
  }
  loader.onProgress(step, 1, inserted)
  return inserted
}
