import { z } from 'zod'
import { idempotencyKeySchema } from '../cases/act-input.ts'
import { answerOnce } from '../cases/answer-once.ts'
import { withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { findRecipients, selectionSchema } from './find-recipients.ts'
import { noticeUsers } from './notify.ts'

export const sendMessageSchema = selectionSchema.extend({
  text: z.string().trim().min(1).max(500),
  isUrgent: z.boolean().default(false),
  idempotencyKey: idempotencyKeySchema,
})

/**
 * Writes to those who answer for what is selected, each once: into their inbox, and out by every destination that takes
 * messages. Who that is, is found again at this moment.
 *
 * @returns by which its receipts are found
 */
export async function sendMessage(
  services: Services,
  actor: Actor,
  { text, isUrgent, idempotencyKey, ...selection }: z.output<typeof sendMessageSchema>,
): Promise<{ messageId: number }> {
  const at = services.clock.now()
  const found = await findRecipients(services, actor, selection)
  return withSystem(services.db, 'notices.message', (trx) =>
    answerOnce(
      trx,
      { userId: actor.userId, key: idempotencyKey, request: { text, isUrgent, ...selection }, at },
      async () => {
        if (found.recipients.length === 0) {
          throw new CodedError(
            'conflict',
            'NO_RECIPIENTS',
            '没有可以收到消息的人',
            'There is nobody who could get it',
            { field: 'to', expected: 'chiefs, departments, units' },
          )
        }
        const { notice_message_id } = await trx
          .insertInto('notice_message')
          .values({
            user_id: actor.userId,
            text,
            is_urgent: isUrgent,
            thing_kind: selection.kind,
            thing_count: found.things,
            recipients: JSON.stringify(found.recipients),
            skipped: JSON.stringify(found.skipped),
            at,
          })
          .returning('notice_message_id')
          .executeTakeFirstOrThrow()
        await noticeUsers(
          trx,
          found.recipients.map(({ userId }) => userId),
          {
            case_id: selection.kind === 'case' ? found.onlyId : null,
            scope_area_id: found.scopeAreaId,
          },
          {
            kind: 'message',
            zh: `${actor.name}：${text}`,
            en: `${actor.name}: ${text}`,
            at,
            isUrgent,
            messageId: notice_message_id,
          },
        )
        return { messageId: notice_message_id }
      },
    ),
  )
}
