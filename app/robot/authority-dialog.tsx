'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { AreaOptions } from '../_ui/area-options.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, Select, TextArea } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { type AuthorityOf, useNameOf } from './use-name-of.ts'

/** Null: every one. */
type Authority = Outputs['robot']['authority']
const modes = ['suggest', 'one_click', 'automatic'] as const

/** The shift leader's hand on the robot: mode, threshold, stop; never without a reason. */
export function AuthorityDialog({
  of,
  authority,
  onClose,
}: {
  of: AuthorityOf
  authority: Authority
  onClose: () => void
}) {
  const t = useTranslations('robot')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const nameOf = useNameOf()
  const [at, setAt] = useState(of)
  const own = authority.rows.find((row) => row.categoryId === at.categoryId && row.areaId === at.areaId)
  const stands = own ?? authority.standard
  const { data: categories } = useQuery(api.categories.list.queryOptions())
  const { data: areas } = useQuery(api.areas.list.queryOptions())
  const save = useMutation(api.robot.setAuthority.mutationOptions())
  const [isMissing, setMissing] = useState(false)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const reason = String(form.get('reason')).trim()
    setMissing(reason === '')
    if (reason === '') return
    save.mutate(
      {
        categoryId: at.categoryId,
        areaId: at.areaId,
        mode: modes.find((mode) => mode === form.get('mode')) ?? 'suggest',
        minScore: Number(form.get('minScore')),
        maxReturnRate: Number(form.get('maxReturnRate')) / 100,
        isStopped: form.get('isStopped') === 'on',
        reason,
        version: own?.version ?? null,
      },
      {
        onSuccess() {
          say({ kind: 'done', title: t('saved') })
          void client.invalidateQueries({ queryKey: api.robot.authority.queryKey() })
          onClose()
        },
        onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
      },
    )
  }
  const idOf = (text: string) => (text === '' ? null : Number(text))
  return (
    <Dialog isOpen onClose={onClose} title={t('changeFor', { name: nameOf(at) })}>
      {/* Another category or area has other values: the fields begin anew. */}
      <form key={`${at.categoryId}/${at.areaId}`} onSubmit={submit} className="flex flex-col gap-3">
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('category')}>
            {(props) => (
              <Select
                {...props}
                value={at.categoryId ?? ''}
                onChange={(event) => setAt({ ...at, categoryId: idOf(event.target.value) })}
              >
                <option value="">{t('everyCategory')}</option>
                {categories?.map((one) => (
                  <option key={one.categoryId} value={one.categoryId}>
                    {inLocale(locale, one.name, one.nameEn)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('area')}>
            {(props) => (
              <Select
                {...props}
                value={at.areaId ?? ''}
                onChange={(event) => setAt({ ...at, areaId: idOf(event.target.value) })}
              >
                <option value="">{t('everyArea')}</option>
                <AreaOptions areas={areas} />
              </Select>
            )}
          </Field>
        </div>
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1 font-medium">{t('modeField')}</legend>
          {modes.map((mode) => (
            <label key={mode} className="flex items-baseline gap-2">
              <input
                type="radio"
                name="mode"
                value={mode}
                defaultChecked={stands.mode === mode}
                className="accent-accent"
              />
              <span>
                {t(`mode.${mode}`)} <span className="text-muted">{t(`modeHint.${mode}`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <div className="grid grid-cols-2 items-end gap-3">
          <Field label={t('minScore')}>
            {(props) => (
              <Input
                {...props}
                name="minScore"
                type="number"
                min={0}
                max={1}
                step={0.05}
                required
                defaultValue={Math.round(stands.minScore * 100) / 100}
              />
            )}
          </Field>
          <Field label={t('maxReturnRate')}>
            {(props) => (
              <Input
                {...props}
                name="maxReturnRate"
                type="number"
                min={0}
                max={100}
                step={1}
                required
                defaultValue={Math.round(stands.maxReturnRate * 100)}
              />
            )}
          </Field>
        </div>
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            name="isStopped"
            defaultChecked={stands.isStopped}
            className="size-4 accent-accent"
          />
          {t('stop')}
        </label>
        <Field
          label={t('reason')}
          hint={t('reasonHint')}
          error={isMissing ? t('reasonMissing') : undefined}
          isRequired
        >
          {(props) => <TextArea {...props} name="reason" maxLength={500} />}
        </Field>
        <FormButtons abandon={t('abandon')} submit={t('save')} isBusy={save.isPending} onAbandon={onClose} />
      </form>
    </Dialog>
  )
}
