import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Trx, withScope, withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import { reportInputSchema } from '../reports/report-input.ts'
import { takeReport } from '../reports/take-report.ts'
import type { Services } from '../services.ts'
import { CALL_TYPES, type CallOutcome, isLateEntry, outcomesOf, phoneDigits } from './call-rules.ts'

const words = z.string().trim().max(2000)
const target = words.min(1, 'Say to whom').max(200)

export const finishCallSchema = z.object({
  callKey: z.string().min(8).max(64),
  callType: z.enum(CALL_TYPES),
  beganAt: z.iso.datetime({ offset: true }),
  endedAt: z.iso.datetime({ offset: true }),
  phone: z.string().trim().max(24).default(''),
  name: z.string().trim().max(64).default(''),
  isConfidential: z.boolean().default(false),
  end: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('answered'), note: words.min(1, 'Say what was answered') }),
    z.object({
      outcome: z.literal('case'),
      report: z.object({
        description: words.min(1, 'Say what is wrong'),
        address: words.max(300).default(''),
        categoryId: z.number().int().positive().optional(),
        x: z.number().nullish(),
        y: z.number().nullish(),
      }),
    }),
    z.object({ outcome: z.enum(['added', 'withdrawn']), caseId: z.number().int(), note: words.min(1) }),
    z.object({ outcome: z.literal('chased'), caseId: z.number().int(), note: words.default('') }),
    z.object({ outcome: z.enum(['transferred', 'three_way']), to: target, note: words.default('') }),
  ]),
})
export type FinishCall = z.output<typeof finishCallSchema>
export type CallAnswer = {
  readonly callId: number
  readonly caseId: number | null
  readonly caseNumber: string
}

/**
 * Writes a call down, with what it led to. A new case goes through the one door and keeps the time of the call; a
 * repeat attaches to its case as a report of its own, so that every caller is answered. The same key again is the
 * same call.
 */
export async function finishCall(services: Services, actor: Actor, call: FinishCall): Promise<CallAnswer> {
  const now = services.clock.now()
  checkCall(call, now)
  const { end } = call
  if (end.outcome === 'case') {
    const report = reportInputSchema.parse({
      ...end.report,
      ...reporterOf(call),
      sourceSystem: 'hotline',
      sourceId: call.callKey,
      channel: 'hotline',
      reportedAt: call.beganAt,
    })
    const taken = await takeReport(services, actor, report)
    return withSystem(services.db, 'calls.finish', async (trx) => {
      if (call.isConfidential)
        await trx
          .updateTable('report')
          .set({ is_confidential: true })
          .where('report_id', '=', taken.reportId)
          .execute()
      return keepCall(trx, actor, call, now, taken.caseId)
    })
  }
  const caseId = 'caseId' in end ? end.caseId : null
  // Proves that the case lies in the call-taker's reach.
  if (caseId !== null) await withScope(services.db, actor, (trx) => getCaseOf(trx, caseId))
  return withSystem(services.db, 'calls.finish', async (trx) => {
    const answer = await keepCall(trx, actor, call, now, caseId)
    if (caseId !== null) await attachReport(trx, actor, call, now, caseId)
    return answer
  })
}

function checkCall(call: FinishCall, now: Date): void {
  const { outcome } = call.end
  if (!outcomesOf(call.callType).includes(outcome))
    throw new CodedError(
      'bad_input',
      'CALL_OUTCOME',
      '该类来电不能这样办结',
      'A call of this type does not end so',
      {
        field: 'end.outcome',
        expected: outcomesOf(call.callType).join(', '),
      },
    )
  if (call.phone && !phoneDigits(call.phone))
    throw new CodedError('bad_input', 'BAD_PHONE', '电话号码不正确', 'The phone number is none', {
      field: 'phone',
      expected: '5 to 24 digits, or nothing',
    })
  const [began, ended] = [Date.parse(call.beganAt), Date.parse(call.endedAt)]
  if (began > ended || ended > now.getTime() + 60_000)
    throw new CodedError('bad_input', 'CALL_TIMES', '来电时间不正确', 'The times of the call do not fit', {
      field: 'beganAt',
      expected: 'beganAt ≤ endedAt ≤ now',
    })
}

function reporterOf(call: FinishCall) {
  const phone = phoneDigits(call.phone)
  return { ...(call.name && { reporterName: call.name }), ...(phone && { reporterPhone: phone }) }
}

async function getCaseOf(trx: Trx, caseId: number) {
  const found = await trx
    .selectFrom('case_record')
    .select(['case_id', 'number', 'scope_area_id', 'category_id', 'address'])
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  if (found) return found
  throw new CodedError('not_found', 'CASE_NOT_FOUND', '没有这个案件', 'There is no such case', {
    field: 'end.caseId',
  })
}

async function keepCall(
  trx: Trx,
  actor: Actor,
  call: FinishCall,
  now: Date,
  caseId: number | null,
): Promise<CallAnswer> {
  const found = caseId === null ? undefined : await getCaseOf(trx, caseId)
  const { end } = call
  const row = await trx
    .insertInto('hotline_call')
    .values({
      call_key: call.callKey,
      call_type: call.callType,
      outcome: end.outcome,
      began_at: new Date(call.beganAt),
      ended_at: new Date(call.endedAt),
      entered_at: now,
      is_late_entry: isLateEntry(new Date(call.endedAt), now),
      is_confidential: call.isConfidential,
      note: 'note' in end ? end.note : end.report.description,
      transferred_to: 'to' in end ? end.to : '',
      case_id: caseId,
      taker_user_id: actor.userId,
      taker_name: actor.name,
      scope_area_id: found?.scope_area_id ?? 0,
    })
    .onConflict((conflict) => conflict.column('call_key').doNothing())
    .returning('call_id')
    .executeTakeFirst()
  const callId =
    row?.call_id ??
    (
      await trx
        .selectFrom('hotline_call')
        .select('call_id')
        .where('call_key', '=', call.callKey)
        .executeTakeFirstOrThrow()
    ).call_id
  const phone = phoneDigits(call.phone)
  if (row && (call.name || phone))
    await trx
      .insertInto('hotline_call_private')
      .values({ call_id: callId, caller_name: call.name || null, caller_phone: phone ?? null })
      .execute()
  return { callId, caseId, caseNumber: found?.number ?? '' }
}

const SPOKEN: Readonly<Partial<Record<CallOutcome, string>>> = {
  added: '补充：',
  chased: '催办：',
  withdrawn: '撤诉：',
}

/** A report of its own on the standing case: its caller is answered with the others when the case closes. */
async function attachReport(
  trx: Trx,
  actor: Actor,
  call: FinishCall,
  now: Date,
  caseId: number,
): Promise<void> {
  const { end } = call
  const found = await getCaseOf(trx, caseId)
  const note = 'note' in end ? end.note : ''
  const report = await trx
    .insertInto('report')
    .values({
      source_system: 'hotline',
      source_id: call.callKey,
      content_sha256: '',
      follow_token: randomBytes(24).toString('base64url'),
      channel: 'hotline',
      category_id: found.category_id,
      description: `${SPOKEN[end.outcome] ?? ''}${note}`,
      address: found.address,
      geom: null,
      original_x: null,
      original_y: null,
      coordinate_system: 'WGS84',
      reported_at: new Date(call.beganAt),
      received_at: now,
      case_id: caseId,
      source_area_label: null,
      scope_area_id: found.scope_area_id,
      is_confidential: call.isConfidential,
    })
    .onConflict((conflict) => conflict.columns(['source_system', 'source_id']).doNothing())
    .returning('report_id')
    .executeTakeFirst()
  if (!report) return
  const { reporterName = null, reporterPhone = null } = reporterOf(call)
  if (reporterName || reporterPhone)
    await trx
      .insertInto('report_private')
      .values({ report_id: report.report_id, reporter_name: reporterName, reporter_phone: reporterPhone })
      .execute()
  await appendEvent(trx, {
    type: 'call.attached',
    at: now,
    scopeAreaId: found.scope_area_id,
    entity: 'case',
    entityId: String(caseId),
    actor: actor.userId,
    data: { outcome: end.outcome, reportId: report.report_id },
  })
}
