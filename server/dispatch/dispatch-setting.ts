import type { Kysely } from 'kysely'
import { z } from 'zod'
import { becomeSystem } from '../cases/become-system.ts'
import { withScope } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { CITY_LIMITS, type RankLimits } from './rank-units.ts'
import { RESTING_MODES, type RestRules, USUAL_REST } from './rest-of.ts'

export const dispatchSettingSchema = z.object({
  resting: z.enum(RESTING_MODES),
  maxDutyHours: z.number().min(1).max(48),
  minRestHours: z.number().min(0).max(24),
  /** The version that the page showed. */
  version: z.number().int().positive(),
})
export type DispatchSetting = RestRules & {
  readonly version: number
  readonly changedAt: string | null
  readonly changedByName: string
}

export async function readDispatchSetting(db: Kysely<Database>): Promise<DispatchSetting> {
  const row = await db.selectFrom('dispatch_setting').selectAll().executeTakeFirst()
  if (!row) return { ...USUAL_REST, version: 1, changedAt: null, changedByName: '' }
  return {
    resting: row.resting,
    maxDutyHours: row.max_duty_hours,
    minRestHours: row.min_rest_hours,
    version: row.version,
    changedAt: row.changed_at?.toISOString() ?? null,
    changedByName: row.changed_by_name,
  }
}

/** What units are ranked by in this city. */
export async function readRankLimits(db: Kysely<Database>): Promise<RankLimits> {
  return { ...CITY_LIMITS, rest: await readDispatchSetting(db) }
}

export function getDispatchSetting(services: Services, actor: Actor): Promise<DispatchSetting> {
  return withScope(services.db, actor, readDispatchSetting)
}

/** When crews rest, for the whole city. */
export async function setDispatchSetting(
  services: Services,
  actor: Actor,
  input: z.output<typeof dispatchSettingSchema>,
): Promise<{ readonly version: number }> {
  if (!actor.isWholeCity)
    throw new CodedError(
      'forbidden',
      'FORBIDDEN_AREA',
      '全域设置须由管辖全域者修改',
      'It holds for the whole city: only who answers for all of it may change it',
    )
  return withScope(services.db, actor, async (trx) => {
    await becomeSystem(trx)
    const at = services.clock.now()
    const { numUpdatedRows } = await trx
      .updateTable('dispatch_setting')
      .set({
        resting: input.resting,
        max_duty_hours: input.maxDutyHours,
        min_rest_hours: input.minRestHours,
        version: input.version + 1,
        changed_at: at,
        changed_by_name: actor.name,
      })
      .where('version', '=', input.version)
      .executeTakeFirst()
    if (numUpdatedRows === 0n)
      throw new CodedError(
        'conflict',
        'CONFLICT_VERSION',
        '他人已改过这一项，请先看看',
        'Somebody else has changed this meanwhile: look again',
        { field: 'version' },
      )
    const { resting, maxDutyHours, minRestHours } = input
    await appendEvent(trx, {
      type: 'dispatch.authority_changed',
      at,
      scopeAreaId: 0,
      entity: 'dispatch_setting',
      entityId: 'rest',
      actor: actor.userId,
      data: { resting, maxDutyHours, minRestHours },
    })
    return { version: input.version + 1 }
  })
}
