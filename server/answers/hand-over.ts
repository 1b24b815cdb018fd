import { sql } from 'kysely'
import { z } from 'zod'
import { answerOnce } from '../cases/answer-once.ts'
import { becomeSystem } from '../cases/become-system.ts'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Role } from '../identity/permissions.ts'
import { noticeRoles, noticeUsers } from '../notices/notify.ts'
import type { Services } from '../services.ts'
import { maskPeople } from '../text/mask-people.ts'
import { MAX_QUESTION_CHARACTERS } from './reading/normal-text.ts'

const OWNERS: readonly Role[] = ['shift_leader', 'call_taker', 'supervisor']
const LISTED = 100
const words = z.string().trim().max(MAX_QUESTION_CHARACTERS)

export const handOverSchema = z.object({
  idempotencyKey: z.string().min(8).max(200),
  question: words.min(1),
  /** As it was understood. */
  taken: z.object({ zh: words, en: words }),
  note: z.string().trim().max(1000).default(''),
  areaId: z.number().int().positive().nullable().default(null),
})
export const claimSchema = z.object({
  handOverId: z.number().int().positive(),
  version: z.number().int().positive(),
})
export const replySchema = claimSchema.extend({ answer: z.string().trim().min(1).max(4000) })

/** A question goes to those who answer over its area: a row that stays open until one of them has written. */
export async function handOver(services: Services, actor: Actor, input: z.output<typeof handOverSchema>) {
  const { idempotencyKey, question, taken, note, areaId } = input
  const at = services.clock.now()
  const leaves = areaId === null ? [] : services.locator.leafAreaIdsWithin(areaId)
  if (areaId !== null && leaves.length === 0)
    throw new CodedError('bad_input', 'NO_SUCH_AREA', '没有这个区域', 'No such area', { field: 'areaId' })
  const ownAreas = actor.isWholeCity ? [0] : [...actor.scopeAreaIds]
  const areaIds = leaves.length > 0 ? leaves : ownAreas
  return withScope(services.db, actor, (trx) =>
    answerOnce(trx, { userId: actor.userId, key: idempotencyKey, request: input, at }, async () => {
      const made = await trx
        .insertInto('question_hand_over')
        .values({
          question: maskPeople(question),
          taken_zh: maskPeople(taken.zh),
          taken_en: maskPeople(taken.en),
          note: maskPeople(note),
          asked_at: at,
          asker_user_id: actor.userId,
          asker_name: actor.name,
          area_id: areaId,
          area_ids: sql<number[]>`${areaIds}::int[]`,
        })
        .returning('hand_over_id')
        .executeTakeFirstOrThrow()
      await becomeSystem(trx)
      await noticeRoles(
        trx,
        OWNERS,
        { case_id: null, scope_area_id: areaId ?? areaIds.find((id) => id !== 0) ?? 0 },
        {
          kind: 'question',
          zh: `${actor.name} 提问待答：${maskPeople(question)}`,
          en: `${actor.name} asks: ${maskPeople(question)}`,
          at,
        },
      )
      return { handOverId: made.hand_over_id }
    }),
  )
}

/** Those that one asked, and, for who answers, those that wait or were answered over one's areas; the open ones first. */
export async function listHandOvers(services: Services, actor: Actor, which: 'mine' | 'queue') {
  return withScope(services.db, actor, async (trx) => {
    const rows = await trx
      .selectFrom('question_hand_over')
      .selectAll()
      .$if(which === 'mine', (query) => query.where('asker_user_id', '=', actor.userId))
      .orderBy(sql`state = 'answered'`)
      .orderBy('asked_at', 'desc')
      .orderBy('hand_over_id', 'desc')
      .limit(LISTED)
      .execute()
    return rows.map((row) => ({
      handOverId: row.hand_over_id,
      version: row.version,
      question: row.question,
      taken: { zh: row.taken_zh, en: row.taken_en },
      note: row.note,
      askedAt: row.asked_at.toISOString(),
      askerName: row.asker_name,
      isMine: row.asker_user_id === actor.userId,
      areaId: row.area_id,
      state: row.state,
      ownerName: row.owner_name,
      isOwned: row.owner_user_id !== null,
      isOwnedByMe: row.owner_user_id === actor.userId,
      answer: row.answer,
      answeredAt: row.answered_at?.toISOString() ?? null,
    }))
  })
}

/** Somebody takes it, so that nobody else writes the same answer. */
export async function claimHandOver(services: Services, actor: Actor, input: z.output<typeof claimSchema>) {
  return withScope(services.db, actor, async (trx) => {
    const row = await lockOpen(trx, input)
    if (row.owner_user_id !== null && row.owner_user_id !== actor.userId)
      throw new CodedError(
        'conflict',
        'QUESTION_TAKEN',
        `已由${row.owner_name}处理`,
        `${row.owner_name} has taken it`,
      )
    await trx
      .updateTable('question_hand_over')
      .set({ owner_user_id: actor.userId, owner_name: actor.name, version: row.version + 1 })
      .where('hand_over_id', '=', row.hand_over_id)
      .execute()
    return { version: row.version + 1 }
  })
}

/** The answer, which goes back to whoever asked. */
export async function replyHandOver(services: Services, actor: Actor, input: z.output<typeof replySchema>) {
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const row = await lockOpen(trx, input)
    await trx
      .updateTable('question_hand_over')
      .set({
        state: 'answered',
        answer: maskPeople(input.answer),
        answered_at: at,
        owner_user_id: actor.userId,
        owner_name: actor.name,
        version: row.version + 1,
      })
      .where('hand_over_id', '=', row.hand_over_id)
      .execute()
    await becomeSystem(trx)
    await noticeUsers(trx, [row.asker_user_id], null, {
      kind: 'question',
      zh: `${actor.name} 回答了您的问题：${row.question}`,
      en: `${actor.name} has answered your question: ${row.question}`,
      at,
    })
    return { version: row.version + 1 }
  })
}

async function lockOpen(trx: Trx, { handOverId, version }: z.output<typeof claimSchema>) {
  const row = await trx
    .selectFrom('question_hand_over')
    .selectAll()
    .where('hand_over_id', '=', handOverId)
    .forUpdate()
    .executeTakeFirst()
  if (!row)
    throw new CodedError('not_found', 'QUESTION_NOT_FOUND', '没有这个问题', 'There is no such question', {
      field: 'handOverId',
    })
  if (row.state === 'answered')
    throw new CodedError('conflict', 'QUESTION_ANSWERED', '已有人回答', 'It has been answered already')
  if (row.version !== version)
    throw new CodedError(
      'conflict',
      'CONFLICT_VERSION',
      '他人刚刚更新过，请刷新',
      'Somebody else has just changed it; load it again',
    )
  return row
}
