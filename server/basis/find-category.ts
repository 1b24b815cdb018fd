import type { Kysely } from 'kysely'
import type { Limit } from '../clocks/deadlines.ts'
import type { Database } from '../db/schema.ts'
import { type EquipmentKind, findEquipmentKinds } from '../dispatch/equipment.ts'

export type Category = {
  readonly categoryId: number
  readonly code: string
  readonly kind: 'part' | 'event'
  readonly classCode: string
  readonly name: string
  readonly nameEn: string
  readonly severity: 'normal' | 'important' | 'urgent'
  /** The skill that a unit needs, '' for none. */
  readonly skill: string
  /** What it must carry or drive. */
  readonly equipment: readonly EquipmentKind[]
  readonly limits: readonly Limit[]
  /** Nothing new is reported or classified as it. */
  readonly isRetired: boolean
}

/** A category with its limits, by id or by code. */
export async function findCategory(
  db: Kysely<Database>,
  by: { readonly categoryId: number } | { readonly code: string },
): Promise<Category | undefined> {
  const row = await db
    .selectFrom('category')
    .select([
      'category_id',
      'code',
      'kind',
      'class_code',
      'name',
      'name_en',
      'severity',
      'skill',
      'equipment',
      'retired_at',
    ])
    .where((eb) => ('code' in by ? eb('code', '=', by.code) : eb('category_id', '=', by.categoryId)))
    .executeTakeFirst()
  if (!row) return undefined
  const limits = await listLimits(db, [row.category_id])
  return {
    categoryId: row.category_id,
    code: row.code,
    kind: row.kind,
    classCode: row.class_code,
    name: row.name,
    nameEn: row.name_en,
    severity: row.severity,
    skill: row.skill,
    equipment: await findEquipmentKinds(db, row.equipment),
    limits: limits.get(row.category_id) ?? [],
    isRetired: row.retired_at !== null,
  }
}

/** The limits of several categories, by category id. */
export async function listLimits(
  db: Kysely<Database>,
  categoryIds: readonly number[],
): Promise<Map<number, Limit[]>> {
  if (categoryIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('category_limit')
    .select(['category_id', 'stage', 'clock', 'amount', 'condition', 'step', 'step_name', 'step_name_en'])
    .orderBy('step')
    .where('category_id', 'in', categoryIds)
    .execute()
  const limits = new Map<number, Limit[]>()
  for (const { category_id, stage, clock, amount, condition, step, step_name, step_name_en } of rows) {
    const isPlain = condition === '' && step === 1 && step_name === ''
    const limit = isPlain
      ? { stage, clock, amount }
      : { stage, clock, amount, condition, step, stepName: step_name, stepNameEn: step_name_en }
    limits.set(category_id, [...(limits.get(category_id) ?? []), limit])
  }
  return limits
}
