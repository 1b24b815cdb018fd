'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { type Department, type Level, levels } from './level-mark.tsx'

/** Lets a department join further or less far; what follows from it is said before. */
export function IntegrationDialog({ department, onClose }: { department: Department; onClose: () => void }) {
  const t = useTranslations('departments')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const save = useMutation(api.departments.setIntegration.mutationOptions())
  const [level, setLevel] = useState(department.level as Level)
  const name = inLocale(locale, department.name, department.nameEn)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim()
    save.mutate(
      { departmentId: department.departmentId, level, wasLevel: department.level, reason },
      {
        onSuccess() {
          say({ kind: 'done', title: t('saved') })
          onClose()
        },
        onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
        onSettled: () => void client.invalidateQueries({ queryKey: api.departments.pathKey() }),
      },
    )
  }
  const follows =
    level === department.level
      ? undefined
      : level === 1 && department.openCases > 0
        ? t('losesCases', { count: department.openCases })
        : level === 3
          ? t('gainsUnits', { count: department.units })
          : department.level === 3
            ? t('losesUnits', { count: department.units })
            : undefined
  return (
    <Dialog isOpen onClose={onClose} title={t('changeFor', { name })}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <fieldset className="flex flex-col gap-2">
          <legend className="sr-only">{t('levelHead')}</legend>
          {levels.map((one) => (
            <label key={one} className="flex items-baseline gap-2">
              <input
                type="radio"
                name="level"
                value={one}
                checked={level === one}
                disabled={one < department.lowestLevel}
                onChange={() => setLevel(one)}
                className="accent-accent"
              />
              <span>
                <span className="font-medium">{t(`level.${one}`)}</span>
                {one === department.level && <span className="text-muted"> · {t('now')}</span>}
                <span className="block text-muted">
                  {one < department.lowestLevel ? t('tooLow') : t(`means.${one}`)}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
        {follows && (
          <p role="status" className="text-near">
            {follows}
          </p>
        )}
        <Field label={t('reason')} hint={t('reasonHint')} isRequired>
          {(props) => <Input {...props} name="reason" required maxLength={500} />}
        </Field>
        <FormButtons
          abandon={t('abandon')}
          submit={t('save')}
          isBusy={save.isPending || level === department.level}
          onAbandon={onClose}
        />
      </form>
    </Dialog>
  )
}
