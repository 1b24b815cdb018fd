import type { Inputs, Outputs } from '../_trpc/api.ts'

export type Limit = Inputs['basis']['limits']['preview']['limits'][number]
type KeptLimit = Outputs['basis']['limits']['versions']['limits'][number]
export type LimitRow = {
  readonly key: string
  readonly stage: Limit['stage']
  readonly clock: Limit['clock']
  /** As typed: hours of `urgent` and `work_hours`, days of the others. */
  readonly amount: string
  readonly condition: string
  readonly step: string
  readonly stepName: string
  readonly stepNameEn: string
}

export const stages = ['dispatch', 'handle', 'check', 'total'] as const
export const clocks = ['urgent', 'work_hours', 'work_days', 'natural_days'] as const

export function isHours(clock: Limit['clock']): boolean {
  return clock === 'urgent' || clock === 'work_hours'
}

/** Kept limits as rows to type in: by stage, condition and step. */
export function rowsOf(limits: readonly KeptLimit[]): LimitRow[] {
  return limits
    .map(({ stage, clock, amount, condition = '', step = 1, stepName = '', stepNameEn = '' }) => ({
      key: `${stage}/${condition}/${step}`,
      stage,
      clock,
      amount: String(isHours(clock) ? amount / 60 : amount),
      condition,
      step: String(step),
      stepName,
      stepNameEn,
    }))
    .toSorted(
      (a, b) =>
        stages.indexOf(a.stage) - stages.indexOf(b.stage) ||
        a.condition.localeCompare(b.condition) ||
        Number(a.step) - Number(b.step),
    )
}

/** What was typed as limits; the number of the first row that is none, counted from 1. */
export function limitsOf(rows: readonly LimitRow[]): readonly Limit[] | number {
  const limits = rows.map(({ key: _, amount, step, ...row }) => {
    const typed = Number(amount)
    return { ...row, amount: isHours(row.clock) ? Math.round(typed * 60) : typed, step: Number(step) }
  })
  const bad = limits.findIndex(
    ({ amount, step }, index) =>
      rows[index]!.amount.trim() === '' || !(amount > 0) || !Number.isInteger(step) || step < 1 || step > 9,
  )
  return bad < 0 ? limits : bad + 1
}
