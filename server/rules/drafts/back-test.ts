import { z } from 'zod'
import { withScope } from '../../db/client.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { decide } from '../evaluate-rule.ts'
import { countPastCases, listPastCases, type PastCase } from '../facts/past-facts.ts'
import { OUTCOMES } from '../outcome-catalog.ts'
import type { RuleKind } from '../rule-kind.ts'
import { readRules } from '../rule-row.ts'
import { readTable } from '../table/decision-table.ts'
import type { BackTestAnswer, BackTestCase, BackTestResult } from '../tables.ts'
import { readDraft } from './draft-row.ts'

export const startBackTestSchema = z.object({
  draftId: z.number().int().positive(),
  days: z.number().int().min(1).max(366),
})

const CHUNK = 500
const LISTED_CASES = 500
const DAY_MS = 86_400_000
/** A run that said nothing for so long died with its process. */
const SILENT_MS = 60_000

/** Puts the cases of the last days to a draft and to the version in force; goes on by itself, `getBackTest` tells how far. */
export async function startBackTest(
  services: Services,
  actor: Actor,
  { draftId, days }: z.output<typeof startBackTestSchema>,
): Promise<{ backTestId: number }> {
  const at = services.clock.now()
  const since = new Date(at.getTime() - days * DAY_MS)
  const run = await withScope(services.db, actor, async (trx) => {
    const draft = await readDraft(trx, draftId)
    const standing = (await readRules(trx, at)).filter(
      ({ kind, state }) => kind === draft.kind && state === 'in_force',
    )
    const others = standing.filter(({ code }) => code !== draft.code)
    const after = [...others, draft].sort((a, b) => a.place - b.place || (a.code < b.code ? -1 : 1))
    const { back_test_id } = await trx
      .insertInto('rule_back_test')
      .values({
        draft_id: draftId,
        draft_version: draft.version,
        days,
        state: 'running',
        total: await countPastCases(trx, { kind: draft.kind, since }),
        user_id: actor.userId,
        started_at: at,
        updated_at: at,
      })
      .returning('back_test_id')
      .executeTakeFirstOrThrow()
    return {
      backTestId: Number(back_test_id),
      kind: draft.kind,
      before: standing.map(({ content }) => content),
      after: after.map(({ content }) => content),
      asked: [...standing, draft].flatMap(({ content }) => readTable(content)?.inputs ?? []),
      since,
    }
  })
  runOverPast(services, actor, run).catch(async (error) => {
    services.log.warn({ err: error, backTestId: run.backTestId }, 'a run over the past failed')
    await withScope(services.db, actor, (trx) =>
      trx
        .updateTable('rule_back_test')
        .set({ state: 'failed', problem: error instanceof Error ? error.message : String(error) })
        .where('back_test_id', '=', run.backTestId)
        .execute(),
    ).catch(() => {})
  })
  return { backTestId: run.backTestId }
}

type Run = {
  readonly backTestId: number
  readonly kind: RuleKind
  /** Every rule of the kind in the order in which they are asked, without the draft and with it. */
  readonly before: readonly unknown[]
  readonly after: readonly unknown[]
  /** Facts that either asks. */
  readonly asked: readonly string[]
  readonly since: Date
}

async function runOverPast(services: Services, actor: Actor, run: Run): Promise<void> {
  const counted = new Map<string, { before: string; after: string; n: number }>()
  const cases: BackTestCase[] = []
  let changed = 0
  let done = 0
  let beforeId: number | null = null
  for (;;) {
    const chunk: PastCase[] = await withScope(services.db, actor, (trx) =>
      listPastCases(trx, { kind: run.kind, asked: run.asked, since: run.since, limit: CHUNK, beforeId }),
    )
    const answers = await Promise.all(
      chunk.map(async (one) => ({
        one,
        before: await answerOf(run.before, one),
        after: await answerOf(run.after, one),
      })),
    )
    for (const { one, before, after } of answers) {
      const key = `${before.rowId}\n${after.rowId}`
      const count = counted.get(key) ?? { before: before.rowId, after: after.rowId, n: 0 }
      count.n++
      counted.set(key, count)
      if (isSame(run.kind, before, after)) continue
      changed++
      if (cases.length < LISTED_CASES)
        cases.push({
          caseId: one.caseId,
          number: one.number,
          description: one.description,
          lng: one.lngLat?.[0] ?? null,
          lat: one.lngLat?.[1] ?? null,
          before,
          after,
        })
    }
    done += chunk.length
    beforeId = chunk.at(-1)?.caseId ?? null
    const isLast = chunk.length < CHUNK
    const byRow = [...counted.values()].sort(
      (a, b) => b.n - a.n || (a.before + a.after < b.before + b.after ? -1 : 1),
    )
    const result: BackTestResult = { byRow, changed, cases }
    await withScope(services.db, actor, (trx) =>
      trx
        .updateTable('rule_back_test')
        .set({
          done,
          updated_at: services.clock.now(),
          ...(isLast && { state: 'done' as const, total: done, result: JSON.stringify(result) }),
        })
        .where('back_test_id', '=', run.backTestId)
        .execute(),
    )
    if (isLast) return
  }
}

async function answerOf(contents: readonly unknown[], { facts }: PastCase): Promise<BackTestAnswer> {
  for (const content of contents) {
    const decided = await decide(content, facts).catch(() => 'broken' as const)
    // As in earnest, a broken rule is not passed over.
    if (decided === 'broken') break
    if (decided) return { rowId: decided.row.id, outcome: decided.output }
  }
  return { rowId: '', outcome: {} }
}

/** Decided alike, whatever row and reason. */
function isSame(kind: RuleKind, before: BackTestAnswer, after: BackTestAnswer): boolean {
  return OUTCOMES[kind].every(
    ({ name, isReason }) => isReason || before.outcome[name] === after.outcome[name],
  )
}

/** The latest run of a draft by this reader, whose areas alone it went over; null where there is none. */
export function getBackTest(services: Services, actor: Actor, draftId: number) {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const draft = await readDraft(trx, draftId)
    const row = await trx
      .selectFrom('rule_back_test')
      .selectAll()
      .where('draft_id', '=', draftId)
      .where('user_id', '=', actor.userId)
      .orderBy('started_at', 'desc')
      .orderBy('back_test_id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!row) return null
    const isLost = row.state === 'running' && now.getTime() - row.updated_at.getTime() > SILENT_MS
    return {
      backTestId: Number(row.back_test_id),
      days: row.days,
      state: isLost ? ('failed' as const) : row.state,
      done: row.done,
      total: row.total,
      result: row.result,
      problem: isLost ? 'the server was restarted' : row.problem,
      /** The draft has been edited since. */
      isOutdated: row.draft_version !== draft.version && draft.state === 'draft',
      startedAt: row.started_at.toISOString(),
    }
  })
}
