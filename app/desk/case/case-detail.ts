import type { Outputs } from '../../_trpc/api.ts'

/** A case as it arrives at the browser. */
export type CaseDetail = Outputs['cases']['get']
