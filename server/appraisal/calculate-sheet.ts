import { sql } from 'kysely'
import { z } from 'zod'
import { readCalendar } from '../basis/read-calendar.ts'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { evaluateAppraisal } from '../rules/evaluate-rule.ts'
import type { Facts } from '../rules/facts/fact.ts'
import { readPastFacts } from '../rules/facts/past-facts.ts'
import { readRules } from '../rules/rule-row.ts'
import { readTable } from '../rules/table/decision-table.ts'
import type { Services } from '../services.ts'
import { monthSchema, periodOf } from './month.ts'
import { mustSeeCity, noteSheet } from './sheet-row.ts'
import { sumLines } from './sum-lines.ts'

export const calculateSchema = z.object({ month: monthSchema })

const CHUNK = 500
/** A calculation that said nothing for so long died with its process. */
export const SILENT_MS = 60_000

type AppraisalRule = {
  readonly ruleId: number
  readonly code: string
  readonly version: number
  readonly content: unknown
  readonly fromMs: number
  readonly untilMs: number
}
type Item = {
  readonly caseId: number
  readonly departmentId: number
  readonly scopeAreaId: number
  readonly closedAt: string
  readonly ruleId: number
  readonly rowId: string
  readonly facts: Facts
  readonly points: number
  readonly zh: string
  readonly en: string
}

/**
 * 计算: a month's trial sheet, in the place of the last trial; `getSheet` tells how far it is. Each closed case of the month
 * has the points that were given at its closing; one that was given none then (closed before the rule was asked) is put to
 * the rules that held at its closing.
 */
export async function calculateSheet(
  services: Services,
  actor: Actor,
  { month }: z.output<typeof calculateSchema>,
): Promise<{ readonly sheetId: number }> {
  mustSeeCity(actor)
  const at = services.clock.now()
  const { timeZone } = await readCalendar(services.db)
  const { from, until } = periodOf(timeZone, month)
  if (from > at)
    throw new CodedError('bad_input', 'MONTH_TO_COME', '这个月还没有开始', 'This month is still to come', {
      field: 'month',
      expected: 'this month or a former one',
    })
  const run = await withScope(services.db, actor, async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`appraisal ${month}`}))`.execute(trx)
    await mustHaveRoom(trx, month, at)
    await trx
      .deleteFrom('appraisal_sheet')
      .where('month', '=', month)
      .where('state', 'in', ['running', 'failed', 'calculated'])
      .execute()
    const { n } = await trx
      .selectFrom('case_record')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('closed_at', '>=', from)
      .where('closed_at', '<', until)
      .where('state', '=', 'closed')
      .executeTakeFirstOrThrow()
    const { sheet_id: sheetId } = await trx
      .insertInto('appraisal_sheet')
      .values({
        month,
        period_from: from,
        period_until: until,
        as_of: at,
        state: 'running',
        total: n,
        calculated_by: actor.name,
        updated_at: at,
      })
      .returning('sheet_id')
      .executeTakeFirstOrThrow()
    const rules = (await readRules(trx, at))
      .filter(({ kind }) => kind === 'appraisal')
      .map(
        (rule): AppraisalRule => ({
          ...rule,
          fromMs: rule.from === null ? Number.NEGATIVE_INFINITY : Date.parse(rule.from),
          untilMs: rule.to === null ? Number.POSITIVE_INFINITY : Date.parse(rule.to),
        }),
      )
    const asked = [...new Set(rules.flatMap(({ content }) => readTable(content)?.inputs ?? []))]
    return { sheetId, from, until, at, rules, asked }
  })
  calculate(services, actor, run).catch(async (error) => {
    services.log.warn({ err: error, sheetId: run.sheetId }, 'a sheet could not be calculated')
    await withScope(services.db, actor, (trx) =>
      trx
        .updateTable('appraisal_sheet')
        .set({ state: 'failed', problem: error instanceof Error ? error.message : String(error) })
        .where('sheet_id', '=', run.sheetId)
        .execute(),
    ).catch(() => {})
  })
  return { sheetId: run.sheetId }
}

async function mustHaveRoom(trx: Trx, month: string, at: Date): Promise<void> {
  const others = await trx
    .selectFrom('appraisal_sheet')
    .select(['state', 'updated_at'])
    .where('month', '=', month)
    .execute()
  if (others.some(({ state }) => state === 'published' || state === 'applied'))
    throw new CodedError(
      'conflict',
      'SHEET_STANDS',
      '这个月的考核单已经公布；要重算，先撤回',
      'The sheet of this month is published; withdraw it before it is calculated anew',
      { field: 'month' },
    )
  if (
    others.some(
      ({ state, updated_at }) => state === 'running' && at.getTime() - updated_at.getTime() < SILENT_MS,
    )
  )
    throw new CodedError('conflict', 'SHEET_RUNNING', '正在计算', 'It is being calculated', {
      field: 'month',
    })
}

type Run = {
  readonly sheetId: number
  readonly from: Date
  readonly until: Date
  readonly at: Date
  readonly rules: readonly AppraisalRule[]
  /** Facts that any of them asks. */
  readonly asked: readonly string[]
}

/** In pieces, so that nobody waits for the whole month. Costs one look at each case closed in it. */
async function calculate(services: Services, actor: Actor, run: Run): Promise<void> {
  let after: Chunk['last'] = null
  let done = 0
  let unscored = 0
  for (;;) {
    const chunk: Chunk = await withScope(services.db, actor, (trx) => readChunk(trx, run, after))
    const items = await Promise.all(chunk.cases.map((one) => itemOf(run.rules, one)))
    const scored = items.filter((item) => item !== null)
    done += items.length
    unscored += items.length - scored.length
    after = chunk.last
    const isLast = chunk.last === null
    await withScope(services.db, actor, async (trx) => {
      await writeItems(trx, run.sheetId, scored)
      if (isLast) await sumLines(trx, run.sheetId)
      await trx
        .updateTable('appraisal_sheet')
        .set({
          done,
          unscored,
          updated_at: services.clock.now(),
          ...(isLast && { state: 'calculated' as const, total: done }),
        })
        .where('sheet_id', '=', run.sheetId)
        .where('state', '=', 'running')
        .execute()
      if (isLast) await noteSheet(trx, actor, run.sheetId, services.clock.now())
    })
    if (isLast) return
  }
}

type ClosedCase = Omit<Item, 'ruleId' | 'rowId' | 'points' | 'zh' | 'en' | 'closedAt'> & {
  readonly closedAt: Date
  /** What was decided at its closing. */
  readonly kept: {
    readonly ruleId: number
    readonly rowId: string
    readonly outcome: Record<string, unknown>
  } | null
}
type Chunk = {
  readonly cases: readonly ClosedCase[]
  /** Null where it was the last piece. As text an instant keeps its microseconds. */
  readonly last: { readonly closedAt: string; readonly caseId: number } | null
}

async function readChunk(trx: Trx, { from, until, at, asked }: Run, after: Chunk['last']): Promise<Chunk> {
  const { rows } = await sql<
    Omit<ClosedCase, 'facts' | 'kept'> & {
      closedAtText: string
      ruleId: number | null
      rowId: string
      outcome: Record<string, unknown>
      keptFacts: Facts
    }
  >`
    select c.case_id as "caseId", c.department_id as "departmentId", c.scope_area_id as "scopeAreaId",
      c.closed_at as "closedAt", c.closed_at::text as "closedAtText", d.rule_id as "ruleId", d.row_id as "rowId", d.outcome, d.facts as "keptFacts"
    from case_record c
    left join lateral (
      select d.rule_id, d.row_id, d.outcome, d.facts from rule_decision d join rule r on r.rule_id = d.rule_id
      where d.case_id = c.case_id and r.kind = 'appraisal' and d.at <= ${at}
      order by d.at desc, d.decision_id desc limit 1) d on true
    where c.closed_at >= ${from} and c.closed_at < ${until} and c.state = 'closed'
      and c.close_reason is distinct from 'merged' and c.department_id is not null
      and (c.closed_at, c.case_id) > (${after?.closedAt ?? from}::timestamptz, ${after?.caseId ?? 0}::bigint)
    order by c.closed_at, c.case_id limit ${CHUNK}`.execute(trx)
  const unasked = rows.filter(({ ruleId }) => ruleId === null).map(({ caseId }) => caseId)
  const found = await readPastFacts(trx, 'appraisal', unasked, asked)
  const factsOf = new Map(found.map(({ caseId, facts }) => [caseId, facts]))
  const last = rows.length < CHUNK ? undefined : rows.at(-1)
  return {
    last: last ? { closedAt: last.closedAtText, caseId: last.caseId } : null,
    cases: rows.map(({ ruleId, rowId, outcome, keptFacts, closedAtText: _, ...one }) => ({
      ...one,
      facts: ruleId === null ? (factsOf.get(one.caseId) ?? {}) : keptFacts,
      kept: ruleId === null ? null : { ruleId, rowId, outcome },
    })),
  }
}

/** Null where no rule has points for it. */
async function itemOf(
  rules: readonly AppraisalRule[],
  { kept, closedAt, ...one }: ClosedCase,
): Promise<Item | null> {
  const item = { ...one, closedAt: closedAt.toISOString() }
  if (kept) {
    const { points, reasonZh = '', reasonEn = '' } = kept.outcome
    if (typeof points !== 'number') return null
    return { ...item, ...kept, points, zh: String(reasonZh), en: String(reasonEn) }
  }
  for (const rule of rulesAt(rules, closedAt.getTime())) {
    const answer = await evaluateAppraisal(rule, one.facts)
    if (answer.ok) {
      const { points, reasonZh, reasonEn } = answer.output
      return { ...item, ruleId: rule.ruleId, rowId: answer.reason.rowId, points, zh: reasonZh, en: reasonEn }
    }
    // As in earnest, a broken rule is not passed over.
    if (!answer.isUnmatched) return null
  }
  return null
}

/** Of each code the newest version that held then, in the order in which they are asked. */
function rulesAt(rules: readonly AppraisalRule[], atMs: number): AppraisalRule[] {
  const standing = rules.filter(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs)
  return standing.filter(
    (rule) => !standing.some((other) => other.code === rule.code && other.version > rule.version),
  )
}

async function writeItems(trx: Trx, sheetId: number, items: readonly Item[]): Promise<void> {
  if (items.length === 0) return
  await sql`
    insert into appraisal_item (sheet_id, case_id, department_id, scope_area_id, closed_at, rule_id, row_id, facts, points,
      reason_zh, reason_en)
    select ${sheetId}::bigint, i."caseId", i."departmentId", i."scopeAreaId", i."closedAt", i."ruleId", i."rowId", i.facts,
      i.points, i.zh, i.en
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as i("caseId" bigint, "departmentId" integer,
      "scopeAreaId" integer, "closedAt" timestamptz, "ruleId" integer, "rowId" text, facts jsonb, points numeric, zh text,
      en text)
    on conflict do nothing`.execute(trx)
}
