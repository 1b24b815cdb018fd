import { type ZenDecision, ZenEngine } from '@gorules/zen-engine'
import { z } from 'zod'

/** A rule as stored: `content` is a GoRules JDM document, a decision table that officials read and edit. */
export type Rule = {
  readonly ruleId: number
  readonly code: string
  readonly version: number
  readonly content: unknown
}

/** What a registration rule may ask about a report; empty text where unknown. */
export type RegistrationFacts = {
  readonly channel: string
  readonly foundBy: string
  readonly kind: string
  readonly classCode: string
  readonly categoryCode: string
  readonly severity: string
  readonly hasPhoto: boolean
  readonly isLocated: boolean
  readonly hasCategory: boolean
}
/** What a dispatch rule may ask besides. `unitDistanceMeters` is -1 where no unit is able. */
export type DispatchFacts = RegistrationFacts & {
  readonly departmentKind: string
  readonly hasUnit: boolean
  readonly unitDistanceMeters: number
}

/** Which rule, which version and which row of its table decided, kept with the case. */
export type RuleReason = {
  readonly ruleCode: string
  readonly ruleVersion: number
  readonly rowId: string
  readonly rowDescription: string
  readonly zh: string
  readonly en: string
}
export type RuleAnswer<Output> =
  | { readonly ok: true; readonly output: Output; readonly reason: RuleReason }
  /** A broken rule decides nothing: the case waits for a person, with this said. */
  | { readonly ok: false; readonly problem: string }

const spoken = { reasonZh: z.string().default(''), reasonEn: z.string().default('') }
const registrationOutput = z.object({
  decision: z.enum(['register', 'accept', 'verify', 'cancel']),
  ...spoken,
})
const dispatchOutput = z.object({ autoDispatch: z.boolean().default(false), ...spoken })
export type RegistrationDecision = z.infer<typeof registrationOutput>['decision']

const tableTrace = z.object({
  traceData: z.object({
    rule: z.object({ _id: z.string().default(''), _description: z.string().default('') }),
  }),
})

const engine = new ZenEngine()
/** Compiled tables; one goes with its rule when that is read anew. */
const compiled = new WeakMap<object, ZenDecision>()

export function evaluateRegistration(rule: Rule, facts: RegistrationFacts) {
  return evaluate(rule, facts, registrationOutput)
}

export function evaluateDispatch(rule: Rule, facts: DispatchFacts) {
  return evaluate(rule, facts, dispatchOutput)
}

async function evaluate<Output extends { reasonZh: string; reasonEn: string }>(
  rule: Rule,
  facts: RegistrationFacts,
  schema: z.ZodType<Output>,
): Promise<RuleAnswer<Output>> {
  try {
    const answer = await decisionOf(rule).evaluate(facts, { trace: true })
    const output = schema.safeParse(answer.result)
    if (!output.success)
      return { ok: false, problem: `rule ${rule.code}: no row fits, or its result is incomplete` }
    const row = Object.values(answer.trace ?? {})
      .map((node) => tableTrace.safeParse(node))
      .find((node) => node.success)?.data.traceData.rule
    return {
      ok: true,
      output: output.data,
      reason: {
        ruleCode: rule.code,
        ruleVersion: rule.version,
        rowId: row?._id ?? '',
        rowDescription: row?._description ?? '',
        zh: output.data.reasonZh,
        en: output.data.reasonEn,
      },
    }
  } catch (error) {
    return {
      ok: false,
      problem: `rule ${rule.code}: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

function decisionOf(rule: Rule): ZenDecision {
  let decision = compiled.get(rule)
  if (!decision) {
    decision = engine.createDecision(rule.content as object)
    compiled.set(rule, decision)
  }
  return decision
}
