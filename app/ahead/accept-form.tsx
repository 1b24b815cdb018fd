import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { Field, Select } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import { newKey } from '../_ui/new-key.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useDecide } from './use-decide.ts'

const dueChoices = [1, 3, 7, 14, 30] as const

/** To whom and by when; the duty grid's collector or the department in charge is suggested. */
export function AcceptForm({
  candidate,
  onDone,
  onCancel,
}: {
  candidate: Outputs['ahead']['get']
  onDone: () => void
  onCancel: () => void
}) {
  const t = useTranslations('ahead')
  const duties = useTranslations('grids.duty')
  const { locale } = usePreferences()
  const { accept } = useDecide(onDone)
  const [key] = useState(newKey)
  const { data: departments } = useQuery(useApi().departments.list.queryOptions())
  const { suggested, people } = candidate

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const [kind, id] = String(form.get('to')).split(':')
    accept.mutate({
      candidates: [{ candidateId: candidate.candidateId, version: candidate.version }],
      to: kind === 'person' ? { personId: Number(id) } : { departmentId: Number(id) },
      dueInDays: Number(form.get('due')),
      idempotencyKey: key,
    })
  }
  const first =
    suggested.personId !== null
      ? `person:${suggested.personId}`
      : `department:${suggested.departmentId ?? ''}`
  return (
    <form
      // Whom it goes to is known once the departments are.
      key={departments ? 'ready' : 'waiting'}
      onSubmit={submit}
      className="grid gap-3 rounded-md border p-3"
      data-form="accept"
    >
      <Field label={t('acceptHere')}>
        {(props) => (
          <Select {...props} name="to" defaultValue={first} disabled={!departments}>
            {people.map((person) => (
              <option key={`${person.personId}/${person.duty}`} value={`person:${person.personId}`}>
                {person.name} · {duties(person.duty)}
              </option>
            ))}
            {departments?.map((one) => (
              <option key={one.departmentId} value={`department:${one.departmentId}`}>
                {inLocale(locale, one.name, one.nameEn)}
                {one.departmentId === suggested.departmentId && ` · ${t('department')}`}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('inDays')}>
        {(props) => (
          <Select {...props} name="due" defaultValue={candidate.task === 'patrol' ? 3 : 14}>
            {dueChoices.map((n) => (
              <option key={n} value={n}>
                {t('dayCount', { n })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <FormButtons
        abandon={t('cancel')}
        submit={t('confirm')}
        isBusy={accept.isPending || !departments}
        onAbandon={onCancel}
      />
    </form>
  )
}
