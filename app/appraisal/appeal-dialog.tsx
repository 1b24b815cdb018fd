import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, TextArea } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import type { Item } from './outputs.ts'
import { pointsText } from './points-text.ts'
import { useAnswers } from './use-answers.ts'

/** A department says why a case should not count as it does. */
export function AppealDialog({
  sheetId,
  item,
  onClose,
}: {
  sheetId: number
  item: Item
  onClose: () => void
}) {
  const t = useTranslations('appraisal')
  const { locale } = usePreferences()
  const answers = useAnswers(t('appealed'), onClose)
  const send = useMutation(useApi().appraisal.appeal.mutationOptions(answers))

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '')
    send.mutate({ sheetId, caseId: item.caseId, reason })
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('appealTitle', { number: item.number })}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <p>
          {t('appealLead', {
            points: pointsText(item.points),
            because: inLocale(locale, item.zh, item.en),
          })}
        </p>
        <Field label={t('appealReason')} hint={t('appealHint')} isRequired>
          {(props) => <TextArea {...props} name="reason" required maxLength={1000} />}
        </Field>
        <FormButtons
          abandon={t('abandon')}
          submit={t('sendAppeal')}
          isBusy={send.isPending}
          onAbandon={onClose}
        />
      </form>
    </Dialog>
  )
}
