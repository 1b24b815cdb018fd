import type { Trx } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import { type AuthoritySetting, DEFAULT_AUTHORITY } from './authority-of.ts'
import { readAuthority } from './read-authority.ts'

export type AuthorityChange = {
  readonly categoryId: number | null
  readonly areaId: number | null
  readonly setting: AuthoritySetting
  /** The version that was seen; null where there was no row; undefined: whatever stands. */
  readonly version?: number | null
  readonly at: Date
  /** Null: the robot itself. */
  readonly userId: string | null
  readonly name: string
  readonly reason: string
  readonly figures?: { readonly decided: number; readonly returned: number }
}

/** Sets what the robot may do, and keeps who did so and why. Raised by a person, its errors so far are forgiven. */
export async function writeAuthority(trx: Trx, change: AuthorityChange): Promise<number> {
  const { categoryId, areaId, setting, at } = change
  const before = (await readAuthority(trx)).find(
    (row) => row.categoryId === categoryId && row.areaId === areaId,
  )
  if (change.version !== undefined && change.version !== (before?.version ?? null))
    throw new CodedError(
      'conflict',
      'CONFLICT_VERSION',
      '他人已改过这一项，请先看看',
      'Somebody else has changed this meanwhile: look again',
      { field: 'version' },
    )
  const values = {
    mode: setting.mode,
    min_score: setting.minScore,
    max_return_rate: setting.maxReturnRate,
    is_stopped: setting.isStopped,
    version: (before?.version ?? 0) + 1,
    counted_from: change.userId === null ? (before?.countedFrom ?? at) : at,
    changed_at: at,
  }
  const { authority_id } = before
    ? await trx
        .updateTable('dispatch_authority')
        .set(values)
        .where('authority_id', '=', before.authorityId)
        .returning('authority_id')
        .executeTakeFirstOrThrow()
    : await trx
        .insertInto('dispatch_authority')
        .values({ ...values, category_id: categoryId, area_id: areaId })
        .returning('authority_id')
        .executeTakeFirstOrThrow()
  const was = before ?? DEFAULT_AUTHORITY
  await trx
    .insertInto('dispatch_authority_change')
    .values({
      authority_id,
      at,
      actor_user_id: change.userId,
      actor_name: change.name,
      category_id: categoryId,
      area_id: areaId,
      before: JSON.stringify(settingOf(was)),
      after: JSON.stringify(settingOf(setting)),
      reason: change.reason,
      figures: change.figures ? JSON.stringify(change.figures) : null,
    })
    .execute()
  await appendEvent(trx, {
    type: 'dispatch.authority_changed',
    at,
    scopeAreaId: 0,
    entity: 'dispatch_authority',
    entityId: authority_id,
    actor: change.userId ?? '',
    data: { categoryId, areaId, mode: setting.mode, isStopped: setting.isStopped },
  })
  return values.version
}

function settingOf({ mode, minScore, maxReturnRate, isStopped }: AuthoritySetting): AuthoritySetting {
  return { mode, minScore, maxReturnRate, isStopped }
}
