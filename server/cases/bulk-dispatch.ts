import { z } from 'zod'
import { type Trx, withScope } from '../db/client.ts'
import { departmentFor } from '../dispatch/suggest.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { takeStep } from './act.ts'
import { idempotencyKeySchema } from './act-input.ts'
import { type Reason, refusalOf } from './actions-for.ts'
import { answerOnce } from './answer-once.ts'
import { type CaseRecord, lockCase } from './case-row.ts'
import { factsOf } from './facts-of.ts'

export const bulkDispatchSchema = z.object({
  items: z
    .array(
      z.object({
        caseId: z.number().int().positive(),
        version: z.number().int().positive(),
        /** As planned; the department alone without one. */
        unitId: z.number().int().positive().optional(),
      }),
    )
    .min(1)
    .max(200),
  departmentId: z.number().int().positive().optional(),
  idempotencyKey: idempotencyKeySchema,
})
type BulkDispatchInput = z.output<typeof bulkDispatchSchema>

export type BulkDispatchAnswer = {
  readonly done: readonly {
    readonly caseId: number
    readonly unitId: number | null
    readonly unitName: string
  }[]
  readonly skipped: readonly { readonly caseId: number; readonly number: string; readonly reason: Reason }[]
}
type Outcome =
  | { readonly done: BulkDispatchAnswer['done'][number] }
  | { readonly skipped: BulkDispatchAnswer['skipped'][number] }

/**
 * Sends many cases on at once. Each is its own step in its own short transaction: one that cannot go is skipped with
 * its reason and stops nothing. Sent again with the same key, cases already done are answered as done.
 */
export async function bulkDispatch(
  services: Services,
  actor: Actor,
  input: BulkDispatchInput,
): Promise<BulkDispatchAnswer> {
  const at = services.clock.now()
  const done: BulkDispatchAnswer['done'][number][] = []
  const skipped: BulkDispatchAnswer['skipped'][number][] = []
  for (const item of input.items) {
    const outcome = await withScope(services.db, actor, (trx) => {
      const run = () => dispatchOne(trx, services, actor, input, item, at)
      const { items: _, ...rest } = input
      const key = `${input.idempotencyKey}/${item.caseId}`
      return answerOnce(trx, { userId: actor.userId, key, request: { ...rest, ...item }, at }, run)
    })
    if ('done' in outcome) done.push(outcome.done)
    else skipped.push(outcome.skipped)
  }
  return { done, skipped }
}

async function dispatchOne(
  trx: Trx,
  services: Services,
  actor: Actor,
  input: BulkDispatchInput,
  item: BulkDispatchInput['items'][number],
  at: Date,
): Promise<Outcome> {
  const record = await lockCase(trx, item.caseId)
  const skip = (reason: Reason): Outcome => ({
    skipped: { caseId: item.caseId, number: record?.number ?? '', reason },
  })
  if (!record) return skip({ code: 'CASE_NOT_FOUND', zh: '没有这个案件', en: 'There is no such case' })
  if (record.version !== item.version)
    return skip({ code: 'CONFLICT_VERSION', zh: '案件已被他人更新', en: 'Somebody else changed the case' })
  const refusal = refusalOf(await factsOf(trx, record), 'dispatch', actor)
  if (refusal) return skip(refusal)
  const unit = await chooseUnit(trx, services, record, input, item)
  if ('code' in unit) return skip(unit)
  const departmentId = input.departmentId ?? unit.departmentId
  if (departmentId === null)
    return skip({ code: 'MISSING_FIELD', zh: '没有主管部门', en: 'No department is in charge' })
  try {
    await takeStep(
      trx,
      services,
      actor,
      {
        caseId: item.caseId,
        version: item.version,
        idempotencyKey: input.idempotencyKey,
        verb: 'dispatch',
        departmentId,
        ...(unit.unitId !== null && { unitId: unit.unitId }),
      },
      at,
    )
    return { done: { caseId: item.caseId, unitId: unit.unitId, unitName: unit.unitName } }
  } catch (error) {
    // Coded refusals come before the first write, so that the transaction is still good.
    if (error instanceof CodedError) return skip({ code: error.code, zh: error.messageZh, en: error.message })
    throw error
  }
}

type ChosenUnit = {
  readonly unitId: number | null
  readonly unitName: string
  readonly departmentId: number | null
}

async function chooseUnit(
  trx: Trx,
  services: Services,
  record: CaseRecord,
  input: BulkDispatchInput,
  { unitId }: BulkDispatchInput['items'][number],
): Promise<ChosenUnit | Reason> {
  if (unitId !== undefined) {
    const unit = await trx
      .selectFrom('unit')
      .select(['unit_id', 'name', 'department_id'])
      .where('unit_id', '=', unitId)
      .executeTakeFirst()
    if (!unit) return { code: 'UNKNOWN_REFERENCE', zh: '没有这支力量', en: 'There is no such unit' }
    return { unitId: unit.unit_id, unitName: unit.name, departmentId: unit.department_id }
  }
  const departmentId =
    input.departmentId ?? (await departmentFor(trx, services.locator, record))?.departmentId ?? null
  return { unitId: null, unitName: '', departmentId }
}
