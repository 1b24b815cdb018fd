import { z } from 'zod'
import { withScope } from '../../db/client.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { listLimits } from '../find-category.ts'

export const limitVersionsSchema = z.object({ categoryId: z.number().int().positive() })

/** What holds for a category, and every version that was or will be, the newest first. */
export function listLimitVersions(
  services: Services,
  actor: Actor,
  { categoryId }: z.output<typeof limitVersionsSchema>,
) {
  return withScope(services.db, actor, async (trx) => {
    const versions = await trx
      .selectFrom('limit_version')
      .selectAll()
      .where('category_id', '=', categoryId)
      .orderBy('version', 'desc')
      .execute()
    return {
      limits: (await listLimits(trx, [categoryId])).get(categoryId) ?? [],
      latestVersion: versions[0]?.version ?? 0,
      versions: versions.map((row) => ({
        limitVersionId: row.limit_version_id,
        version: row.version,
        state: row.state,
        validFrom: row.version === 1 && row.author_name === '' ? null : row.valid_from.toISOString(),
        limits: row.limits,
        closing: row.closing,
        closingEn: row.closing_en,
        note: row.note,
        authorName: row.author_name,
      })),
    }
  })
}
