import { z } from 'zod'
import { becomeSystem } from '../cases/become-system.ts'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { DISPATCH_MODES } from './authority-of.ts'
import { writeAuthority } from './write-authority.ts'

export const setAuthoritySchema = z.object({
  categoryId: z.number().int().positive().nullable(),
  areaId: z.number().int().positive().nullable(),
  mode: z.enum(DISPATCH_MODES),
  minScore: z.number().min(0).max(1),
  maxReturnRate: z.number().min(0).max(1),
  isStopped: z.boolean(),
  reason: z.string().trim().min(1).max(500),
  /** The version that the page showed; null where nothing was set. */
  version: z.number().int().positive().nullable(),
})

/** A person sets what the robot may do, within the areas that are theirs. */
export async function setAuthority(
  services: Services,
  actor: Actor,
  input: z.output<typeof setAuthoritySchema>,
): Promise<{ readonly version: number }> {
  const { categoryId, areaId, reason, version, ...setting } = input
  const leaves = areaId === null ? undefined : services.locator.leafAreaIdsWithin(areaId)
  if (leaves?.length === 0) throw unknown('areaId', '没有这个区域', 'There is no such area')
  const isOwn = leaves ? leaves.every((leaf) => actor.scopeAreaIds.includes(leaf)) : actor.isWholeCity
  if (!isOwn)
    throw new CodedError(
      'forbidden',
      'FORBIDDEN_AREA',
      '超出您的管辖范围',
      'Beyond the areas that are yours',
      { field: 'areaId' },
    )
  return withScope(services.db, actor, async (trx) => {
    if (categoryId !== null && !(await isCategory(trx, categoryId)))
      throw unknown('categoryId', '没有这个类别', 'There is no such category')
    // Their right to these areas is proved above; the row and its event belong to the whole city.
    await becomeSystem(trx)
    const at = services.clock.now()
    const by = { at, userId: actor.userId, name: actor.name, reason, version }
    return { version: await writeAuthority(trx, { categoryId, areaId, setting, ...by }) }
  })
}

async function isCategory(trx: Trx, categoryId: number): Promise<boolean> {
  const found = await trx
    .selectFrom('category')
    .select('category_id')
    .where('category_id', '=', categoryId)
    .executeTakeFirst()
  return found !== undefined
}

function unknown(field: string, zh: string, en: string): CodedError {
  return new CodedError('bad_input', 'UNKNOWN_REFERENCE', zh, en, { field })
}
