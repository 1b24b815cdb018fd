import type { Role } from './permissions.ts'

/** Who asks, and what they may see. Made once a request, from the session or the API key. */
export type Actor = {
  readonly userId: string
  readonly name: string
  readonly roles: readonly Role[]
  /** Leaf areas in reach, ascending, and 0 where rows that lie in no area may be seen. */
  readonly scopeAreaIds: readonly number[]
  readonly isWholeCity: boolean
  readonly departmentIds: readonly number[]
  /**
   * The departments of somebody whose departments joined with their business only: of cases they see what was handed to
   * these. Null: all that lies in the areas.
   */
  readonly handedTo: readonly number[] | null
  /** The person of the organisation this user is, where it is one. */
  readonly personId: number | null
}
