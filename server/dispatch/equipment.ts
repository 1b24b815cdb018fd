import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'

/** A kind of equipment; any of `words` in what a unit carries or drives is one of it. */
export type EquipmentKind = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly words: readonly string[]
}

/** Kinds by code; a code that nobody has described stands for itself, so that it is asked for all the same. */
export async function findEquipmentKinds(
  db: Kysely<Database>,
  codes: readonly string[],
): Promise<EquipmentKind[]> {
  if (codes.length === 0) return []
  const rows = await db
    .selectFrom('equipment_kind')
    .select(['code', 'name', 'name_en as nameEn', 'words'])
    .where('code', 'in', codes)
    .execute()
  const known = new Map(rows.map((row) => [row.code, row]))
  return codes.map((code) => known.get(code) ?? { code, name: code, nameEn: code, words: [code] })
}

/** Which of the needed kinds are not among what a unit carries and drives. */
export function lackedBy(carried: readonly string[], needs: readonly EquipmentKind[]): EquipmentKind[] {
  return needs.filter(({ words }) => !words.some((word) => carried.includes(word)))
}
