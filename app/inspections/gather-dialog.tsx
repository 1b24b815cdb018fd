'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, Select } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'

const sources = ['place', 'part', 'ground'] as const

/** What the city knows already comes onto the list, by kind. */
export function GatherDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('inspections')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const gather = useMutation(api.inspections.gatherObjects.mutationOptions())
  const [source, setSource] = useState<(typeof sources)[number]>('place')
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const kinds = String(new FormData(event.currentTarget).get('kinds'))
      .split(/[,，、\s]+/)
      .filter(Boolean)
    if (kinds.length === 0) return
    gather.mutate(
      { source, kinds },
      {
        onSuccess({ added }) {
          say({ kind: 'done', title: t('gathered', { count: added }) })
          void client.invalidateQueries({ queryKey: api.inspections.pathKey() })
          onClose()
        },
        onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
      },
    )
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('gather')} description={t('gatherLead')}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Select
          aria-label={t('gather')}
          value={source}
          onChange={(event) => setSource(sources.find((one) => one === event.target.value) ?? 'place')}
        >
          {sources.map((one) => (
            <option key={one} value={one}>
              {t(`gatherSource.${one}`)}
            </option>
          ))}
        </Select>
        <Field label={t('gatherKinds')} hint={t(`gatherHint.${source}`)} isRequired>
          {(props) => <Input {...props} name="kinds" required />}
        </Field>
        <FormButtons
          abandon={t('cancel')}
          submit={t('gatherRun')}
          isBusy={gather.isPending}
          onAbandon={onClose}
        />
      </form>
    </Dialog>
  )
}
