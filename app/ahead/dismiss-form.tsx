import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '../_ui/button.tsx'
import { Field, TextArea } from '../_ui/field.tsx'
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
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button look="primary" type="submit" disabled={dismiss.isPending}>
          {t('dismiss')}
        </Button>
      </div>
    </form>
  )
}
