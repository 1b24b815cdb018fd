import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { AttachmentStore } from './attachment-store.ts'

/**
 * Copies every attachment that the database knows from one store into another; what is there already is left.
 *
 * @returns the hashes whose bytes neither store has
 */
export async function moveAttachments(
  db: Kysely<Database>,
  from: AttachmentStore,
  to: AttachmentStore,
): Promise<{ readonly moved: number; readonly missing: readonly string[] }> {
  const known = await db.selectFrom('attachment').select('sha256').orderBy('sha256').execute()
  const missing: string[] = []
  let moved = 0
  for (const { sha256 } of known) {
    const bytes = await from.read(sha256)
    if (bytes) {
      await to.keep(sha256, bytes)
      moved += 1
      continue
    }
    const there = await to.open(sha256)
    if (!there) missing.push(sha256)
    there?.destroy()
  }
  return { moved, missing }
}
