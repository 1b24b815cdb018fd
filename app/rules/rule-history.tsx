import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { useToast } from '../_ui/toasts.tsx'

type Rule = Outputs['rules']['get']
type StepVerb =
  | 'start'
  | 'submit'
  | 'take_back'
  | 'send_back'
  | 'publish'
  | 'discard'
  | 'roll_back'
  | 'retire'

/** Drafts of the rule under way, a new one, a former version put back in force, and what was done by whom. */
export function RuleHistory({
  rule,
  onDraft,
  onVersion,
}: {
  rule: Rule
  onDraft: (draftId: number) => void
  onVersion: (version: number | null) => void
}) {
  const t = useTranslations('rules')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const history = useQuery(api.rules.drafts.queryOptions({ code: rule.code }))
  const start = useMutation(api.rules.start.mutationOptions())
  const rollBack = useMutation(api.rules.rollBack.mutationOptions())
  const retire = useMutation(api.rules.retire.mutationOptions())
  const [isAsking, setAsking] = useState(false)
  const [isRetiring, setRetiring] = useState(false)
  const [note, setNote] = useState('')
  const failed = (error: unknown) => say({ kind: 'failed', title: errorTextOf(error, locale) })
  const refresh = () => void client.invalidateQueries({ queryKey: api.rules.pathKey() })
  const time = (at: string) => format.dateTime(new Date(at), 'momentOfYear')
  return (
    <section className="border-t px-4 py-3" aria-label={t('history')}>
      <div className="flex flex-wrap items-center gap-2 pb-1">
        <h3 className="flex-1 font-semibold">{t('history')}</h3>
        {permissions.includes('rules.publish') && rule.state === 'in_force' && (
          <Button look="danger" data-retire onClick={() => setRetiring(true)}>
            {t('retire')}
          </Button>
        )}
        {permissions.includes('rules.publish') && rule.state !== 'in_force' && (
          <Button data-roll-back onClick={() => setAsking(true)}>
            {t('rollBack', { n: rule.version })}
          </Button>
        )}
        {permissions.includes('rules.draft') && (
          <Button
            look="primary"
            data-start-draft
            disabled={start.isPending}
            onClick={() =>
              start.mutate(
                { code: rule.code, version: rule.version },
                {
                  onSuccess: ({ draftId }) => {
                    refresh()
                    onDraft(draftId)
                  },
                  onError: failed,
                },
              )
            }
          >
            {t('startDraft')}
          </Button>
        )}
      </div>
      {history.error && <p className="text-overdue">{errorTextOf(history.error, locale)}</p>}
      <ul>
        {history.data?.drafts.map((draft) => (
          <li key={draft.draftId}>
            <button
              type="button"
              data-draft={draft.draftId}
              onClick={() => onDraft(draft.draftId)}
              className="flex min-h-9 w-full items-center justify-between gap-2 text-left hover:text-accent pointer-coarse:min-h-11"
            >
              <span>
                {t('draft')} · {draft.authorName} · {time(draft.updatedAt)}
              </span>
              <span className={draft.state === 'in_review' ? 'text-near' : 'text-muted'}>
                {t(`draftState.${draft.state}`)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {history.data && history.data.steps.length === 0 && <p className="text-muted">{t('noHistory')}</p>}
      <ul className="text-muted">
        {history.data?.steps.map((step) => (
          <li key={step.stepId} className="flex flex-wrap justify-between gap-x-3 py-0.5">
            <span>
              {t(`step.${step.verb as StepVerb}`)}
              {step.version !== null && ` · ${t('versionShort', { n: step.version })}`} · {step.actorName}
              {step.note && ` · ${step.note}`}
            </span>
            <span>{time(step.at)}</span>
          </li>
        ))}
      </ul>
      {isRetiring && (
        <ReasonDialog
          title={t('retireAsk', { name: inLocale(locale, rule.name, rule.nameEn) })}
          detail={t('retireDetail')}
          verb="retire"
          look="danger"
          label={t('retire')}
          note={note}
          isBusy={retire.isPending}
          onNote={setNote}
          onClose={() => setRetiring(false)}
          onConfirm={() =>
            retire.mutate(
              { code: rule.code, note },
              {
                onSuccess() {
                  setRetiring(false)
                  refresh()
                },
                onError: failed,
              },
            )
          }
        />
      )}
      {isAsking && (
        <ReasonDialog
          title={t('rollBack', { n: rule.version })}
          detail={t('rollBackDetail')}
          verb="roll_back"
          look="primary"
          label={t('verb.publish')}
          note={note}
          isBusy={rollBack.isPending}
          onNote={setNote}
          onClose={() => setAsking(false)}
          onConfirm={() =>
            rollBack.mutate(
              { code: rule.code, version: rule.version, note },
              {
                onSuccess: ({ version }) => {
                  setAsking(false)
                  refresh()
                  onVersion(version)
                },
                onError: failed,
              },
            )
          }
        />
      )}
    </section>
  )
}

/** Asks for the reason before a step that takes effect at once. */
function ReasonDialog({
  title,
  detail,
  verb,
  look,
  label,
  note,
  isBusy,
  onNote,
  onClose,
  onConfirm,
}: {
  title: string
  detail: string
  verb: StepVerb
  look: 'primary' | 'danger'
  label: string
  note: string
  isBusy: boolean
  onNote: (note: string) => void
  onClose: () => void
  onConfirm: () => void
}) {
  const t = useTranslations('rules')
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={detail}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look={look} data-confirm={verb} disabled={note.trim() === '' || isBusy} onClick={onConfirm}>
            {label}
          </Button>
        </>
      }
    >
      <Field label={t('note')} isRequired>
        {(props) => <TextArea {...props} value={note} onChange={({ target }) => onNote(target.value)} />}
      </Field>
    </Dialog>
  )
}
