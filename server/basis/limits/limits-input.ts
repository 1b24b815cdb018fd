import { z } from 'zod'
import type { Limit } from '../../clocks/deadlines.ts'
import { CodedError } from '../../errors.ts'

/** Amount is minutes for urgent and work_hours, days for work_days and natural_days. */
export const limitSchema = z.object({
  stage: z.enum(['dispatch', 'handle', 'check', 'total']),
  clock: z.enum(['urgent', 'work_hours', 'work_days', 'natural_days']),
  amount: z.number().finite(),
  condition: z.string().trim().max(64).default(''),
  step: z.number().int().min(1).max(9).default(1),
  stepName: z.string().trim().max(40).default(''),
  stepNameEn: z.string().trim().max(60).default(''),
})
export const limitsOfCategorySchema = z.object({
  categoryId: z.number().int().positive(),
  limits: z.array(limitSchema).max(40),
  closing: z.string().trim().max(500),
  closingEn: z.string().trim().max(1000),
})
export type LimitsOfCategory = z.output<typeof limitsOfCategorySchema>

const MOST_DAYS = 730
const MOST_MINUTES = 60 * 24 * 90

/**
 * Limits that a clock can run on: every amount within bounds, one row for each stage, condition and step, and steps of
 * handling only, counted without a gap.
 *
 * @throws {CodedError} naming the row, counted from 1, and what was expected
 */
export function mustFit(limits: LimitsOfCategory['limits']): readonly Limit[] {
  const seen = new Set<string>()
  limits.forEach(({ stage, clock, amount, condition, step }, index) => {
    const row = index + 1
    const isMinutes = clock === 'urgent' || clock === 'work_hours'
    const most = isMinutes ? MOST_MINUTES : MOST_DAYS
    if (!(amount > 0 && amount <= most) || (isMinutes && !Number.isInteger(amount)))
      throw bad(
        index,
        'amount',
        `第 ${row} 行：时长须大于 0、不超过 ${isMinutes ? '90 天' : `${most} 天`}，小时类精确到分`,
        `Row ${row}: the amount is above 0 and at most ${isMinutes ? '90 days' : `${most} days`}, hours to the minute`,
      )
    if (step > 1 && stage !== 'handle')
      throw bad(index, 'step', `第 ${row} 行：只有处置可分阶段`, `Row ${row}: only handling has stages`)
    const key = `${stage}/${condition}/${step}`
    if (seen.has(key))
      throw bad(
        index,
        'stage',
        `第 ${row} 行：同一环节、条件、阶段已有一行`,
        `Row ${row}: this step, condition and stage has a row already`,
      )
    seen.add(key)
  })
  limits.forEach(({ stage, condition, step }, index) => {
    if (step > 1 && !seen.has(`${stage}/${condition}/${step - 1}`))
      throw bad(
        index,
        'step',
        `第 ${index + 1} 行：缺第 ${step - 1} 阶段`,
        `Row ${index + 1}: stage ${step - 1} is missing`,
      )
  })
  return limits
}

function bad(index: number, field: string, zh: string, en: string): CodedError {
  return new CodedError('bad_input', 'BAD_LIMIT', zh, en, { field: `limits.${index}.${field}` })
}
