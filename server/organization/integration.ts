import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'

/**
 * 融行业三级, how far a department has joined: its data alone (进-通), its business too (进-监), or its people as well
 * (进-管). Its people's permissions, which cases may be handed to it, and whether its crews are sent from here follow.
 */
export const INTEGRATION = { share: 1, supervise: 2, manage: 3 } as const
export type IntegrationLevel = (typeof INTEGRATION)[keyof typeof INTEGRATION]

/** Whether cases may be handed to it; one that only shares data is passed over. */
export function takesCases(integrationLevel: number): boolean {
  return integrationLevel >= INTEGRATION.supervise
}

/** Whether its crews are sent from here; else it is given the case and sends them itself. */
export function isUnderOneCommand(integrationLevel: number): boolean {
  return integrationLevel >= INTEGRATION.manage
}

/** The level below which a kind of department may not go: the center is the house itself, and somebody must take what falls to the territory. */
export function lowestLevelOf(kind: string): IntegrationLevel {
  if (kind === 'center' || kind === 'supervision') return INTEGRATION.manage
  return kind === 'subdistrict' ? INTEGRATION.supervise : INTEGRATION.share
}

/** Throws where a department that is named to work a case does not exist or only shares its data. */
export async function mustTakeCases(
  db: Kysely<Database>,
  departmentId: number,
  field: string,
): Promise<{ readonly name: string; readonly integrationLevel: number }> {
  const department = await db
    .selectFrom('department')
    .select(['name', 'name_en', 'integration_level'])
    .where('department_id', '=', departmentId)
    .executeTakeFirst()
  if (!department)
    throw new CodedError('bad_input', 'UNKNOWN_REFERENCE', '没有这个部门', 'There is no such department', {
      field,
    })
  const { name, name_en, integration_level } = department
  if (!takesCases(integration_level))
    throw new CodedError(
      'conflict',
      'DEPARTMENT_SHARES_ONLY',
      `${name}只共享数据，不接案件`,
      `${name_en || name} only shares its data and takes no cases`,
      { field, expected: 'a department of integration level 2 or 3' },
    )
  return { name, integrationLevel: integration_level }
}
