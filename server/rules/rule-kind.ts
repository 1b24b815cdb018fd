export const RULE_KINDS = ['registration', 'dispatch', 'handling', 'appraisal'] as const
export type RuleKind = (typeof RULE_KINDS)[number]
