import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { type Inputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, Select } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import { usePreferences } from '../_ui/preferences.tsx'

type Kind = Inputs['rules']['startNew']['kind']
const prefixes = { registration: 'REG', dispatch: 'DIS', handling: 'HAN', appraisal: 'APP' } as const

/** A rule of a new code: what it is called, what it asks, and whether before or after the others of its kind. */
export function NewRuleDialog({
  kind,
  onClose,
  onDraft,
}: {
  kind: Kind
  onClose: () => void
  onDraft: (code: string, draftId: number) => void
}) {
  const t = useTranslations('rules')
  const { locale } = usePreferences()
  const api = useApi()
  const client = useQueryClient()
  const { data: facts } = useQuery(api.rules.facts.queryOptions({ kind }))
  const start = useMutation(api.rules.startNew.mutationOptions())
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [problem, setProblem] = useState('')

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (chosen.length === 0) {
      setProblem(t('needFacts'))
      return
    }
    const form = new FormData(event.currentTarget)
    const code = String(form.get('code')).trim()
    start.mutate(
      {
        kind,
        code,
        name: String(form.get('name')),
        nameEn: String(form.get('nameEn')),
        facts: [...chosen],
        asked: form.get('asked') === 'last' ? 'last' : 'first',
      },
      {
        onSuccess({ draftId }) {
          void client.invalidateQueries({ queryKey: api.rules.pathKey() })
          onDraft(code, draftId)
        },
        onError: (error) => setProblem(errorTextOf(error, locale)),
      },
    )
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('newRuleOf', { kind: t(`kind.${kind}`) })}>
      <form onSubmit={submit} className="flex flex-col gap-3" data-form="new-rule">
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t('ruleName')} isRequired>
            {(props) => <Input {...props} name="name" required maxLength={60} />}
          </Field>
          <Field label={t('ruleNameEn')} isRequired>
            {(props) => <Input {...props} name="nameEn" required maxLength={60} />}
          </Field>
          <Field label={t('ruleCode')} hint={t('ruleCodeHint')} isRequired>
            {(props) => (
              <Input
                {...props}
                name="code"
                required
                pattern="[A-Z][A-Z0-9\-]{2,29}"
                maxLength={30}
                defaultValue={`${prefixes[kind]}-`}
                className="font-mono"
              />
            )}
          </Field>
          <Field label={t('askedWhen')} hint={t('askedHint')}>
            {(props) => (
              <Select {...props} name="asked" defaultValue="first">
                <option value="first">{t('askedFirst')}</option>
                <option value="last">{t('askedLast')}</option>
              </Select>
            )}
          </Field>
        </div>
        <fieldset>
          <legend className="mb-1 font-medium">{t('factsAsked', { n: chosen.length })}</legend>
          <ul className="grid max-h-56 gap-x-4 overflow-y-auto rounded-md border p-2 sm:grid-cols-2">
            {facts?.map((fact) => (
              <li key={fact.name}>
                <label
                  className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11"
                  title={locale === 'zh' ? fact.howZh : fact.howEn}
                >
                  <input
                    type="checkbox"
                    value={fact.name}
                    checked={chosen.includes(fact.name)}
                    className="size-4 shrink-0 accent-accent"
                    onChange={({ target }) => {
                      setProblem('')
                      setChosen(
                        target.checked ? [...chosen, fact.name] : chosen.filter((name) => name !== fact.name),
                      )
                    }}
                  />
                  {fact[locale]}
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        {problem && (
          <p role="alert" className="text-overdue">
            {problem}
          </p>
        )}
        <FormButtons
          abandon={t('cancel')}
          submit={t('beginDraft')}
          isBusy={start.isPending}
          onAbandon={onClose}
        />
      </form>
    </Dialog>
  )
}
