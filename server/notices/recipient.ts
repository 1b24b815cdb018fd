/** Who answers for things: chiefs of their grids, those who work for their department, the departments of the crews on them. */
export const posts = ['chiefs', 'departments', 'units'] as const
export type Post = (typeof posts)[number]

/** A grid, department or crew in both languages; English '' where nobody has named it so. */
export type Named = { readonly name: string; readonly nameEn: string }

export type Recipient = {
  readonly userId: string
  readonly name: string
  readonly posts: readonly Post[]
  /** Grids, departments and crews for which they are told. */
  readonly of: readonly Named[]
  /** For how many of the things. */
  readonly things: number
}
export type SkipReason =
  | 'NO_GRID'
  | 'NO_CHIEF'
  | 'NO_CHIEF_ACCOUNT'
  | 'NO_DEPARTMENT'
  | 'NO_HANDLER'
  | 'NO_UNIT'
export type Skipped = {
  readonly reason: SkipReason
  /** Whom nobody can be told for; null where there is no such grid, department or crew. */
  readonly of: Named | null
  readonly things: number
}
