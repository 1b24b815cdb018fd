import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Field, TextArea } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import { useDecide } from './use-decide.ts'

/** Why nobody need go. */
export function DismissForm({
  candidate,
  onDone,
  onCancel,
}: {
  candidate: { readonly candidateId: number; readonly version: number }
  onDone: () => void
  onCancel: () => void
}) {
  const t = useTranslations('ahead')
  const { dismiss } = useDecide(onDone)
  const [isMissing, setMissing] = useState(false)
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason')).trim()
    setMissing(reason === '')
    if (reason === '') return
    dismiss.mutate({ candidateId: candidate.candidateId, version: candidate.version, reason })
  }
  return (
    <form onSubmit={submit} className="grid gap-3 rounded-md border p-3" data-form="dismiss">
      <Field
        label={t('dismissReason')}
        hint={t('dismissHint')}
        error={isMissing ? t('reasonMissing') : undefined}
        isRequired
      >
        {(props) => <TextArea {...props} name="reason" maxLength={500} autoFocus />}
      </Field>
      <FormButtons
        abandon={t('cancel')}
        submit={t('dismiss')}
        isBusy={dismiss.isPending}
        onAbandon={onCancel}
      />
    </form>
  )
}
