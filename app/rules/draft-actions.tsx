import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCityMinute } from '../_i18n/use-city-minute.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import type { Draft } from './use-draft.ts'

type Verb = Draft['may'][number]

/** What may be done to the draft now. */
export function DraftActions({
  draft,
  version,
  isBusy,
  onDone,
}: {
  draft: Draft
  version: number
  /** Something edited is not kept yet. */
  isBusy: boolean
  onDone: () => void
}) {
  const t = useTranslations('rules')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const decide = useMutation(api.rules.decide.mutationOptions())
  const [asked, setAsked] = useState<Verb | null>(null)
  const [note, setNote] = useState('')
  const minute = useCityMinute()
  const [at, setAt] = useState('')
  const run = (verb: Verb) =>
    decide.mutate(
      {
        draftId: draft.draftId,
        version,
        verb,
        note,
        ...(verb === 'publish' && at && { effectiveAt: minute.isoOf(at) }),
      },
      {
        onSuccess() {
          setAsked(null)
          say({ kind: 'done', title: t('done', { verb: t(`verb.${verb}`) }) })
          onDone()
        },
        onError: (error) => say({ kind: 'failed', title: errorTextOf(error, locale) }),
      },
    )
  const waits = draft.state === 'in_review' && !draft.may.includes('publish')
  if (draft.may.length === 0 && !waits) return null
  return (
    <footer className="border-t px-4 py-2.5">
      {waits && <p className="pb-2 text-muted">{t('waitsForOther')}</p>}
      <div className="flex flex-wrap justify-end gap-2">
        {draft.may.toReversed().map((verb) => (
          <Button
            key={verb}
            data-verb={verb}
            look={
              verb === 'submit' || verb === 'publish' ? 'primary' : verb === 'discard' ? 'danger' : 'plain'
            }
            disabled={isBusy || decide.isPending}
            onClick={() => (verb === 'take_back' ? run(verb) : setAsked(verb))}
          >
            {t(`verb.${verb}`)}
          </Button>
        ))}
      </div>
      {asked && (
        <Dialog
          isOpen
          onClose={() => setAsked(null)}
          title={t(`ask.${asked as Exclude<Verb, 'take_back'>}`)}
          footer={
            <>
              <Button onClick={() => setAsked(null)}>{t('cancel')}</Button>
              <Button
                look="primary"
                data-confirm={asked}
                disabled={decide.isPending || (asked === 'send_back' && note.trim() === '')}
                onClick={() => run(asked)}
              >
                {t(`verb.${asked}`)}
              </Button>
            </>
          }
        >
          <div className="grid gap-3">
            {asked === 'publish' && (
              <Field label={t('effectiveAt')} hint={t('effectiveHint')}>
                {(props) => (
                  <Input
                    {...props}
                    type="datetime-local"
                    value={at}
                    onChange={({ target }) => setAt(target.value)}
                  />
                )}
              </Field>
            )}
            <Field label={t('note')} isRequired={asked === 'send_back'}>
              {(props) => (
                <TextArea {...props} value={note} onChange={({ target }) => setNote(target.value)} />
              )}
            </Field>
          </div>
        </Dialog>
      )}
    </footer>
  )
}
