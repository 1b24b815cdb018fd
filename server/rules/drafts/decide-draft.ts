import { sql } from 'kysely'
import { z } from 'zod'
import { becomeSystem } from '../../cases/become-system.ts'
import { type Trx, withScope } from '../../db/client.ts'
import { CodedError } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import { noticeUsers } from '../../notices/notify.ts'
import type { Services } from '../../services.ts'
import { mustRead } from '../get-rule.ts'
import type { RuleKind } from '../rule-kind.ts'
import { findVersion, readRules } from '../rule-row.ts'
import { checkTable } from '../table/check-table.ts'
import type { RuleTest } from '../tables.ts'
import { type DraftRow, lockDraft, noteStep } from './draft-row.ts'
import { DRAFT_MACHINE, DRAFT_VERBS, mayDo } from './draft-verbs.ts'
import { runTests } from './run-tests.ts'

const note = z.string().trim().max(1000).default('')
const effectiveAt = z.iso.datetime({ offset: true }).optional()
export const decideDraftSchema = z.object({
  draftId: z.number().int().positive(),
  version: z.number().int(),
  verb: z.enum(DRAFT_VERBS),
  note,
  /** With `publish`: from when on it is in force; at once where it is left out or past. */
  effectiveAt,
})
export const retireSchema = z.object({ code: z.string().min(1).max(100), note })
export const rollBackSchema = z.object({
  code: z.string().min(1).max(100),
  /** The former version that is to be in force again. */
  version: z.number().int().positive(),
  note,
  effectiveAt,
})

/** One step of a draft's way; published, it is the next version of its rule. */
export function decideDraft(services: Services, actor: Actor, input: z.output<typeof decideDraftSchema>) {
  const at = services.clock.now()
  const { verb } = input
  return withScope(services.db, actor, async (trx) => {
    const row = await lockDraft(trx, input.draftId, input.version)
    if (!mayDo(row, actor).includes(verb)) throw notNow(row)
    if (verb === 'send_back' && input.note === '') throw noReason()
    if (verb === 'submit' || verb === 'publish') await mustPass(trx, at, row)
    await becomeSystem(trx)
    const published =
      verb === 'publish'
        ? await publish(trx, {
            ...row,
            nameEn: row.name_en,
            baseVersion: row.base_version,
            from: fromOf(input.effectiveAt, at),
            at,
            by: actor.name,
            note: input.note,
          })
        : null
    await trx
      .updateTable('rule_draft')
      .set({
        state: DRAFT_MACHINE[verb].to,
        version: row.version + 1,
        note: input.note,
        updated_at: at,
        ...(published !== null && { published_version: published }),
      })
      .where('draft_id', '=', row.draft_id)
      .execute()
    await noteStep(trx, actor, {
      code: row.code,
      draftId: row.draft_id,
      verb,
      at,
      note: input.note,
      ...(published !== null && {
        data: { version: published, from: fromOf(input.effectiveAt, at).toISOString() },
      }),
    })
    if (verb === 'publish' || verb === 'send_back')
      await noticeUsers(trx, [row.author_user_id], null, {
        kind: 'rule_draft',
        zh: `规则草稿「${row.name}」${verb === 'publish' ? `已发布为第 ${published} 版` : `被退回：${input.note}`}`,
        en: `Rule draft "${row.name_en}" was ${verb === 'publish' ? `published as v${published}` : `sent back: ${input.note}`}`,
        at,
      })
    return { version: row.version + 1, publishedVersion: published }
  })
}

/** Puts a former version in force again, as the next one: nothing that was decided is touched. */
export function rollBack(services: Services, actor: Actor, input: z.output<typeof rollBackSchema>) {
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    await lockCode(trx, input.code)
    const { rule, versions } = await findVersion(trx, at, input.code, input.version)
    if (rule.state === 'in_force')
      throw new CodedError('conflict', 'ALREADY_IN_FORCE', '这一版正在生效', 'This version is in force', {
        field: 'version',
        expected: 'a former version',
      })
    if (input.note === '') throw noReason()
    const from = fromOf(input.effectiveAt, at)
    const version = await publish(trx, {
      ...rule,
      baseVersion: versions[0]!.version,
      from,
      at,
      by: actor.name,
      note: input.note,
    })
    const data = { version, from: from.toISOString(), ofVersion: rule.version }
    await noteStep(trx, actor, {
      code: input.code,
      draftId: null,
      verb: 'roll_back',
      at,
      note: input.note,
      data,
    })
    return { version }
  })
}

/** Ends a rule at once: from now on it is not asked, and the others of its kind decide, or people. */
export function retireRule(services: Services, actor: Actor, { code, note }: z.output<typeof retireSchema>) {
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    await lockCode(trx, code)
    const { rule } = await findVersion(trx, at, code, null)
    if (rule.state !== 'in_force')
      throw new CodedError('conflict', 'NOT_IN_FORCE', '规则没有在生效', 'The rule is not in force', {
        field: 'code',
        expected: 'a rule in force',
      })
    if (note === '') throw noReason()
    await becomeSystem(trx)
    await sql`update rule set valid = valid * tstzrange(null, ${at}::timestamptz) where code = ${code}`.execute(
      trx,
    )
    await noteStep(trx, actor, { code, draftId: null, verb: 'retire', at, note })
    return { code }
  })
}

async function publish(
  trx: Trx,
  rule: {
    readonly code: string
    readonly kind: RuleKind
    readonly name: string
    readonly nameEn: string
    readonly content: unknown
    readonly tests: readonly RuleTest[]
    readonly baseVersion: number
    readonly place: number
    readonly from: Date
    readonly at: Date
    readonly by: string
    readonly note: string
  },
): Promise<number> {
  await lockCode(trx, rule.code)
  const newest = await trx
    .selectFrom('rule')
    .select('version')
    .where('code', '=', rule.code)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if ((newest?.version ?? 0) !== rule.baseVersion)
    throw new CodedError(
      'conflict',
      'DRAFT_STALE',
      '规则在起草后已有新版本，请按新版重新起草',
      'The rule has a newer version than the draft began with; begin again from that',
      { field: 'baseVersion', expected: String(newest?.version ?? '') },
    )
  // Former versions end where this one begins; one that was yet to come never does.
  await sql`update rule set valid = valid * tstzrange(null, ${rule.from}::timestamptz)
    where code = ${rule.code}`.execute(trx)
  const version = rule.baseVersion + 1
  await trx
    .insertInto('rule')
    .values({
      code: rule.code,
      kind: rule.kind,
      name: rule.name,
      name_en: rule.nameEn,
      version,
      content: JSON.stringify(rule.content),
      tests: JSON.stringify(rule.tests),
      valid: sql<string>`tstzrange(${rule.from}::timestamptz, null)`,
      published_at: rule.at,
      published_by: rule.by,
      note: rule.note,
      place: rule.place,
    })
    .execute()
  return version
}

/** Publications of one rule come one at a time. */
async function lockCode(trx: Trx, code: string): Promise<void> {
  await trx
    .selectFrom('rule')
    .select('rule_id')
    .where('code', '=', code)
    .orderBy('rule_id')
    .forUpdate()
    .execute()
}

const fromOf = (wanted: string | undefined, at: Date): Date =>
  wanted && new Date(wanted) > at ? new Date(wanted) : at

/** @throws {CodedError} RULE_HAS_FAULTS, NO_TESTS, TESTS_FAIL, NOTHING_CHANGED */
async function mustPass(trx: Trx, at: Date, row: DraftRow): Promise<void> {
  const table = mustRead(row.content)
  const errors = checkTable(row.kind, table).filter(({ severity }) => severity === 'error')
  if (errors.length > 0)
    throw new CodedError(
      'conflict',
      'RULE_HAS_FAULTS',
      `还有 ${errors.length} 处错误，请先改正`,
      `${errors.length} faults are to be mended first`,
      { field: [errors[0]?.rowIds[0], errors[0]?.column].filter(Boolean).join('.') },
    )
  if (row.tests.length === 0)
    throw new CodedError('conflict', 'NO_TESTS', '至少要有一个用例', 'It needs at least one test case', {
      field: 'tests',
    })
  const failed = (await runTests(row.content, row.tests)).findIndex(({ isPassed }) => !isPassed)
  if (failed >= 0)
    throw new CodedError(
      'conflict',
      'TESTS_FAIL',
      `用例「${row.tests[failed]?.name}」不通过`,
      `The test case "${row.tests[failed]?.name}" fails`,
      { field: `tests.${failed}` },
    )
  const versions = await readRules(trx, at, row.code)
  const inForce = versions.find(({ state }) => state === 'in_force')
  if (inForce && JSON.stringify(mustRead(inForce.content)) === JSON.stringify(table))
    throw new CodedError('conflict', 'NOTHING_CHANGED', '草稿与现行版相同', 'The draft changes nothing')
}

const noReason = () =>
  new CodedError('bad_input', 'NO_REASON', '须写明理由', 'Say why', { field: 'note', expected: 'a reason' })

function notNow({ state }: DraftRow): CodedError {
  return new CodedError(
    'conflict',
    'NOT_NOW',
    '草稿当前状态或您的岗位不允许这样做（起草人不能发布自己的草稿）',
    'Not in this state, or not by you: nobody publishes a draft of their own',
    { field: 'verb', expected: state },
  )
}
