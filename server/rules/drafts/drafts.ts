import { z } from 'zod'
import { type Trx, withScope } from '../../db/client.ts'
import { CodedError } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { factsSchema } from '../explain-case.ts'
import { factsOfKind } from '../facts/fact-catalog.ts'
import { conditionsOf, mustRead, namesIn } from '../get-rule.ts'
import { OUTCOMES } from '../outcome-catalog.ts'
import { findVersion, readRules } from '../rule-row.ts'
import { checkTable } from '../table/check-table.ts'
import { contentOf } from '../table/decision-table.ts'
import { type DraftRow, lockDraft, noteStep, readDraft } from './draft-row.ts'
import { mayDo } from './draft-verbs.ts'
import { runTests } from './run-tests.ts'

const name = z.string().max(100)
const tableSchema = z.object({
  inputs: z.array(name).max(30),
  outputs: z.array(name).max(10),
  rows: z
    .array(
      z.object({
        id: z.string().max(40),
        description: z.string().max(200),
        cells: z.record(name, z.string().max(1000)),
      }),
    )
    .max(200),
})
const testSchema = z.object({
  name: z.string().trim().min(1).max(100),
  facts: factsSchema,
  expected: z.record(name, z.union([z.string().max(200), z.number(), z.boolean()])),
})
export const startDraftSchema = z.object({
  code: z.string().min(1).max(100),
  /** Begin with this version; the one in force where it is left out. */
  version: z.number().int().positive().nullable().default(null),
})
export const saveDraftSchema = z.object({
  draftId: z.number().int().positive(),
  version: z.number().int(),
  table: tableSchema,
  tests: z.array(testSchema).max(200),
})

/** Begins a draft of a rule; the tests kept with the version come along. */
export function startDraft(
  services: Services,
  actor: Actor,
  { code, version }: z.output<typeof startDraftSchema>,
) {
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const { rule, versions } = await findVersion(trx, at, code, version)
    const { draft_id } = await trx
      .insertInto('rule_draft')
      .values({
        code,
        kind: rule.kind,
        name: rule.name,
        name_en: rule.nameEn,
        base_version: versions[0]!.version,
        place: rule.place,
        state: 'draft',
        content: JSON.stringify(contentOf(mustRead(rule.content))),
        tests: JSON.stringify(rule.tests),
        author_user_id: actor.userId,
        author_name: actor.name,
        created_at: at,
        updated_at: at,
      })
      .returning('draft_id')
      .executeTakeFirstOrThrow()
    const draftId = Number(draft_id)
    await noteStep(trx, actor, { code, draftId, verb: 'start', at, data: { fromVersion: rule.version } })
    return { draftId }
  })
}

/** Drafts under way of one rule, or of all, and what was last done. */
export function listDrafts(services: Services, actor: Actor, code: string) {
  return withScope(services.db, actor, async (trx) => {
    const drafts = await trx
      .selectFrom('rule_draft')
      .select(['draft_id', 'state', 'author_name', 'updated_at', 'version'])
      .where('code', '=', code)
      .where('state', 'in', ['draft', 'in_review'])
      .orderBy('updated_at', 'desc')
      .orderBy('draft_id', 'desc')
      .limit(50)
      .execute()
    const steps = await trx
      .selectFrom('rule_step')
      .select(['step_id', 'verb', 'at', 'actor_name', 'note', 'data'])
      .where('code', '=', code)
      .orderBy('at', 'desc')
      .orderBy('step_id', 'desc')
      .limit(30)
      .execute()
    return {
      drafts: drafts.map((row) => ({
        draftId: Number(row.draft_id),
        state: row.state,
        authorName: row.author_name,
        updatedAt: row.updated_at.toISOString(),
      })),
      steps: steps.map((row) => ({
        stepId: Number(row.step_id),
        verb: row.verb,
        at: row.at.toISOString(),
        actorName: row.actor_name,
        note: row.note,
        version: typeof row.data.version === 'number' ? row.data.version : null,
      })),
    }
  })
}

export function getDraft(services: Services, actor: Actor, draftId: number) {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const row = await readDraft(trx, draftId)
    const versions = await readRules(trx, now, row.code)
    const inForce = versions.find(({ state }) => state === 'in_force')
    return {
      draftId,
      code: row.code,
      kind: row.kind,
      name: row.name,
      nameEn: row.name_en,
      state: row.state,
      baseVersion: row.base_version,
      isStale: row.state !== 'published' && (versions[0]?.version ?? 0) !== row.base_version,
      authorName: row.author_name,
      isOwn: row.author_user_id === actor.userId,
      note: row.note,
      publishedVersion: row.published_version,
      facts: factsOfKind(row.kind, mustRead(row.content).inputs),
      outcomes: OUTCOMES[row.kind],
      inForce: inForce ? mustRead(inForce.content) : null,
      may: mayDo(row, actor),
      ...(await lookAt(trx, row)),
    }
  })
}

/** Keeps what was edited, whatever is wrong with it, and says what is. @throws {CodedError} CONFLICT_VERSION, NOT_A_DRAFT */
export function saveDraft(services: Services, actor: Actor, input: z.output<typeof saveDraftSchema>) {
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const row = await lockDraft(trx, input.draftId, input.version)
    if (row.state !== 'draft')
      throw new CodedError(
        'conflict',
        'NOT_A_DRAFT',
        '草稿已提交，不能再改',
        'It has been submitted: take it back first',
        { field: 'state', expected: 'draft' },
      )
    await trx
      .updateTable('rule_draft')
      .set({
        content: JSON.stringify(contentOf(input.table)),
        tests: JSON.stringify(input.tests),
        version: row.version + 1,
        updated_at: at,
      })
      .where('draft_id', '=', row.draft_id)
      .execute()
    return lookAt(trx, await readDraft(trx, row.draft_id))
  })
}

/** A draft's table with everything that is found by looking at it: faults, words, and what its tests say. */
async function lookAt(trx: Trx, { version, kind, content, tests }: DraftRow) {
  const table = mustRead(content)
  return {
    version,
    table,
    tests,
    conditions: conditionsOf(table),
    names: await namesIn(trx, table),
    findings: checkTable(kind, table),
    testResults: await runTests(content, tests),
  }
}
