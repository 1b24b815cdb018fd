import { z } from 'zod'
import { withScope } from '../../db/client.ts'
import { CodedError } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { factsOfKind } from '../facts/fact-catalog.ts'
import { OUTCOMES, type Outcome } from '../outcome-catalog.ts'
import { RULE_KINDS } from '../rule-kind.ts'
import { contentOf } from '../table/decision-table.ts'
import { noteStep } from './draft-row.ts'

export const startNewRuleSchema = z.object({
  kind: z.enum(RULE_KINDS),
  /** Letters, digits and dashes: `REG-RAIN`. */
  code: z
    .string()
    .trim()
    .regex(/^[A-Z][A-Z0-9-]{2,29}$/),
  name: z.string().trim().min(1).max(60),
  nameEn: z.string().trim().min(1).max(60),
  /** Facts of the catalog that it asks. */
  facts: z.array(z.string().max(100)).min(1).max(20),
  /** Before all others of its kind, or only where none of them has a row. */
  asked: z.enum(['first', 'last']),
})

/** A rule of a new code, as a draft: on its way it is tested and published by another person like any other. */
export function startNewRule(services: Services, actor: Actor, input: z.output<typeof startNewRuleSchema>) {
  const at = services.clock.now()
  const { kind, code, name, nameEn, asked } = input
  return withScope(services.db, actor, async (trx) => {
    const known = new Set(factsOfKind(kind, input.facts).map((fact) => fact.name))
    const strange = input.facts.find((fact) => !known.has(fact))
    if (strange !== undefined)
      throw new CodedError(
        'bad_input',
        'BAD_FACT',
        `这类规则没有事实 ${strange}`,
        `This kind of rule knows no fact ${strange}`,
        { field: 'facts', expected: [...known].join(', ') },
      )
    const places = await trx
      .selectFrom('rule')
      .select((eb) => [eb.fn.min('place').as('least'), eb.fn.max('place').as('most')])
      .where('kind', '=', kind)
      .executeTakeFirst()
    const taken = await trx
      .selectFrom('rule')
      .select('code')
      .where('code', '=', code)
      .union(
        trx
          .selectFrom('rule_draft')
          .select('code')
          .where('code', '=', code)
          .where('state', 'in', ['draft', 'in_review']),
      )
      .executeTakeFirst()
    if (taken)
      throw new CodedError('conflict', 'CODE_TAKEN', '编码已被使用', 'The code is taken', { field: 'code' })
    const outputs = OUTCOMES[kind]
    const { draft_id } = await trx
      .insertInto('rule_draft')
      .values({
        code,
        kind,
        name,
        name_en: nameEn,
        base_version: 0,
        place: asked === 'first' ? (places?.least ?? 0) - 1 : (places?.most ?? 0) + 1,
        state: 'draft',
        content: JSON.stringify(
          contentOf({
            inputs: [...new Set(input.facts)],
            outputs: outputs.map((one) => one.name),
            rows: [
              {
                id: 'R-01',
                description: '',
                cells: Object.fromEntries(outputs.map((one) => [one.name, firstOf(one)])),
              },
            ],
          }),
        ),
        tests: '[]',
        author_user_id: actor.userId,
        author_name: actor.name,
        created_at: at,
        updated_at: at,
      })
      .returning('draft_id')
      .executeTakeFirstOrThrow()
    const draftId = Number(draft_id)
    await noteStep(trx, actor, { code, draftId, verb: 'start', at, data: { isNew: true } })
    return { draftId }
  })
}

/** Something to begin with in an outcome's cell. */
function firstOf({ type, values }: Outcome): string {
  if (values?.[0]) return JSON.stringify(values[0].value)
  return type === 'number' ? '0' : type === 'boolean' ? 'false' : '""'
}

/** Drafts under way of rules that are not there yet. */
export function listNewRules(services: Services, actor: Actor) {
  return withScope(services.db, actor, async (trx) => {
    const rows = await trx
      .selectFrom('rule_draft')
      .select(['draft_id', 'code', 'kind', 'name', 'name_en', 'state', 'author_name'])
      .where('base_version', '=', 0)
      .where('state', 'in', ['draft', 'in_review'])
      .orderBy('draft_id')
      .execute()
    return rows.map((row) => ({
      draftId: Number(row.draft_id),
      code: row.code,
      kind: row.kind,
      name: row.name,
      nameEn: row.name_en,
      state: row.state,
      authorName: row.author_name,
    }))
  })
}
