import type { Role } from '../../identity/permissions.ts'
import type { CaseRequestTable } from '../work-tables.ts'

export type RequestKind = CaseRequestTable['kind']
export type Approver = {
  readonly level: number
  readonly roles: readonly Role[]
  readonly zh: string
  readonly en: string
}

const LEVELS: readonly Approver[] = [
  { level: 1, roles: ['dispatcher', 'shift_leader', 'admin'], zh: '派遣员', en: 'the dispatcher' },
  { level: 2, roles: ['shift_leader', 'admin'], zh: '值班长', en: 'the shift leader' },
  { level: 3, roles: ['admin'], zh: '中心负责人', en: 'the head of the center' },
]
/** A return is about whose it is; a case that waits or is shelved leaves the clock, which takes a higher hand. */
const FIRST_LEVEL: Readonly<Record<RequestKind, number>> = { return: 1, extend: 1, defer: 2, shelve: 2 }

/**
 * Who may approve a request: each one of its kind that was approved before sends the next a level higher.
 *
 * @example approverOf('extend', 1).roles // ['shift_leader', 'admin']
 */
export function approverOf(kind: RequestKind, approvedBefore: number): Approver {
  const level =
    kind === 'return' ? FIRST_LEVEL.return : Math.min(FIRST_LEVEL[kind] + approvedBefore, LEVELS.length)
  return LEVELS[level - 1]!
}

export function approverOfLevel(level: number): Approver {
  return LEVELS[Math.min(Math.max(level, 1), LEVELS.length) - 1]!
}
