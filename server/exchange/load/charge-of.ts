import type { BundleCase, CaseVerb } from '../bundle.ts'

const BY_DEPARTMENT: ReadonlySet<CaseVerb> = new Set(['dispatch', 'sign', 'handle', 'feed_back'])

/** Who has a past case: whoever it was last dispatched to or handled by, never who took it in or checked it; nobody once returned. */
export function chargeOf(steps: BundleCase['steps']): {
  readonly departmentCode: string | null
  readonly unitCode: string | null
} {
  const held = steps.slice(steps.findLastIndex(({ verb }) => verb === 'return') + 1)
  const taken = held.filter(({ verb }) => BY_DEPARTMENT.has(verb))
  return {
    departmentCode: taken.findLast((step) => step.departmentCode !== null)?.departmentCode ?? null,
    unitCode: taken.findLast((step) => step.unitCode !== null)?.unitCode ?? null,
  }
}
