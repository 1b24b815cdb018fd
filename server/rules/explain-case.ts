import { z } from 'zod'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { decide } from './evaluate-rule.ts'
import { explainRows } from './explain-rule.ts'
import { factsOfKind } from './facts/fact-catalog.ts'
import { listPastCases, readPastFacts } from './facts/past-facts.ts'
import { mustRead, ruleVersionSchema } from './get-rule.ts'
import { findVersion } from './rule-row.ts'
import { readTable } from './table/decision-table.ts'

const factValue = z.union([z.string().max(200), z.number(), z.boolean()])
export const factsSchema = z.record(z.string().max(100), factValue)
export const explainSchema = ruleVersionSchema.extend({
  /** Either a case, or facts; with both, these facts stand in for the case's. */
  caseId: z.number().int().positive().nullable().default(null),
  facts: factsSchema.default({}),
})
export const findCasesSchema = z.object({
  code: z.string().min(1).max(100),
  text: z.string().trim().max(100).default(''),
})

const CASES_OFFERED = 20
const CASES_SEARCHED = 500
const DAYS_BACK = 90
const DAY_MS = 86_400_000

/** Which row decides about a case, or about facts, and why each other row does not. */
export function explainCase(services: Services, actor: Actor, input: z.output<typeof explainSchema>) {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const { rule } = await findVersion(trx, now, input.code, input.version)
    const table = mustRead(rule.content)
    const [record] =
      input.caseId === null ? [] : await readPastFacts(trx, rule.kind, [input.caseId], table.inputs)
    if (input.caseId !== null && !record)
      throw new CodedError('not_found', 'CASE_NOT_FOUND', '没有这个案件', 'There is no such case', {
        field: 'caseId',
      })
    const facts = { ...record?.facts, ...mustFitTypes(rule.kind, input.facts) }
    const decided = await decide(rule.content, facts).catch(() => undefined)
    const past =
      record &&
      (await trx
        .selectFrom('rule_decision as d')
        .innerJoin('rule as r', 'r.rule_id', 'd.rule_id')
        .select(['r.version', 'r.content', 'd.row_id', 'd.at', 'd.outcome'])
        .where('d.case_id', '=', record.caseId)
        .where('r.code', '=', rule.code)
        .orderBy('d.at', 'desc')
        .orderBy('d.decision_id', 'desc')
        .limit(1)
        .executeTakeFirst())
    return {
      case: record
        ? {
            caseId: record.caseId,
            number: record.number,
            description: record.description,
            reportedAt: record.reportedAt.toISOString(),
            isKept: record.isKept,
          }
        : null,
      facts,
      rows: explainRows(table, facts),
      firedRowId: decided?.row.id ?? null,
      outcome: decided?.output ?? null,
      /** What was decided then, and by which version. */
      atTheTime: past
        ? {
            version: past.version,
            rowId: past.row_id,
            description:
              readTable(past.content)?.rows.find(({ id }) => id === past.row_id)?.description ?? '',
            at: past.at.toISOString(),
            outcome: past.outcome,
          }
        : null,
    }
  })
}

/** Cases to explain: the latest that the rule is asked about, by number or words. */
export function findCases(
  services: Services,
  actor: Actor,
  { code, text }: z.output<typeof findCasesSchema>,
) {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const { rule } = await findVersion(trx, now, code, null)
    const cases = await listPastCases(trx, {
      kind: rule.kind,
      asked: [],
      since: new Date(now.getTime() - DAYS_BACK * DAY_MS),
      limit: text ? CASES_SEARCHED : CASES_OFFERED,
    })
    return cases
      .filter(({ number, description }) => number.includes(text) || description.includes(text))
      .slice(0, CASES_OFFERED)
      .map(({ caseId, number, description, reportedAt }) => ({
        caseId,
        number,
        description,
        reportedAt: reportedAt.toISOString(),
      }))
  })
}

/** @throws {CodedError} BAD_FACT: not a fact of the kind, or not of its type */
function mustFitTypes(kind: Parameters<typeof factsOfKind>[0], facts: z.output<typeof factsSchema>) {
  const known = new Map(factsOfKind(kind, Object.keys(facts)).map((fact) => [fact.name, fact]))
  for (const [name, value] of Object.entries(facts)) {
    const type = known.get(name)?.type
    if (type !== (typeof value === 'string' ? 'text' : typeof value))
      throw new CodedError(
        'bad_input',
        'BAD_FACT',
        type ? `事实 ${name} 的值类型不对` : `没有事实 ${name}`,
        type ? `The fact ${name} is of another type` : `There is no fact ${name}`,
        { field: `facts.${name}`, expected: type ?? [...known.keys()].join(', ') },
      )
  }
  return facts
}
