'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { MessageSelection } from '../../server/notices/find-recipients.ts'
import type { Post } from '../../server/notices/recipient.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, TextArea } from '../_ui/field.tsx'
import { newKey } from '../_ui/new-key.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { MessageReceipts } from './message-receipts.tsx'
import { RecipientList, SkippedList } from './recipient-list.tsx'

/** Who can be asked for each kind: a sensor belongs to a grid alone, a unit to its department. */
const postsOf: Record<MessageSelection['kind'], readonly Post[]> = {
  case: ['chiefs', 'departments', 'units'],
  part: ['chiefs', 'departments'],
  sensor: ['chiefs'],
  unit: ['units', 'chiefs'],
}

/** A message to those who answer for what is selected: who gets it is seen before, who has read it after. */
export function MessageDialog({
  selection,
  onClose,
}: {
  selection: Omit<MessageSelection, 'to'>
  onClose: () => void
}) {
  const t = useTranslations('messages')
  const { locale } = usePreferences()
  const api = useApi()
  const client = useQueryClient()
  const posts = postsOf[selection.kind]
  const [to, setTo] = useState<Post[]>(posts.slice(0, 2))
  const [text, setText] = useState('')
  const [isUrgent, setUrgent] = useState(false)
  // One key for as long as the dialog stands: pressed twice it is still one message.
  const [idempotencyKey] = useState(newKey)
  const found = useQuery({
    ...api.notices.recipients.queryOptions({ ...selection, to }),
    enabled: to.length > 0,
    placeholderData: keepPreviousData,
  })
  const send = useMutation(
    api.notices.sendMessage.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: api.notices.messages.queryKey() }),
    }),
  )
  const recipients = to.length === 0 ? [] : found.data?.recipients
  const isReady = text.trim() !== '' && recipients !== undefined && recipients.length > 0 && !found.isFetching
  if (send.data) {
    return (
      <Dialog isOpen onClose={onClose} title={t('sent')} description={t('sentDetail')}>
        <MessageReceipts messageId={send.data.messageId} />
      </Dialog>
    )
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('title')}
      description={found.data && t('about', { n: found.data.things })}
      footer={
        <Button
          look="primary"
          size="medium"
          data-act="send-message"
          disabled={!isReady || send.isPending}
          onClick={() => send.mutate({ ...selection, to, text: text.trim(), isUrgent, idempotencyKey })}
        >
          {t('send', { n: recipients?.length ?? 0 })}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
          <legend className="mb-1 font-medium">{t('to')}</legend>
          {posts.map((post) => (
            <label key={post} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
              <input
                type="checkbox"
                className="size-4 accent-(--accent)"
                checked={to.includes(post)}
                onChange={() => setTo(to.includes(post) ? to.filter((one) => one !== post) : [...to, post])}
              />
              {t(`post.${post}`)}
            </label>
          ))}
        </fieldset>
        <Field label={t('text')} isRequired hint={t('textHint', { left: 500 - text.length })}>
          {(props) => (
            <TextArea
              {...props}
              name="text"
              maxLength={500}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <label className="flex min-h-8 items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-(--accent)"
            checked={isUrgent}
            onChange={() => setUrgent(!isUrgent)}
          />
          {t('urgent')}
        </label>
        {found.error ? (
          <p role="alert" className="text-overdue">
            {errorTextOf(found.error, locale)}
          </p>
        ) : !recipients ? (
          <Skeleton className="h-24" />
        ) : (
          <>
            <RecipientList recipients={recipients} />
            {to.length > 0 && <SkippedList skipped={found.data?.skipped ?? []} />}
          </>
        )}
        {send.error && (
          <p role="alert" className="text-overdue">
            {errorTextOf(send.error, locale)}
          </p>
        )}
      </div>
    </Dialog>
  )
}
