import { type Selectable, sql, type Updateable } from 'kysely'
import { z } from 'zod'
import { becomeSystem } from '../cases/become-system.ts'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { noticeUsers } from '../notices/notify.ts'
import type { Services } from '../services.ts'
import { readLines } from './read-lines.ts'
import { lockSheet, mustSeeCity, noteSheet } from './sheet-row.ts'
import type { AppraisalSheetTable } from './tables.ts'

const sheetSchema = z.object({ sheetId: z.number().int().positive(), version: z.number().int().positive() })
export const publishSchema = sheetSchema.extend({ appealDays: z.number().int().min(1).max(60).default(7) })
export const applySchema = sheetSchema
export const withdrawSchema = sheetSchema.extend({ reason: z.string().trim().min(1).max(500) })

const DAY_MS = 86_400_000

/** 公布: once the month is over. From now on it stands as it is, every department is told, and may appeal for some days. */
export function publishSheet(services: Services, actor: Actor, input: z.output<typeof publishSchema>) {
  mustSeeCity(actor)
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const sheet = await lockSheet(trx, input.sheetId, input.version)
    mustBe(
      sheet.state,
      'calculated',
      '只有算好、还没公布的考核单可以公布',
      'Only a calculated sheet is published',
    )
    if (sheet.as_of < sheet.period_until)
      throw new CodedError(
        'conflict',
        'MONTH_NOT_OVER',
        '它算在月底之前；等这个月过完，重算后再公布',
        'It was calculated before the month was over; calculate it anew after the month, then publish it',
        { field: 'sheetId' },
      )
    const appealUntil = new Date(at.getTime() + input.appealDays * DAY_MS)
    const version = await step(
      trx,
      actor,
      sheet,
      { state: 'published', published_at: at, published_by: actor.name, appeal_until: appealUntil },
      at,
    )
    await tellDepartments(trx, sheet.sheet_id, (line) => ({
      zh: `${sheet.month} 考核结果公布：${scoreText(line, 'zh')}；有异议可在 ${input.appealDays} 天内申诉`,
      en: `Appraisal of ${sheet.month}: ${scoreText(line, 'en')}; appeals within ${input.appealDays} days`,
      at,
    }))
    return { version, appealUntil: appealUntil.toISOString() }
  })
}

/** 应用: the points count, with what appeals have changed. After the time for appeals, and with none undecided. */
export function applySheet(services: Services, actor: Actor, input: z.output<typeof applySchema>) {
  mustSeeCity(actor)
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const sheet = await lockSheet(trx, input.sheetId, input.version)
    mustBe(sheet.state, 'published', '只有已公布的考核单可以应用', 'Only a published sheet is applied')
    const { open } = await trx
      .selectFrom('appraisal_appeal')
      .select((eb) => eb.fn.countAll<number>().as('open'))
      .where('sheet_id', '=', sheet.sheet_id)
      .where('state', 'in', ['asked', 'asked_again'])
      .executeTakeFirstOrThrow()
    if (open > 0)
      throw new CodedError(
        'conflict',
        'APPEALS_OPEN',
        `还有 ${open} 件申诉没有答复`,
        `${open} appeals are not decided yet`,
        { field: 'sheetId', expected: 'every appeal decided' },
      )
    if (sheet.appeal_until && sheet.appeal_until > at)
      throw new CodedError('conflict', 'APPEAL_TIME', '申诉期还没有过', 'Departments may still appeal', {
        field: 'sheetId',
        expected: sheet.appeal_until.toISOString(),
      })
    const version = await step(
      trx,
      actor,
      sheet,
      { state: 'applied', applied_at: at, applied_by: actor.name },
      at,
    )
    await tellDepartments(trx, sheet.sheet_id, (line) => ({
      zh: `${sheet.month} 考核结果生效：${scoreText(line, 'zh')}`,
      en: `The appraisal of ${sheet.month} counts now: ${scoreText(line, 'en')}`,
      at,
    }))
    return { version }
  })
}

/** 撤回: what was published by mistake no longer stands, with the reason; the month may be calculated anew. */
export function withdrawSheet(services: Services, actor: Actor, input: z.output<typeof withdrawSchema>) {
  mustSeeCity(actor)
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const sheet = await lockSheet(trx, input.sheetId, input.version)
    mustBe(
      sheet.state,
      'published',
      '只有已公布、还没应用的考核单可以撤回',
      'Only a published sheet is withdrawn',
    )
    const version = await step(
      trx,
      actor,
      sheet,
      { state: 'withdrawn', withdrawn_at: at, withdrawn_by: actor.name, withdrawn_reason: input.reason },
      at,
    )
    await tellDepartments(trx, sheet.sheet_id, () => ({
      zh: `${sheet.month} 考核结果已撤回：${input.reason}`,
      en: `The appraisal of ${sheet.month} was withdrawn: ${input.reason}`,
      at,
    }))
    return { version }
  })
}

/** Writes a step of the sheet as its next version, and tells screens. */
async function step(
  trx: Trx,
  actor: Actor,
  sheet: Selectable<AppraisalSheetTable>,
  set: Updateable<AppraisalSheetTable>,
  at: Date,
): Promise<number> {
  const version = sheet.version + 1
  await trx
    .updateTable('appraisal_sheet')
    .set({ ...set, version, updated_at: at })
    .where('sheet_id', '=', sheet.sheet_id)
    .execute()
  await noteSheet(trx, actor, sheet.sheet_id, at)
  return version
}

function mustBe(state: string, wanted: string, zh: string, en: string): void {
  if (state !== wanted)
    throw new CodedError('conflict', 'SHEET_STATE', zh, en, { field: 'sheetId', expected: wanted })
}

type Line = Awaited<ReturnType<typeof readLines>>[number]

function scoreText({ score, rank, cases }: Line, locale: 'zh' | 'en'): string {
  if (locale === 'zh') return `得分 ${score}${rank === null ? '' : `，第 ${rank} 名`}（${cases} 件）`
  return `score ${score}${rank === null ? '' : `, rank ${rank}`} (${cases} cases)`
}

/** Each department's people hear of their own line. */
async function tellDepartments(
  trx: Trx,
  sheetId: number,
  say: (line: Line) => { readonly zh: string; readonly en: string; readonly at: Date },
): Promise<void> {
  const lines = await readLines(trx, sheetId, 'department')
  await becomeSystem(trx)
  const { rows } = await sql<{ departmentId: number; userIds: string[] }>`
    select department_id as "departmentId", array_agg(distinct user_id) as "userIds" from role_grant
    where role = 'department_handler' and department_id = any(${lines.map(({ id }) => id)}::int[])
    group by department_id`.execute(trx)
  const usersOf = new Map(rows.map(({ departmentId, userIds }) => [departmentId, userIds]))
  for (const line of lines)
    await noticeUsers(trx, usersOf.get(line.id) ?? [], null, { kind: 'appraisal', ...say(line) })
}
