'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type SyntheticEvent, useState } from 'react'
import { inLocale } from '../../_i18n/locale.ts'
import { useCityMinute } from '../../_i18n/use-city-minute.ts'
import { useApi } from '../../_trpc/api.ts'
import { Button } from '../../_ui/button.tsx'
import { Field, Input, Select, TextArea } from '../../_ui/field.tsx'
import { isComposing } from '../../_ui/is-composing.ts'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useTabState } from '../../_ui/use-tab-state.ts'

export type WorkField = {
  readonly name: string
  readonly label: string
  readonly kind:
    | 'text'
    | 'area'
    | 'number'
    | 'select'
    | 'departments'
    | 'department'
    | 'crew'
    | 'time'
    | 'flag'
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  readonly isOptional?: boolean
  /** Of a crew: whose. */
  readonly departmentId?: number
  readonly initial?: string
  readonly hint?: string
  /** Only where each of these other fields has one of its values. */
  readonly when?: readonly { readonly name: string; readonly is: readonly string[] }[]
}
export type WorkValues = Readonly<Record<string, string>>

/** A small form from its list of fields. What was written stays until it is done or given up; Ctrl+Enter sends, Escape closes. */
export function WorkForm({
  draftKey,
  title,
  fields,
  isBusy,
  onSend,
  onCancel,
}: {
  /** Names what is written: of which case, and what for. */
  draftKey: string
  title: string
  fields: readonly WorkField[]
  isBusy: boolean
  /** @returns whether it was done */
  /** A `time` as ISO 8601. */
  onSend: (values: WorkValues) => Promise<boolean>
  onCancel: () => void
}) {
  const t = useTranslations('casework')
  const desk = useTranslations('desk')
  const first: WorkValues = Object.fromEntries(
    fields.map(({ name, initial, options }) => [name, initial ?? options?.[0]?.value ?? '']),
  )
  const [values, keep, forget] = useTabState<WorkValues>(
    `tongguan-work:${draftKey}`,
    () => first,
    (kept) => fields.some(({ name }) => kept[name] !== first[name]),
  )
  const minute = useCityMinute()
  const [isSent, setSent] = useState(false)
  const shown = fields.filter(({ when = [] }) =>
    when.every(({ name, is }) => is.includes(values[name] ?? '')),
  )
  const isMissing = ({ name, kind, isOptional }: WorkField) =>
    !isOptional && kind !== 'flag' && (values[name] ?? '').trim() === ''
  async function submit(event?: SyntheticEvent) {
    event?.preventDefault()
    setSent(true)
    if (isBusy || shown.some(isMissing)) return
    const isDone = await onSend(
      Object.fromEntries(
        shown.map(({ name, kind }) => {
          const value = values[name] ?? ''
          return [name, kind === 'time' && value !== '' ? minute.isoOf(value) : value]
        }),
      ),
    )
    if (isDone) forget()
  }
  function giveUp() {
    forget()
    onCancel()
  }
  return (
    <form
      aria-label={title}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit(event)
        if (event.key === 'Escape') {
          event.stopPropagation()
          onCancel()
        }
      }}
      className="animate-arrive mt-3 flex flex-col gap-3 rounded-md border p-3"
    >
      <h4 className="font-semibold">{title}</h4>
      {shown.map((field, index) => (
        <Field
          key={field.name}
          label={field.label}
          hint={field.hint}
          isRequired={!field.isOptional && field.kind !== 'flag'}
          error={isSent && isMissing(field) ? t('needed') : undefined}
        >
          {(props) => (
            <Control
              {...props}
              field={field}
              isFirst={index === 0}
              value={values[field.name] ?? ''}
              onChange={(value) => keep({ [field.name]: value })}
            />
          )}
        </Field>
      ))}
      <div className="flex gap-2">
        <Button type="submit" look="primary" disabled={isBusy} hotkey="Ctrl ⏎">
          {desk('confirm')}
        </Button>
        <Button look="quiet" onClick={giveUp}>
          {desk('abandon')}
        </Button>
      </div>
    </form>
  )
}

function Control({
  field,
  value,
  onChange,
  isFirst,
  ...props
}: {
  field: WorkField
  value: string
  onChange: (value: string) => void
  isFirst: boolean
  id: string
  'aria-invalid': boolean
  'aria-describedby': string
}) {
  const t = useTranslations('casework')
  const status = useTranslations('vocabulary.unitStatus')
  const { locale } = usePreferences()
  const isOfDepartments = field.kind === 'department' || field.kind === 'departments'
  const { data: departments } = useQuery({
    ...useApi().departments.list.queryOptions(),
    enabled: isOfDepartments,
  })
  const { data: units } = useQuery({
    ...useApi().units.list.queryOptions(),
    enabled: field.kind === 'crew',
  })
  const common = { ...props, autoFocus: isFirst, value }
  switch (field.kind) {
    case 'area':
      return <TextArea {...common} onChange={(event) => onChange(event.target.value)} />
    case 'flag':
      return (
        <input
          {...props}
          type="checkbox"
          checked={value === 'yes'}
          onChange={(event) => onChange(event.target.checked ? 'yes' : '')}
          className="size-4 self-start"
        />
      )
    case 'select':
      return (
        <Select {...common} onChange={(event) => onChange(event.target.value)}>
          {field.options?.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )
    case 'department':
      return (
        <Select {...common} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t('choose')}</option>
          {departments?.map((one) => (
            <option key={one.departmentId} value={one.departmentId} disabled={one.integrationLevel === 1}>
              {inLocale(locale, one.name, one.nameEn)}
            </option>
          ))}
        </Select>
      )
    case 'crew':
      return (
        <Select {...common} onChange={(event) => onChange(event.target.value)}>
          <option value="">{t('choose')}</option>
          {units
            ?.filter(({ departmentId }) => departmentId === field.departmentId)
            .map((one) => (
              <option key={one.unitId} value={one.unitId}>
                {inLocale(locale, one.name, one.nameEn)} · {status(one.status)}
              </option>
            ))}
        </Select>
      )
    case 'departments':
      return (
        <Select
          {...props}
          multiple
          autoFocus={isFirst}
          className="h-32 py-1"
          value={value ? value.split(',') : []}
          onChange={(event) =>
            onChange([...event.target.selectedOptions].map((option) => option.value).join(','))
          }
        >
          {departments?.map((one) => (
            <option key={one.departmentId} value={one.departmentId} disabled={one.integrationLevel === 1}>
              {inLocale(locale, one.name, one.nameEn)}
            </option>
          ))}
        </Select>
      )
    default:
      return (
        <Input
          {...common}
          type={field.kind === 'time' ? 'datetime-local' : field.kind}
          {...(field.kind === 'number' && { min: 0, step: 'any' })}
          onChange={(event) => onChange(event.target.value)}
        />
      )
  }
}
