'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, Select } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { useToast } from '../_ui/toasts.tsx'

const restingModes = ['last', 'skip', 'ignore'] as const

/** When crews should rest, and what dispatch does with those who should. */
export function RestPanel({ canSteer }: { canSteer: boolean }) {
  const t = useTranslations('robot')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const { data, error } = useQuery(api.dispatch.setting.queryOptions())
  const save = useMutation(api.dispatch.setSetting.mutationOptions())
  const [isEditing, setEditing] = useState(false)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!data) return
    const form = new FormData(event.currentTarget)
    save.mutate(
      {
        resting: restingModes.find((mode) => mode === form.get('resting')) ?? 'last',
        maxDutyHours: Number(form.get('maxDutyHours')),
        minRestHours: Number(form.get('minRestHours')),
        version: data.version,
      },
      {
        onSuccess() {
          say({ kind: 'done', title: t('saved') })
          setEditing(false)
        },
        onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
        onSettled: () => void client.invalidateQueries({ queryKey: api.dispatch.pathKey() }),
      },
    )
  }
  return (
    <section aria-label={t('rest')} className="rounded-lg border bg-panel p-4" data-panel="rest">
      <div className="flex items-start gap-2">
        <h2 className="flex-1 font-semibold">{t('rest')}</h2>
        {canSteer && data && (
          <Button onClick={() => setEditing(true)} aria-label={t('changeFor', { name: t('rest') })}>
            {t('change')}
          </Button>
        )}
      </div>
      {error && !data ? (
        <p role="alert" className="text-overdue">
          {errorTextOf(error, locale)}
        </p>
      ) : !data ? (
        <Skeleton className="h-6" />
      ) : data.resting === 'ignore' ? (
        <p>{t('restIgnored')}</p>
      ) : (
        <p>
          {t('restRule', { duty: data.maxDutyHours, off: data.minRestHours })}
          {/* A Chinese full stop brings its own space. */}
          {locale === 'zh' ? '' : ' '}
          {t(`resting.${data.resting}`)}
        </p>
      )}
      <p className="text-muted">{t('restLead')}</p>
      {isEditing && data && (
        <Dialog isOpen onClose={() => setEditing(false)} title={t('rest')}>
          <form onSubmit={submit} className="flex flex-col gap-3">
            <Field label={t('restingField')}>
              {(props) => (
                <Select {...props} name="resting" defaultValue={data.resting}>
                  {restingModes.map((mode) => (
                    <option key={mode} value={mode}>
                      {t(`resting.${mode}`)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <div className="grid grid-cols-2 items-end gap-3">
              <Field label={t('maxDutyHours')}>
                {(props) => (
                  <Input
                    {...props}
                    name="maxDutyHours"
                    type="number"
                    min={1}
                    max={48}
                    step={0.5}
                    required
                    defaultValue={data.maxDutyHours}
                  />
                )}
              </Field>
              <Field label={t('minRestHours')}>
                {(props) => (
                  <Input
                    {...props}
                    name="minRestHours"
                    type="number"
                    min={0}
                    max={24}
                    step={0.5}
                    required
                    defaultValue={data.minRestHours}
                  />
                )}
              </Field>
            </div>
            <FormButtons
              abandon={t('abandon')}
              submit={t('save')}
              isBusy={save.isPending}
              onAbandon={() => setEditing(false)}
            />
          </form>
        </Dialog>
      )}
    </section>
  )
}
