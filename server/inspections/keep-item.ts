import { z } from 'zod'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { mustBeRatio } from './read-pool.ts'

export const itemSchema = z.object({
  /** Null for a new one. */
  itemId: z.number().int().positive().nullable(),
  /** As it was shown. */
  version: z.number().int().positive().nullable(),
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1).max(100),
  nameEn: z.string().trim().max(100).default(''),
  objectKinds: z.array(z.string().trim().min(1).max(40)).min(1).max(20),
  checklist: z
    .array(
      z.object({
        code: z.string().trim().min(1).max(40),
        zh: z.string().trim().min(1).max(200),
        en: z.string().trim().max(200),
        categoryCode: z.string().max(32).optional(),
      }),
    )
    .min(1)
    .max(60),
  ratioPercent: z.number(),
  timesPerYear: z.number().int().min(1).max(52),
  radiusMeters: z.number().min(20).max(5000),
  categoryId: z.number().int().positive().nullable(),
  basis: z.string().trim().max(500).default(''),
  basisEn: z.string().trim().max(500).default(''),
  isActive: z.boolean(),
})

/** Items are the whole city's: what is inspected is not for one area to say. */
export async function keepItem(services: Services, actor: Actor, input: z.output<typeof itemSchema>) {
  if (!actor.isWholeCity)
    throw new CodedError('forbidden', 'FORBIDDEN_AREA', '抽查事项属于全城', 'Items belong to the whole city')
  mustBeRatio(input.ratioPercent)
  const codes = input.checklist.map(({ code }) => code)
  const twice = codes.find((code, index) => codes.indexOf(code) !== index)
  if (twice !== undefined)
    throw new CodedError(
      'bad_input',
      'DUPLICATE_CHECK',
      `检查单中 ${twice} 出现两次`,
      `The checklist has ${twice} twice`,
      { field: 'checklist', expected: 'a code of its own for each check' },
    )
  const at = services.clock.now()
  const values = {
    code: input.code,
    name: input.name,
    name_en: input.nameEn,
    object_kinds: input.objectKinds,
    checklist: JSON.stringify(input.checklist.map((check) => ({ ...check, en: check.en || check.zh }))),
    ratio_percent: input.ratioPercent,
    times_per_year: input.timesPerYear,
    radius_meters: input.radiusMeters,
    category_id: input.categoryId,
    basis: input.basis,
    basis_en: input.basisEn,
    is_active: input.isActive,
    changed_at: at,
    changed_by: actor.name,
  }
  return withScope(services.db, actor, async (trx) => {
    if (input.itemId === null) {
      const made = await trx
        .insertInto('inspection_item')
        .values(values)
        .onConflict((conflict) => conflict.column('code').doNothing())
        .returning(['item_id as itemId', 'version'])
        .executeTakeFirst()
      if (made) return made
      throw new CodedError('conflict', 'CODE_TAKEN', `编号 ${input.code} 已有`, `${input.code} is taken`, {
        field: 'code',
        expected: 'a code of its own',
      })
    }
    const changed = await trx
      .updateTable('inspection_item')
      .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
      .where('item_id', '=', input.itemId)
      .where('version', '=', input.version)
      .returning(['item_id as itemId', 'version'])
      .executeTakeFirst()
    if (changed) return changed
    throw new CodedError(
      'conflict',
      'CONFLICT_VERSION',
      '事项已被他人修改，请刷新后再改',
      'Somebody else changed the item: look again',
      { field: 'version' },
    )
  })
}
