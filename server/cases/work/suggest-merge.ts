import type { Reason } from '../actions-for.ts'

export type MergeTarget = {
  readonly caseId: number
  readonly partId: number | null
  readonly categoryId: number | null
  /** The line that the part hangs on: a feeder, a main; '' for none. */
  readonly line: string
  readonly reportedAtMs: number
}
export type MergeCandidate = MergeTarget & { readonly distanceMeters: number | null }
export type MergeSuggestion = {
  readonly caseId: number
  /** 0 to 1, by which they are sorted. */
  readonly score: number
  readonly reason: Reason & { readonly version: number }
}

const RULE_VERSION = 1
const RADIUS_METERS = 50
const WITHIN_HOURS = 72
/** Three lamps out on one feeder are one fault of the feeder. */
const CHAIN_LENGTH = 3

/**
 * Which open cases are probably the same matter: about the same part first; then a chain on one line; then the same
 * category close by in place and time, the nearer the surer.
 */
export function suggestMerges(target: MergeTarget, candidates: readonly MergeCandidate[]): MergeSuggestion[] {
  const onLine = candidates.filter((one) => isOnLine(target, one))
  const isChain = onLine.length + 1 >= CHAIN_LENGTH
  return candidates
    .flatMap((one): MergeSuggestion[] => {
      if (one.caseId === target.caseId) return []
      if (target.partId !== null && one.partId === target.partId)
        return [suggestion(one.caseId, 1, 'SAME_PART', '同一部件', 'About the same part')]
      if (isChain && isOnLine(target, one))
        return [
          suggestion(
            one.caseId,
            0.9,
            'SAME_LINE',
            `同一线路（${target.line}）上有 ${onLine.length + 1} 件同类问题，按一件处理`,
            `${onLine.length + 1} of a kind on one line (${target.line}): one case`,
          ),
        ]
      return nearBy(target, one)
    })
    .sort((a, b) => b.score - a.score || a.caseId - b.caseId)
}

function isOnLine(target: MergeTarget, one: MergeCandidate): boolean {
  return (
    target.line !== '' &&
    one.caseId !== target.caseId &&
    one.line === target.line &&
    one.categoryId === target.categoryId
  )
}

function nearBy(target: MergeTarget, one: MergeCandidate): MergeSuggestion[] {
  const hours = Math.abs(one.reportedAtMs - target.reportedAtMs) / 3_600_000
  const isSameKind = target.categoryId !== null && one.categoryId === target.categoryId
  // Two different parts of a kind beside each other are two matters.
  const areTwoParts = target.partId !== null && one.partId !== null && target.partId !== one.partId
  if (!isSameKind || areTwoParts || one.distanceMeters === null) return []
  if (one.distanceMeters > RADIUS_METERS || hours > WITHIN_HOURS) return []
  const meters = Math.round(one.distanceMeters)
  const score = 0.8 - 0.4 * (one.distanceMeters / RADIUS_METERS) - 0.2 * (hours / WITHIN_HOURS)
  return [
    suggestion(
      one.caseId,
      Math.round(score * 100) / 100,
      'SAME_PLACE',
      `同类，相距 ${meters} 米，先后 ${Math.round(hours)} 小时`,
      `Same kind, ${meters} m apart, ${Math.round(hours)} h between them`,
    ),
  ]
}

function suggestion(caseId: number, score: number, code: string, zh: string, en: string): MergeSuggestion {
  return { caseId, score, reason: { code, zh, en, version: RULE_VERSION } }
}
