import type { Selectable } from 'kysely'
import type { Trx } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { AppraisalSheetTable } from './tables.ts'

/** A sheet is of the whole city: of a part of it sums would be wrong. */
export function mustSeeCity(actor: Actor): void {
  if (actor.isWholeCity && actor.handedTo === null) return
  throw new CodedError(
    'forbidden',
    'FORBIDDEN_NOT_WHOLE_CITY',
    '考核单按全市计算，您的范围只是其中一部分',
    'A sheet is of the whole city, and your post covers a part of it',
  )
}

/** @throws CodedError where there is none, or somebody else has changed it */
export async function lockSheet(
  trx: Trx,
  sheetId: number,
  version?: number,
): Promise<Selectable<AppraisalSheetTable>> {
  const sheet = await trx
    .selectFrom('appraisal_sheet')
    .selectAll()
    .where('sheet_id', '=', sheetId)
    .forUpdate()
    .executeTakeFirst()
  if (!sheet)
    throw new CodedError('not_found', 'SHEET_NOT_FOUND', '没有这张考核单', 'There is no such sheet', {
      field: 'sheetId',
    })
  if (version !== undefined && sheet.version !== version)
    throw new CodedError(
      'conflict',
      'CONFLICT_VERSION',
      '考核单已被他人更新，请看最新的',
      'Somebody else changed the sheet; look at it anew',
      { field: 'version', expected: String(sheet.version) },
    )
  return sheet
}

/** Tells screens that a sheet or one of its appeals has changed. */
export function noteSheet(trx: Trx, actor: Actor, sheetId: number, at: Date): Promise<void> {
  return appendEvent(trx, {
    type: 'appraisal.changed',
    at,
    scopeAreaId: 0,
    entity: 'appraisal_sheet',
    entityId: sheetId,
    actor: actor.userId,
  })
}
