import { type ZenDecision, ZenEngine } from '@gorules/zen-engine'
import { z } from 'zod'
import type { Facts } from './facts/fact.ts'
import { contentOf, type DecisionTable, readTable, type TableRow } from './table/decision-table.ts'
import { type QuickTable, quickTable } from './table/quick-table.ts'

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
  /** Somebody was sent to look, and found it. */
  readonly isVerified?: boolean
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
  | { readonly ok: false; readonly problem: string; readonly isUnmatched?: boolean }

const spoken = { reasonZh: z.string().default(''), reasonEn: z.string().default('') }
const registrationOutput = z.object({
  decision: z.enum(['register', 'accept', 'verify', 'cancel']),
  ...spoken,
})
const dispatchOutput = z.object({ autoDispatch: z.boolean().default(false), ...spoken })
const handlingOutput = z.object({ check: z.enum(['always', 'sample', 'never']), ...spoken })
const appraisalOutput = z.object({ points: z.number().finite(), ...spoken })
export type RegistrationDecision = z.infer<typeof registrationOutput>['decision']

const engine = new ZenEngine()
type CompiledRule = {
  readonly decision: ZenDecision
  readonly table: DecisionTable
  readonly quick: QuickTable | undefined
}
/** Compiled tables; one goes with the document that it was made of. */
const compiled = new WeakMap<object, CompiledRule>()
/** Beside what a row decides, the engine answers which row it was: a trace would cost twice as much. */
const ROW = '_row'

export function evaluateRegistration(rule: Rule, facts: RegistrationFacts) {
  return evaluate(rule, facts, registrationOutput)
}

export function evaluateDispatch(rule: Rule, facts: DispatchFacts) {
  return evaluate(rule, facts, dispatchOutput)
}

export function evaluateHandling(rule: Rule, facts: Facts) {
  return evaluate(rule, facts, handlingOutput)
}

export function evaluateAppraisal(rule: Rule, facts: Facts) {
  return evaluate(rule, facts, appraisalOutput)
}

/** What a table makes of facts, whatever its kind. @throws where the document is no decision table */
export async function decide(
  content: unknown,
  facts: Facts,
): Promise<{ readonly row: TableRow; readonly output: Readonly<Record<string, unknown>> } | undefined> {
  const { decision, table, quick } = compile(content)
  const decided = quick?.(facts) ?? (quick ? undefined : 'engine')
  if (decided !== 'engine') return decided && { row: table.rows[decided.index]!, output: decided.output }
  const answer = await decision.evaluate(facts)
  const { [ROW]: index, ...output } = (answer.result ?? {}) as Record<string, unknown>
  const row = table.rows[Number(index ?? -1)]
  return row && { row, output }
}

async function evaluate<Output extends { reasonZh: string; reasonEn: string }>(
  rule: Rule,
  facts: Facts,
  schema: z.ZodType<Output>,
): Promise<RuleAnswer<Output>> {
  try {
    const decided = await decide(rule.content, facts)
    const output = schema.safeParse(decided?.output)
    if (!decided) return { ok: false, problem: `rule ${rule.code}: no row fits`, isUnmatched: true }
    if (!output.success) return { ok: false, problem: `rule ${rule.code}: its result is incomplete` }
    return {
      ok: true,
      output: output.data,
      reason: {
        ruleCode: rule.code,
        ruleVersion: rule.version,
        rowId: decided.row.id,
        rowDescription: decided.row.description,
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

function compile(content: unknown): CompiledRule {
  const known = typeof content === 'object' && content !== null ? compiled.get(content) : undefined
  if (known) return known
  const table = readTable(content)
  if (!table) throw new Error('the document holds no decision table, or several')
  const { inputs, outputs, rows } = table
  const named = rows.map((row, index) => ({ ...row, cells: { ...row.cells, [ROW]: String(index) } }))
  const decision = engine.createDecision(contentOf({ inputs, outputs: [...outputs, ROW], rows: named }))
  const made = { decision, table, quick: quickTable(table) }
  compiled.set(content as object, made)
  return made
}
