import { sql } from 'kysely'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

/** Over how many days call-backs are counted. */
const CALLBACK_DAYS = 30
const MOST_TO_DECIDE = 50

export type Callbacks = {
  readonly days: number
  /** Every call that was made, but for those taken out by approval. */
  readonly calls: number
  readonly reached: number
  /** Not asked anything: they count in no share. */
  readonly unreachable: number
  readonly refused: number
  readonly excluded: number
  /** Of those reached who answered the question: yes of all answers. */
  readonly responded: Share
  readonly resolved: Share
  readonly satisfied: Share
  /** Wait for somebody to agree that they are left out, the oldest first, however old; counted until then. */
  readonly toDecide: readonly ExclusionAsked[]
}
type ExclusionAsked = {
  readonly callbackId: number
  readonly caseId: number
  readonly number: string
  readonly reason: string
}
type Share = { readonly yes: number; readonly asked: number }

/** 回访: 响应率、解决率、满意率, each of those who were reached and answered, never of all calls. */
export function readCallbacks(services: Services, actor: Actor): Promise<Callbacks> {
  const from = new Date(services.clock.now().getTime() - CALLBACK_DAYS * 86_400_000)
  return withScope(services.db, actor, async (trx) => {
    const counted = sql`b.excluded <> 'approved'`
    const share = (column: string) => sql`jsonb_build_object(
      'yes', count(*) filter (where ${counted} and b.outcome = 'reached' and ${sql.ref(column)}),
      'asked', count(*) filter (where ${counted} and b.outcome = 'reached' and ${sql.ref(column)} is not null))`
    const { rows } = await sql<Omit<Callbacks, 'days' | 'toDecide'>>`
      select count(*) filter (where ${counted})::int as calls,
        count(*) filter (where ${counted} and b.outcome = 'reached')::int as reached,
        count(*) filter (where ${counted} and b.outcome = 'unreachable')::int as unreachable,
        count(*) filter (where ${counted} and b.outcome = 'refused')::int as refused,
        count(*) filter (where b.excluded = 'approved')::int as excluded,
        ${share('b.is_responded')} as responded, ${share('b.is_resolved')} as resolved,
        ${share('b.is_satisfied')} as satisfied
      from case_callback b where b.at > ${from}`.execute(trx)
    const toDecide = await trx
      .selectFrom('case_callback')
      .innerJoin('case_record', 'case_record.case_id', 'case_callback.case_id')
      .select(['callback_id', 'case_record.case_id', 'case_record.number', 'exclude_reason'])
      .where('case_callback.excluded', '=', 'asked')
      .orderBy('case_callback.at')
      .limit(MOST_TO_DECIDE)
      .execute()
    return {
      days: CALLBACK_DAYS,
      ...rows[0]!,
      toDecide: toDecide.map((one) => ({
        callbackId: one.callback_id,
        caseId: one.case_id,
        number: one.number,
        reason: one.exclude_reason,
      })),
    }
  })
}
