export const CLOSURE_REASONS = ['flood', 'works', 'accident', 'event', 'guard', 'other'] as const
export type ClosureReason = (typeof CLOSURE_REASONS)[number]
