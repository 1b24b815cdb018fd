import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { AreaOptions } from '../_ui/area-options.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, Select, TextArea } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import type { detectors } from './search-params.ts'

const modes = ['off', 'suggest', 'automatic'] as const
const usualCap = 3

/** The switch of one detector in the city or an area; in the city its parameters too. Never without a reason. */
export function SettingDialog({
  detector,
  settings,
  onSaved,
  onClose,
}: {
  detector: (typeof detectors)[number]
  settings: Outputs['ahead']['settings']
  onSaved: () => void
  onClose: () => void
}) {
  const t = useTranslations('ahead')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const [areaId, setAreaId] = useState<number | null>(null)
  const [isMissing, setMissing] = useState(false)
  const { data: areas } = useQuery({ ...api.areas.list.queryOptions(), staleTime: Number.POSITIVE_INFINITY })
  const own = settings.rows.find((row) => row.detector === detector && row.areaId === areaId)
  const parameters = settings.parameters[detector]
  const save = useMutation(
    api.ahead.set.mutationOptions({
      onSuccess() {
        say({ kind: 'done', title: t('saved') })
        onSaved()
        onClose()
      },
      onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
    }),
  )
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const reason = String(form.get('reason')).trim()
    setMissing(reason === '')
    if (reason === '') return
    save.mutate({
      detector,
      areaId,
      mode: modes.find((mode) => mode === form.get('mode')) ?? 'suggest',
      weeklyCap: Number(form.get('weeklyCap')),
      ...(areaId === null && {
        parameters: Object.fromEntries(Object.keys(parameters).map((name) => [name, Number(form.get(name))])),
      }),
      reason,
      version: own?.version ?? 0,
    })
  }
  return (
    <Dialog isOpen onClose={onClose} title={t('changeFor', { name: t(`detector.${detector}`) })}>
      {/* Another area has other values: the fields begin anew. */}
      <form key={areaId} onSubmit={submit} className="grid gap-3" data-form="setting">
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('area')}>
            {(props) => (
              <Select
                {...props}
                value={areaId ?? ''}
                onChange={(event) => setAreaId(event.target.value === '' ? null : Number(event.target.value))}
              >
                <option value="">{t('everyArea')}</option>
                <AreaOptions areas={areas} />
              </Select>
            )}
          </Field>
          <Field label={t('weeklyCap')}>
            {(props) => (
              <Input
                {...props}
                name="weeklyCap"
                type="number"
                min={0}
                max={50}
                required
                defaultValue={own?.weeklyCap ?? usualCap}
              />
            )}
          </Field>
        </div>
        <fieldset className="flex flex-wrap gap-4">
          {modes.map((mode) => (
            <label key={mode} className="flex items-center gap-2">
              <input
                type="radio"
                name="mode"
                value={mode}
                defaultChecked={(own?.mode ?? 'suggest') === mode}
                className="accent-accent"
              />
              {t(`mode.${mode}`)}
            </label>
          ))}
        </fieldset>
        {areaId === null && (
          <fieldset className="grid grid-cols-2 gap-3">
            <legend className="mb-1 font-medium">{t('parameters')}</legend>
            {Object.entries(parameters).map(([name, value]) => {
              const bounds = settings.bounds[detector][name]
              return (
                <Field
                  key={name}
                  label={t(`parameter.${name as 'days'}`)}
                  hint={bounds && t('bounds', { min: String(bounds.min), max: String(bounds.max) })}
                >
                  {(props) => (
                    <Input
                      {...props}
                      name={name}
                      type="number"
                      min={bounds?.min}
                      max={bounds?.max}
                      step={bounds?.isWhole ? 1 : 'any'}
                      required
                      defaultValue={value}
                    />
                  )}
                </Field>
              )
            })}
          </fieldset>
        )}
        <Field label={t('changeReason')} error={isMissing ? t('reasonMissing') : undefined} isRequired>
          {(props) => <TextArea {...props} name="reason" maxLength={500} />}
        </Field>
        <FormButtons abandon={t('cancel')} submit={t('save')} isBusy={save.isPending} onAbandon={onClose} />
      </form>
    </Dialog>
  )
}
