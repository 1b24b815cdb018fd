import { z } from 'zod'
import { type Trx, withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { evaluateAppraisal } from '../rules/evaluate-rule.ts'
import type { Facts } from '../rules/facts/fact.ts'
import type { Services } from '../services.ts'
import { lockSheet, mustSeeCity } from './sheet-row.ts'

export const verifySchema = z.object({ sheetId: z.number().int().positive() })

const CHUNK = 2000
const LISTED = 20

export type Verified = {
  readonly checked: number
  readonly differing: number
  /** The first of them. */
  readonly caseIds: readonly number[]
}

/**
 * 复算: gives each case its points anew, from the facts and the version of the rule that the sheet has kept, and compares.
 * Nothing is written. Costs one evaluation a case, some microseconds each.
 */
export async function verifySheet(
  services: Services,
  actor: Actor,
  { sheetId }: z.output<typeof verifySchema>,
): Promise<Verified> {
  mustSeeCity(actor)
  const contents = await withScope(services.db, actor, async (trx) => {
    await lockSheet(trx, sheetId)
    return readContents(trx, sheetId)
  })
  const caseIds: number[] = []
  let checked = 0
  let differing = 0
  for (let after = 0; ; ) {
    const items = await withScope(services.db, actor, (trx) => readItems(trx, sheetId, after))
    for (const { case_id, rule_id, row_id, facts, points } of items) {
      const answer = await evaluateAppraisal(
        { ruleId: rule_id, code: '', version: 0, content: contents.get(rule_id) },
        facts,
      )
      checked++
      if (answer.ok && answer.output.points === points && answer.reason.rowId === row_id) continue
      differing++
      if (caseIds.length < LISTED) caseIds.push(case_id)
    }
    const last = items.at(-1)
    if (!last || items.length < CHUNK) return { checked, differing, caseIds }
    after = last.case_id
  }
}

async function readContents(trx: Trx, sheetId: number): Promise<ReadonlyMap<number, unknown>> {
  const rows = await trx
    .selectFrom('rule')
    .select(['rule_id', 'content'])
    .where('rule_id', 'in', (eb) =>
      eb.selectFrom('appraisal_item').select('rule_id').where('sheet_id', '=', sheetId).distinct(),
    )
    .execute()
  return new Map(rows.map((row) => [row.rule_id, row.content]))
}

function readItems(trx: Trx, sheetId: number, after: number) {
  return trx
    .selectFrom('appraisal_item')
    .select(['case_id', 'rule_id', 'row_id', 'points'])
    .select((eb) => eb.ref('facts').$castTo<Facts>().as('facts'))
    .where('sheet_id', '=', sheetId)
    .where('case_id', '>', after)
    .orderBy('case_id')
    .limit(CHUNK)
    .execute()
}
