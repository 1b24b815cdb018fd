/** Who acts where no person does. */
export const RULE_ACTOR = { userId: null, name: '规则引擎', role: 'rule', departmentId: null } as const
