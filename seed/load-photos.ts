import type { Kysely } from 'kysely'
import type { AttachmentStore } from '../server/attachments/attachment-store.ts'
import { withSystem } from '../server/db/client.ts'
import type { Database } from '../server/db/schema.ts'
import { createRandom } from './city/random.ts'
import { drawPhoto } from './photos/draw-photo.ts'

/** Drawing takes a tenth of a second each: the cases that are looked at first have theirs. */
const MOST_PHOTOS = 36
const CHANNELS_WITH_PHOTO = ['resident', 'collector', 'patrol']

/** Gives the newest open cases of people with a phone their pictures. */
export async function loadPhotos(db: Kysely<Database>, store: AttachmentStore, seed: string): Promise<void> {
  const cases = await withSystem(db, 'seed', (trx) =>
    trx
      .selectFrom('case_record')
      .innerJoin('category', 'category.category_id', 'case_record.category_id')
      .where('case_record.state', 'not in', ['closed', 'canceled'])
      .where('case_record.channel', 'in', CHANNELS_WITH_PHOTO)
      .select([
        'case_record.case_id',
        'case_record.scope_area_id',
        'case_record.reported_at',
        'category.code',
      ])
      .orderBy('case_record.reported_at', 'desc')
      .limit(3 * MOST_PHOTOS)
      .execute(),
  )
  let left = MOST_PHOTOS
  for (const { case_id, scope_area_id, reported_at: at, code } of cases) {
    if (left === 0) return
    const photo = drawPhoto(code, at.getTime(), createRandom(`${seed}/photos/${case_id}`))
    if (!photo) continue
    const kept = await store.put(photo)
    // A scanner that is away: the city has fewer pictures.
    if ('refusal' in kept) return
    left--
    const { sha256, mime, bytes } = kept
    await withSystem(db, 'seed', async (trx) => {
      await trx
        .insertInto('attachment')
        .values({ sha256, mime, bytes, stored_at: at })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await trx
        .insertInto('case_attachment')
        .values({ case_id, sha256, role: 'near', at, ordinal: 0, scope_area_id })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    })
  }
}
