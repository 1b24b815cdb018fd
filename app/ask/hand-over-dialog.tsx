import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, TextArea } from '../_ui/field.tsx'
import { newKey } from '../_ui/new-key.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import type { Answer } from './answer-type.ts'

/** Gives a question to those who answer over its area. */
export function HandOverDialog({
  question,
  answer,
  onClose,
}: {
  question: string
  answer: Answer
  onClose: () => void
}) {
  const t = useTranslations('ask')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  // One key an intention: a second press is the same hand-over.
  const [idempotencyKey] = useState(newKey)
  const send = useMutation({
    ...api.answers.handOver.mutationOptions(),
    onSuccess() {
      say({ kind: 'done', title: t('handOverDone') })
      void client.invalidateQueries({ queryKey: api.answers.mine.queryKey() })
      void client.invalidateQueries({ queryKey: api.answers.queue.queryKey() })
      onClose()
    },
    onError: (error) =>
      say({ kind: 'failed', title: t('handOverFailed'), detail: errorTextOf(error, locale) }),
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('handOverTitle')}
      description={t('handOverDetail')}
      footer={
        <Button
          look="primary"
          disabled={send.isPending}
          data-action="hand-over-send"
          onClick={() =>
            send.mutate({ idempotencyKey, question, taken: answer.taken, note, areaId: answer.areaId })
          }
        >
          {t('handOverSend')}
        </Button>
      }
    >
      <p className="mb-3 text-base font-medium break-words">{question}</p>
      <Field label={t('handOverNote')}>
        {(props) => (
          <TextArea
            {...props}
            rows={3}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  )
}
