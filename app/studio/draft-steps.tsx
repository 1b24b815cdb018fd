import { useMutation } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useCityMinute } from '../_i18n/use-city-minute.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'

type Draft = Outputs['studio']['get']
type Verb = Draft['may'][number]

/** What was done to the draft, by whom, and when it takes effect. */
export function DraftSteps({ draft }: { draft: Draft }) {
  const t = useTranslations('studio')
  const format = useFormatter()
  if (draft.steps.length === 0) return null
  return (
    <section className="px-4 py-3">
      <h2 className="mb-1 font-semibold">{t('steps')}</h2>
      <ul className="grid gap-1">
        {draft.steps.map(({ version, verb, at, actorName, note }) => (
          <li key={version}>
            <span className="flex justify-between gap-2">
              <span>
                {t(`verb.${verb as Verb | 'publish'}`)} <span className="text-muted">{actorName}</span>
              </span>
              <span className="text-muted">{format.dateTime(new Date(at), 'momentOfYear')}</span>
            </span>
            {note && <span className="block text-muted">{note}</span>}
          </li>
        ))}
      </ul>
      {draft.state === 'approved' && draft.effectiveAt && (
        <p className="mt-1 font-medium">
          {t('effective', { time: format.dateTime(new Date(draft.effectiveAt), 'momentOfYear') })}
        </p>
      )}
    </section>
  )
}

/** What may be done to it now, at the foot of the panel. */
export function DraftActions({
  draft,
  version,
  isBusy,
  onDone,
}: {
  draft: Draft
  version: number
  /** Something drawn is not kept yet. */
  isBusy: boolean
  onDone: () => void
}) {
  const t = useTranslations('studio')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const decide = useMutation(api.studio.decide.mutationOptions())
  const [asked, setAsked] = useState<Verb | null>(null)
  const [note, setNote] = useState('')
  const minute = useCityMinute()
  const [at, setAt] = useState('')
  const run = (verb: Verb) => {
    const effectiveAt = verb === 'approve' && at ? minute.isoOf(at) : undefined
    decide.mutate(
      { draftId: draft.draftId, version, verb, note, ...(effectiveAt && { effectiveAt }) },
      {
        onSuccess() {
          setAsked(null)
          setNote('')
          say({ kind: 'done', title: t('done', { verb: t(`verb.${verb}`) }) })
          onDone()
        },
        onError: (error) => say({ kind: 'failed', title: errorTextOf(error, locale) }),
      },
    )
  }
  const press = (verb: Verb) => (verb === 'submit' || verb === 'take_back' ? run(verb) : setAsked(verb))
  const waits = draft.state === 'in_review' && draft.isOwn && !draft.may.includes('approve')
  if (draft.may.length === 0 && !waits) return null
  const titles = {
    approve: t('approveTitle'),
    send_back: t('sendBackTitle'),
    roll_back: t('rollBackTitle'),
    discard: t('discardTitle'),
  }
  return (
    <footer className="border-t px-4 py-2.5">
      {waits && <p className="pb-2 text-muted">{t('waitsForOther')}</p>}
      <div className="flex flex-wrap justify-end gap-2">
        {draft.may.toReversed().map((verb) => (
          <Button
            key={verb}
            data-verb={verb}
            look={
              verb === 'submit' || verb === 'approve'
                ? 'primary'
                : verb === 'discard' || verb === 'roll_back'
                  ? 'danger'
                  : 'plain'
            }
            disabled={isBusy || decide.isPending}
            onClick={() => press(verb)}
          >
            {t(`verb.${verb}`)}
          </Button>
        ))}
      </div>
      {asked && asked in titles && (
        <Dialog
          isOpen
          onClose={() => setAsked(null)}
          title={titles[asked as keyof typeof titles]}
          {...(asked === 'roll_back' && { description: t('rollBackDetail') })}
          {...(asked === 'discard' && { description: t('discardDetail') })}
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
            {asked === 'approve' && (
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
            <Field label={t('reason')} isRequired={asked === 'send_back'}>
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
