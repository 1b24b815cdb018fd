import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { useApi } from '../_trpc/api.ts'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, TextArea } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import type { Sheet } from './outputs.ts'
import { useAnswers } from './use-answers.ts'

export type SheetVerb = 'publish' | 'apply' | 'withdraw'
const done = { publish: 'published', apply: 'applied', withdraw: 'withdrawn' } as const

/** Asks once more before every department is told. */
export function SheetDialog({
  verb,
  month,
  sheet,
  onClose,
}: {
  verb: SheetVerb
  month: string
  sheet: Sheet
  onClose: () => void
}) {
  const t = useTranslations('appraisal')
  const api = useApi()
  const answers = useAnswers(t(done[verb]), onClose)
  const publish = useMutation(api.appraisal.publishSheet.mutationOptions(answers))
  const apply = useMutation(api.appraisal.applySheet.mutationOptions(answers))
  const withdraw = useMutation(api.appraisal.withdrawSheet.mutationOptions(answers))
  const isBusy = publish.isPending || apply.isPending || withdraw.isPending

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const of = { sheetId: sheet.sheetId, version: sheet.version }
    if (verb === 'publish') publish.mutate({ ...of, appealDays: Number(form.get('appealDays')) })
    else if (verb === 'apply') apply.mutate(of)
    else withdraw.mutate({ ...of, reason: String(form.get('reason')) })
  }
  const cases = sheet.lines.reduce((sum, line) => sum + line.cases, 0)
  return (
    <Dialog isOpen onClose={onClose} title={t(`${verb}Title`, { month })}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <p>
          {verb === 'publish'
            ? t('publishLead', { departments: sheet.lines.length, cases })
            : t(`${verb}Lead`)}
        </p>
        {verb === 'publish' && (
          <Field label={t('appealDays')} hint={t('stepMeans.appeal')}>
            {(props) => (
              <Input
                {...props}
                name="appealDays"
                type="number"
                min={1}
                max={60}
                defaultValue={7}
                required
                className="w-28"
              />
            )}
          </Field>
        )}
        {verb === 'withdraw' && (
          <Field label={t('withdrawReason')} isRequired>
            {(props) => <TextArea {...props} name="reason" required maxLength={500} />}
          </Field>
        )}
        <FormButtons abandon={t('abandon')} submit={t(verb)} isBusy={isBusy} onAbandon={onClose} />
      </form>
    </Dialog>
  )
}
