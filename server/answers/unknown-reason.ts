export const UNKNOWN_REASONS = [
  'nothing_known',
  'future',
  'not_computed',
  'no_such_place',
  'no_such_regulation',
  'no_such_article',
  'no_such_case',
  'nothing_found',
] as const
export type UnknownReason = (typeof UNKNOWN_REASONS)[number]
