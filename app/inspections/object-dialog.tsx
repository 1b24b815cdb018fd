'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import type { ListedObject } from './outputs.ts'

export function ObjectDialog({ object, onClose }: { object: ListedObject; onClose: () => void }) {
  const t = useTranslations('inspections')
  const format = useFormatter()
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const save = useMutation(api.inspections.keepObject.mutationOptions())
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    save.mutate(
      {
        objectId: object.objectId,
        owner: String(form.get('owner')).trim(),
        isActive: form.get('isActive') === 'on',
      },
      {
        onSuccess() {
          say({ kind: 'done', title: t('saved') })
          void client.invalidateQueries({ queryKey: api.inspections.pathKey() })
          onClose()
        },
        onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
      },
    )
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={inLocale(locale, object.name, object.nameEn || object.name)}
      description={`${object.code} · ${
        object.lastAt
          ? t('lastDrawn', { at: format.dateTime(new Date(object.lastAt), 'moment') })
          : t('never')
      }`}
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label={t('owner')} hint={t('ownerHint')}>
          {(props) => <Input {...props} name="owner" maxLength={100} defaultValue={object.owner} />}
        </Field>
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            name="isActive"
            defaultChecked={object.isActive}
            className="size-4 accent-accent"
          />
          {t('onList')}
        </label>
        <FormButtons abandon={t('cancel')} submit={t('save')} isBusy={save.isPending} onAbandon={onClose} />
      </form>
    </Dialog>
  )
}
