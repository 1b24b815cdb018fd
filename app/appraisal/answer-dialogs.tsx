import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { useApi } from '../_trpc/api.ts'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, TextArea } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import type { Appeal } from './outputs.ts'
import { pointsText } from './points-text.ts'
import { useAnswers } from './use-answers.ts'

/** Grants new points or refuses, with a word to the department. */
export function DecideDialog({ appeal, onClose }: { appeal: Appeal; onClose: () => void }) {
  const t = useTranslations('appraisal')
  const answers = useAnswers(t('decided'), onClose)
  const decide = useMutation(useApi().appraisal.decideAppeal.mutationOptions(answers))
  const [verdict, setVerdict] = useState<'grant' | 'refuse'>('grant')

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    decide.mutate({
      appealId: appeal.appealId,
      version: appeal.version,
      verdict,
      note: String(form.get('note') ?? ''),
      ...(verdict === 'grant' && { points: Number(form.get('points')) }),
    })
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('decideTitle', { number: appeal.number })}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <p className="break-words text-muted">{(appeal.again ?? appeal.asked).text}</p>
        <fieldset className="flex gap-4">
          <legend className="sr-only">{t('decide')}</legend>
          {(['grant', 'refuse'] as const).map((one) => (
            <label key={one} className="flex items-center gap-2 pointer-coarse:min-h-11">
              <input
                type="radio"
                name="verdict"
                value={one}
                checked={verdict === one}
                onChange={() => setVerdict(one)}
                className="accent-accent"
              />
              {t(one)}
            </label>
          ))}
        </fieldset>
        {verdict === 'grant' && (
          <Field
            label={t('newPoints')}
            hint={t('newPointsHint', { points: pointsText(appeal.pointsBefore) })}
            isRequired
          >
            {(props) => (
              <Input
                {...props}
                name="points"
                type="number"
                step="any"
                min={-100}
                max={100}
                defaultValue={0}
                required
                className="w-28"
              />
            )}
          </Field>
        )}
        <Field label={t('note')} isRequired>
          {(props) => <TextArea {...props} name="note" required maxLength={1000} />}
        </Field>
        <FormButtons
          abandon={t('abandon')}
          submit={t('sendDecision')}
          isBusy={decide.isPending}
          onAbandon={onClose}
        />
      </form>
    </Dialog>
  )
}

/** Once more, before somebody else. */
export function AgainDialog({ appeal, onClose }: { appeal: Appeal; onClose: () => void }) {
  const t = useTranslations('appraisal')
  const answers = useAnswers(t('appealed'), onClose)
  const ask = useMutation(useApi().appraisal.appealAgain.mutationOptions(answers))

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '')
    ask.mutate({ appealId: appeal.appealId, version: appeal.version, reason })
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('againTitle', { number: appeal.number })}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <p>{t('againLead')}</p>
        <Field label={t('appealReason')} hint={t('appealHint')} isRequired>
          {(props) => <TextArea {...props} name="reason" required maxLength={1000} />}
        </Field>
        <FormButtons
          abandon={t('abandon')}
          submit={t('appealAgain')}
          isBusy={ask.isPending}
          onAbandon={onClose}
        />
      </form>
    </Dialog>
  )
}
