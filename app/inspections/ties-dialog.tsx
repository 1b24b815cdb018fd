'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId } from 'react'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, Select } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import type { Inspector } from './outputs.ts'

const kinds = ['relative', 'former_employee', 'shareholder', 'other'] as const

/** 回避申报: with whose objects this inspector has nothing to do. */
export function TiesDialog({
  inspector,
  owners,
  onClose,
}: {
  inspector: Inspector
  owners: readonly string[]
  onClose: () => void
}) {
  const t = useTranslations('inspections')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const listId = useId()
  const declare = useMutation(api.inspections.declareTie.mutationOptions())
  const keep = (owner: string, kind: (typeof kinds)[number] | null) =>
    declare.mutate(
      { inspectorId: inspector.inspectorId, owner, kind },
      {
        onSuccess: () => void client.invalidateQueries({ queryKey: api.inspections.pathKey() }),
        onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
      },
    )
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const owner = String(form.get('owner')).trim()
    if (owner === '') return
    keep(owner, kinds.find((kind) => kind === form.get('kind')) ?? 'other')
    event.currentTarget.reset()
  }
  return (
    <Dialog isOpen onClose={onClose} title={`${t('ties')} · ${inspector.name}`}>
      {inspector.ties?.length === 0 && <p className="text-muted">{t('noTies')}</p>}
      <ul>
        {inspector.ties?.map(({ owner, kind }) => (
          <li key={owner} className="flex items-center gap-2 py-1">
            <span className="min-w-0 flex-1">
              {owner} <span className="text-muted">{t(`tie.${kind as 'other'}`)}</span>
            </span>
            <Button look="quiet" disabled={declare.isPending} onClick={() => keep(owner, null)}>
              {t('withdraw')}
            </Button>
          </li>
        ))}
      </ul>
      <form onSubmit={submit} className="mt-3 grid grid-cols-[1fr_auto_auto] items-end gap-2">
        <Field label={t('owner')}>
          {(props) => <Input {...props} name="owner" list={listId} required maxLength={100} />}
        </Field>
        <Field label={t('tieKind')}>
          {(props) => (
            <Select {...props} name="kind">
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`tie.${kind}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button size="medium" type="submit" disabled={declare.isPending}>
          {t('declare')}
        </Button>
        <datalist id={listId}>
          {owners.map((owner) => (
            <option key={owner} value={owner} />
          ))}
        </datalist>
      </form>
    </Dialog>
  )
}
