import { sql } from 'kysely'
import { z } from 'zod'
import { withScope, withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { maskPeople } from '../text/mask-people.ts'
import { MAX_QUESTION_CHARACTERS } from './reading/normal-text.ts'
import type { UnansweredReason } from './tables.ts'

/** So many wordings are kept; more nobody reads, and a script must not fill the disk. */
const MOST_KEPT = 10_000
/** The same page asking again within this time is one asking. */
const SAME_MILLISECONDS = 60_000
/** The code of a follow-up link opens a case: it is kept nowhere else. */
const FOLLOW_TOKEN = /[\w-]{32}/g
const LISTED = 200

export const notHelpfulSchema = z.object({ question: z.string().trim().min(1).max(MAX_QUESTION_CHARACTERS) })

/** Keeps the words of a question that the city cannot answer, without what names a person, and without who asked. */
export async function keepUnanswered(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { question, reason, isPublic }: { question: string; reason: UnansweredReason; isPublic: boolean },
): Promise<void> {
  const words = wordsOf(question)
  if (words === '') return
  const at = clock.now()
  await withSystem(db, 'answers.keep', async (trx) => {
    await sql`
      insert into unanswered_question (question, reason, is_public, first_at, last_at)
      select ${words}, ${reason}, ${isPublic}, ${at}, ${at}
      where (select count(*) from unanswered_question) < ${MOST_KEPT}
        or exists (select from unanswered_question where question = ${words} and reason = ${reason} and is_public = ${isPublic})
      on conflict (question, reason, is_public) do update
        set times = unanswered_question.times + 1, last_at = excluded.last_at, settled_at = null, settled_by = ''
        where unanswered_question.last_at < ${new Date(at.getTime() - SAME_MILLISECONDS)}`.execute(trx)
  })
}

function wordsOf(question: string): string {
  return maskPeople(question)
    .replace(FOLLOW_TOKEN, '…')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** What the city could not answer, the most asked first. */
export function listUnanswered(services: Services, actor: Actor) {
  return withScope(services.db, actor, async (trx) => {
    const rows = await trx
      .selectFrom('unanswered_question')
      .selectAll()
      .where('settled_at', 'is', null)
      .orderBy('times', 'desc')
      .orderBy('last_at', 'desc')
      .orderBy('unanswered_id', 'desc')
      .limit(LISTED)
      .execute()
    return rows.map((row) => ({
      unansweredId: row.unanswered_id,
      question: row.question,
      reason: row.reason,
      isPublic: row.is_public,
      times: row.times,
      lastAt: row.last_at.toISOString(),
    }))
  })
}

/** Somebody has seen to it; asked again it comes back. */
export async function settleUnanswered(
  services: Services,
  actor: Actor,
  unansweredId: number,
): Promise<void> {
  const done = await withScope(services.db, actor, (trx) =>
    trx
      .updateTable('unanswered_question')
      .set({ settled_at: services.clock.now(), settled_by: actor.name })
      .where('unanswered_id', '=', unansweredId)
      .returning('unanswered_id')
      .executeTakeFirst(),
  )
  if (!done)
    throw new CodedError('not_found', 'QUESTION_NOT_FOUND', '没有这个问题', 'There is no such question', {
      field: 'unansweredId',
    })
}
