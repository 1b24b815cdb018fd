'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { useApi } from '../_trpc/api.ts'
import { codedErrorOf, errorTextOf } from '../_trpc/coded-error.ts'
import { AreaOptions } from '../_ui/area-options.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, Select } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { clockText, minuteOf } from './clock-text.ts'
import type { Destination, NoticeKind } from './outputs.ts'

const channels = ['system', 'messenger', 'sms'] as const

/** A new destination, or one that is changed; whoever saves it answers for it. */
export function DestinationDialog({
  destination,
  kinds,
  onClose,
  onSecret,
}: {
  destination: Destination | undefined
  /** All that there are. */
  kinds: readonly NoticeKind[]
  onClose: () => void
  onSecret: (secret: string) => void
}) {
  const t = useTranslations('outgoing')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const { data: areas } = useQuery(api.areas.list.queryOptions())
  const save = useMutation(api.notices.keepDestination.mutationOptions())
  const [channel, setChannel] = useState<(typeof channels)[number]>(destination?.channel ?? 'system')
  const [isHalf, setHalf] = useState(false)
  const fault = save.error ? codedErrorOf(save.error) : undefined

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const textOf = (name: string) => String(form.get(name) ?? '').trim()
    const [fromMinute, untilMinute] = ['from', 'until'].map((name) => minuteOf(textOf(name))) as [
      number | null,
      number | null,
    ]
    setHalf((fromMinute === null) !== (untilMinute === null))
    if ((fromMinute === null) !== (untilMinute === null)) return
    const area = Number(textOf('areaId'))
    save.mutate(
      {
        destinationId: destination?.destinationId ?? null,
        version: destination?.version ?? null,
        name: textOf('name'),
        channel,
        url: textOf('url'),
        kinds: kinds.filter((kind) => form.getAll('kinds').includes(kind)),
        areaId: area > 0 ? area : null,
        isUrgentOnly: form.get('isUrgentOnly') === 'on',
        quietHours: fromMinute === null || untilMinute === null ? null : { fromMinute, untilMinute },
        isActive: form.get('isActive') === 'on',
        renewsSecret: form.get('renewsSecret') === 'on',
      },
      {
        onSuccess({ secret }) {
          say({ kind: 'done', title: t('saved') })
          void client.invalidateQueries({ queryKey: api.notices.pathKey() })
          onClose()
          if (secret) onSecret(secret)
        },
        onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
      },
    )
  }
  const check = (name: string, label: string, isChecked: boolean) => (
    <label className="flex items-center gap-2">
      <input type="checkbox" name={name} defaultChecked={isChecked} className="size-4 accent-accent" />
      {label}
    </label>
  )
  const quiet = destination?.quietHours
  return (
    <Dialog isOpen onClose={onClose} title={destination ? destination.name : t('add')}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <div className="grid grid-cols-2 gap-3">
          <Field
            label={t('name')}
            isRequired
            error={fault?.field === 'name' ? errorTextOf(save.error, locale) : undefined}
          >
            {(props) => (
              <Input {...props} name="name" required maxLength={80} defaultValue={destination?.name} />
            )}
          </Field>
          <Field label={t('kind')} hint={t(`carries.${channel}`)}>
            {(props) => (
              <Select
                {...props}
                value={channel}
                onChange={(event) =>
                  setChannel(channels.find((one) => one === event.target.value) ?? 'system')
                }
              >
                {channels.map((one) => (
                  <option key={one} value={one}>
                    {t(`channel.${one}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <Field
          label={t('url')}
          hint={t('urlHint')}
          isRequired
          error={fault?.field === 'url' ? errorTextOf(save.error, locale) : undefined}
        >
          {(props) => (
            <Input
              {...props}
              name="url"
              type="url"
              required
              maxLength={500}
              placeholder="https://"
              defaultValue={destination?.url}
            />
          )}
        </Field>
        <fieldset data-field="kinds">
          <legend className="mb-1.5 font-medium">
            {t('kinds')} <span className="font-normal text-muted">{t('kindsHint')}</span>
          </legend>
          <div className="grid grid-cols-3 gap-x-3 gap-y-1.5 max-sm:grid-cols-2">
            {kinds.map((kind) => (
              <label key={kind} className="flex items-center gap-2 pointer-coarse:min-h-11">
                <input
                  type="checkbox"
                  name="kinds"
                  value={kind}
                  defaultChecked={destination?.kinds.includes(kind)}
                  className="size-4 shrink-0 accent-accent"
                />
                {t(`kindName.${kind}`)}
              </label>
            ))}
          </div>
        </fieldset>
        <Field label={t('area')}>
          {(props) => (
            <Select {...props} name="areaId" defaultValue={destination?.areaId ?? ''}>
              <option value="">{t('wholeCity')}</option>
              <AreaOptions areas={areas} />
            </Select>
          )}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('quietFrom')} hint={t('quietHint')} error={isHalf ? t('quietHalf') : undefined}>
            {(props) => (
              <Input
                {...props}
                name="from"
                type="time"
                defaultValue={quiet ? clockText(quiet.fromMinute) : ''}
              />
            )}
          </Field>
          <Field label={t('quietUntil')}>
            {(props) => (
              <Input
                {...props}
                name="until"
                type="time"
                defaultValue={quiet ? clockText(quiet.untilMinute) : ''}
              />
            )}
          </Field>
        </div>
        {check('isUrgentOnly', t('urgentOnly'), destination?.isUrgentOnly ?? false)}
        {check('isActive', t('active'), destination?.isActive ?? true)}
        {destination && check('renewsSecret', t('renew'), false)}
        <FormButtons abandon={t('cancel')} submit={t('save')} isBusy={save.isPending} onAbandon={onClose} />
      </form>
    </Dialog>
  )
}
