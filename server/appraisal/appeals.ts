import { type Selectable, sql, type Updateable } from 'kysely'
import { z } from 'zod'
import { becomeSystem } from '../cases/become-system.ts'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Role } from '../identity/permissions.ts'
import { noticeRoles, noticeUsers } from '../notices/notify.ts'
import type { Services } from '../services.ts'
import { lockSheet, noteSheet } from './sheet-row.ts'
import { adjustLines } from './sum-lines.ts'
import type { AppealState, AppraisalAppealTable } from './tables.ts'

const words = z.string().trim().min(1).max(1000)
export const appealSchema = z.object({
  sheetId: z.number().int().positive(),
  caseId: z.number().int().positive(),
  reason: words,
})
const onAppealSchema = z.object({
  appealId: z.number().int().positive(),
  version: z.number().int().positive(),
})
export const appealAgainSchema = onAppealSchema.extend({ reason: words })
export const decideAppealSchema = onAppealSchema.extend({
  verdict: z.enum(['grant', 'refuse']),
  /** What the case counts from now on, where it is granted. */
  points: z.number().finite().min(-100).max(100).optional(),
  note: words,
})
export const appealsSchema = z.object({ sheetId: z.number().int().positive() })

const REVIEWERS: readonly Role[] = ['supervisor', 'shift_leader']

/** 申诉: a department finds the points of one of its cases wrong, within the time for it, once. */
export function appeal(services: Services, actor: Actor, input: z.output<typeof appealSchema>) {
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const sheet = await lockSheet(trx, input.sheetId)
    mustBeAppealTime(sheet, at)
    const item = await trx
      .selectFrom('appraisal_item as i')
      .innerJoin('case_record as c', 'c.case_id', 'i.case_id')
      .select(['i.department_id', 'i.scope_area_id', 'i.points', 'c.number'])
      .where('i.sheet_id', '=', input.sheetId)
      .where('i.case_id', '=', input.caseId)
      .executeTakeFirst()
    if (!item)
      throw new CodedError('not_found', 'ITEM_NOT_FOUND', '考核单上没有这件', 'The sheet has no such case', {
        field: 'caseId',
      })
    mustBeOwn(actor, item.department_id)
    const made = await trx
      .insertInto('appraisal_appeal')
      .values({
        sheet_id: input.sheetId,
        case_id: input.caseId,
        department_id: item.department_id,
        scope_area_id: item.scope_area_id,
        state: 'asked',
        points_before: item.points,
        reason: input.reason,
        asked_by: actor.userId,
        asked_by_name: actor.name,
        asked_at: at,
      })
      .onConflict((on) => on.columns(['sheet_id', 'case_id']).doNothing())
      .returning('appeal_id')
      .executeTakeFirst()
    if (!made)
      throw new CodedError('conflict', 'APPEALED', '这件已经申诉过', 'It has been appealed already', {
        field: 'caseId',
      })
    await noteSheet(trx, actor, input.sheetId, at)
    await becomeSystem(trx)
    await noticeRoles(trx, REVIEWERS, ofCase(item, input.caseId), {
      kind: 'appraisal',
      zh: `考核申诉：${item.number} ${input.reason}`,
      en: `Appraisal appealed: ${item.number} ${input.reason}`,
      at,
    })
    return { appealId: made.appeal_id }
  })
}

/** Asks once more after a refusal; then somebody else decides, for good. */
export function appealAgain(services: Services, actor: Actor, input: z.output<typeof appealAgainSchema>) {
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const row = await lockAppeal(trx, input)
    mustBeAppealTime(await lockSheet(trx, row.sheet_id), at)
    mustBeOwn(actor, row.department_id)
    mustBeIn(row.state, ['refused'])
    const set = { state: 'asked_again' as const, again_reason: input.reason, again_at: at }
    const version = await write(trx, actor, row, set, at)
    await becomeSystem(trx)
    await noticeRoles(trx, REVIEWERS, ofCase(row, row.case_id), {
      kind: 'appraisal',
      zh: `考核申诉要求复核：${input.reason}`,
      en: `An appraisal appeal is asked again: ${input.reason}`,
      at,
    })
    return { version }
  })
}

/** 初审 and 复核. Granted, the case counts the new points, and what was calculated stays beside them. */
export function decideAppeal(services: Services, actor: Actor, input: z.output<typeof decideAppealSchema>) {
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const row = await lockAppeal(trx, input)
    const sheet = await lockSheet(trx, row.sheet_id)
    if (sheet.state !== 'published')
      throw new CodedError(
        'conflict',
        'SHEET_STATE',
        '考核单不在公示中',
        'The sheet is not open to appeals',
        {
          field: 'appealId',
        },
      )
    mustBeIn(row.state, ['asked', 'asked_again'])
    if (row.asked_by === actor.userId)
      throw new CodedError(
        'forbidden',
        'FORBIDDEN_OWN_APPEAL',
        '不能审核自己的申诉',
        'Nobody decides their own appeal',
      )
    const isSecond = row.state === 'asked_again'
    if (isSecond && row.first_by === actor.userId)
      throw new CodedError(
        'forbidden',
        'FORBIDDEN_SAME_REVIEWER',
        '复核须由初审以外的人进行',
        'The second review is another person’s than the first',
      )
    if (input.verdict === 'grant' && (input.points === undefined || input.points === row.points_before))
      throw new CodedError(
        'bad_input',
        'NO_NEW_POINTS',
        '请写明改为多少分',
        'Say what the case counts from now on',
        { field: 'points', expected: `a number other than ${row.points_before}` },
      )
    const isGranted = input.verdict === 'grant'
    const stage = isSecond
      ? { second_by: actor.userId, second_by_name: actor.name, second_at: at, second_note: input.note }
      : { first_by: actor.userId, first_by_name: actor.name, first_at: at, first_note: input.note }
    const state: AppealState = isGranted ? 'granted' : isSecond ? 'refused_for_good' : 'refused'
    const version = await write(
      trx,
      actor,
      row,
      { state, ...stage, points_after: isGranted ? input.points! : null },
      at,
    )
    if (isGranted) {
      await trx
        .updateTable('appraisal_item')
        .set({ adjusted_points: input.points! })
        .where('sheet_id', '=', row.sheet_id)
        .where('case_id', '=', row.case_id)
        .execute()
    }
    await becomeSystem(trx)
    // Sums are of all cases, whichever of them the reviewer may see.
    if (isGranted) await adjustLines(trx, row.sheet_id, row.case_id)
    const verdict = isGranted
      ? { zh: `获准，改为 ${input.points} 分`, en: `granted, ${input.points} points` }
      : { zh: '未获准', en: 'refused' }
    await noticeUsers(trx, [row.asked_by], ofCase(row, row.case_id), {
      kind: 'appraisal',
      zh: `考核申诉${verdict.zh}：${input.note}`,
      en: `Appraisal appeal ${verdict.en}: ${input.note}`,
      at,
    })
    return { version }
  })
}

/** The appeals of a sheet over this reader's areas: those that wait first, the oldest of them on top. */
export function listAppeals(services: Services, actor: Actor, { sheetId }: z.output<typeof appealsSchema>) {
  return withScope(services.db, actor, async (trx) => {
    const rows = await trx
      .selectFrom('appraisal_appeal as a')
      .innerJoin('case_record as c', 'c.case_id', 'a.case_id')
      .innerJoin('department as d', 'd.department_id', 'a.department_id')
      .innerJoin('appraisal_item as i', (on) =>
        on.onRef('i.sheet_id', '=', 'a.sheet_id').onRef('i.case_id', '=', 'a.case_id'),
      )
      .selectAll('a')
      .select(['c.number', 'c.description', 'd.name', 'd.name_en', 'i.reason_zh', 'i.reason_en'])
      .where('a.sheet_id', '=', sheetId)
      .orderBy(sql`a.state in ('asked', 'asked_again')`, 'desc')
      .orderBy('a.asked_at')
      .execute()
    return rows.map((row) => ({
      appealId: row.appeal_id,
      version: row.version,
      caseId: row.case_id,
      number: row.number,
      description: row.description,
      departmentId: row.department_id,
      departmentName: row.name,
      departmentNameEn: row.name_en,
      state: row.state,
      because: { zh: row.reason_zh, en: row.reason_en },
      pointsBefore: row.points_before,
      pointsAfter: row.points_after,
      asked: { by: row.asked_by_name, at: row.asked_at.toISOString(), text: row.reason },
      first: row.first_at && { by: row.first_by_name, at: row.first_at.toISOString(), text: row.first_note },
      again: row.again_at && {
        by: row.asked_by_name,
        at: row.again_at.toISOString(),
        text: row.again_reason,
      },
      second: row.second_at && {
        by: row.second_by_name,
        at: row.second_at.toISOString(),
        text: row.second_note,
      },
      canAskAgain:
        row.state === 'refused' &&
        (actor.departmentIds.includes(row.department_id) || actor.roles.includes('admin')),
      /** The same rules hold when it is decided. */
      canDecide:
        (row.state === 'asked' || row.state === 'asked_again') &&
        row.asked_by !== actor.userId &&
        !(row.state === 'asked_again' && row.first_by === actor.userId),
    }))
  })
}

type AppealRow = Selectable<AppraisalAppealTable>

async function lockAppeal(
  trx: Trx,
  { appealId, version }: z.output<typeof onAppealSchema>,
): Promise<AppealRow> {
  const row = await trx
    .selectFrom('appraisal_appeal')
    .selectAll()
    .where('appeal_id', '=', appealId)
    .forUpdate()
    .executeTakeFirst()
  if (!row)
    throw new CodedError('not_found', 'APPEAL_NOT_FOUND', '没有这件申诉', 'There is no such appeal', {
      field: 'appealId',
    })
  if (row.version !== version)
    throw new CodedError(
      'conflict',
      'CONFLICT_VERSION',
      '申诉已被他人处理，请看最新的',
      'Somebody else has decided it; look at it anew',
      { field: 'version', expected: String(row.version) },
    )
  return row
}

async function write(
  trx: Trx,
  actor: Actor,
  row: AppealRow,
  set: Updateable<AppraisalAppealTable>,
  at: Date,
): Promise<number> {
  await trx
    .updateTable('appraisal_appeal')
    .set({ ...set, version: row.version + 1 })
    .where('appeal_id', '=', row.appeal_id)
    .execute()
  await noteSheet(trx, actor, row.sheet_id, at)
  return row.version + 1
}

function ofCase(
  row: { readonly scope_area_id: number; readonly department_id: number },
  caseId: number,
): { case_id: number; scope_area_id: number; department_id: number } {
  return { case_id: caseId, scope_area_id: row.scope_area_id, department_id: row.department_id }
}

function mustBeAppealTime(
  { state, appeal_until }: { readonly state: string; readonly appeal_until: Date | null },
  at: Date,
): void {
  if (state === 'published' && appeal_until && appeal_until > at) return
  throw new CodedError('conflict', 'NO_APPEAL_TIME', '不在申诉期内', 'It is not the time for appeals', {
    field: 'sheetId',
    ...(appeal_until && { expected: `until ${appeal_until.toISOString()}` }),
  })
}

function mustBeOwn(actor: Actor, departmentId: number): void {
  if (actor.departmentIds.includes(departmentId) || actor.roles.includes('admin')) return
  throw new CodedError(
    'forbidden',
    'FORBIDDEN_OTHER_DEPARTMENT',
    '只有承办部门可以申诉',
    'Only the department that had the case may appeal',
  )
}

function mustBeIn(state: AppealState, wanted: readonly AppealState[]): void {
  if (wanted.includes(state)) return
  throw new CodedError('conflict', 'APPEAL_STATE', '申诉已经不在这一步', 'The appeal is past this step', {
    field: 'appealId',
    expected: wanted.join(' or '),
  })
}
