'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, Select, TextArea } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { formatChecklist, parseChecklist } from './checklist-text.ts'
import type { Item } from './outputs.ts'

/** A new item, or one that is changed. */
export function ItemDialog({ item, onClose }: { item: Item | undefined; onClose: () => void }) {
  const t = useTranslations('inspections')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const { data: categories } = useQuery(api.categories.list.queryOptions())
  const save = useMutation(api.inspections.keepItem.mutationOptions())
  const [badLine, setBadLine] = useState<number | null>(null)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const textOf = (name: string) => String(form.get(name) ?? '').trim()
    const checklist = parseChecklist(textOf('checklist'))
    setBadLine(typeof checklist === 'number' ? checklist : null)
    if (typeof checklist === 'number') return
    const category = Number(textOf('categoryId'))
    save.mutate(
      {
        itemId: item?.itemId ?? null,
        version: item?.version ?? null,
        code: textOf('code'),
        name: textOf('name'),
        nameEn: textOf('nameEn'),
        objectKinds: textOf('kinds')
          .split(/[,，、\s]+/)
          .filter(Boolean),
        checklist,
        ratioPercent: Number(textOf('ratio')),
        timesPerYear: Number(textOf('times')),
        radiusMeters: Number(textOf('radius')),
        categoryId: category > 0 ? category : null,
        basis: textOf('basis'),
        basisEn: item?.basisEn ?? '',
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
    <Dialog isOpen onClose={onClose} title={item ? t('editItem') : t('newItem')}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <div className="grid grid-cols-[1fr_2fr] gap-3">
          <Field label={t('code')} isRequired>
            {(props) => <Input {...props} name="code" required maxLength={40} defaultValue={item?.code} />}
          </Field>
          <Field label={t('name')} isRequired>
            {(props) => <Input {...props} name="name" required maxLength={100} defaultValue={item?.name} />}
          </Field>
        </div>
        <Field label={t('nameEn')}>
          {(props) => <Input {...props} name="nameEn" maxLength={100} defaultValue={item?.nameEn} />}
        </Field>
        <Field label={t('kinds')} hint={t('kindsHint')} isRequired>
          {(props) => <Input {...props} name="kinds" required defaultValue={item?.objectKinds.join(', ')} />}
        </Field>
        <div className="grid grid-cols-3 items-end gap-3">
          <Field label={t('ratio')} isRequired>
            {(props) => (
              <Input
                {...props}
                name="ratio"
                type="number"
                min={0.1}
                max={100}
                step="any"
                required
                defaultValue={item?.ratioPercent ?? 5}
              />
            )}
          </Field>
          <Field label={t('times')} isRequired>
            {(props) => (
              <Input
                {...props}
                name="times"
                type="number"
                min={1}
                max={52}
                required
                defaultValue={item?.timesPerYear ?? 2}
              />
            )}
          </Field>
          <Field label={t('radius')} isRequired>
            {(props) => (
              <Input
                {...props}
                name="radius"
                type="number"
                min={20}
                max={5000}
                required
                defaultValue={item?.radiusMeters ?? 150}
              />
            )}
          </Field>
        </div>
        <Field
          label={t('checklist')}
          hint={t('checklistHint')}
          error={badLine === null ? undefined : t('checklistBad', { line: badLine })}
          isRequired
        >
          {(props) => (
            <TextArea
              {...props}
              name="checklist"
              rows={5}
              defaultValue={item ? formatChecklist(item.checklist) : ''}
            />
          )}
        </Field>
        <Field label={t('category')}>
          {(props) => (
            <Select {...props} name="categoryId" defaultValue={item?.categoryId ?? ''}>
              <option value="">{t('noCategory')}</option>
              {categories?.map((one) => (
                <option key={one.categoryId} value={one.categoryId}>
                  {inLocale(locale, one.name, one.nameEn)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('basis')}>
          {(props) => <Input {...props} name="basis" maxLength={500} defaultValue={item?.basis} />}
        </Field>
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            name="isActive"
            defaultChecked={item?.isActive ?? true}
            className="size-4 accent-accent"
          />
          {t('active')}
        </label>
        <FormButtons abandon={t('cancel')} submit={t('save')} isBusy={save.isPending} onAbandon={onClose} />
      </form>
    </Dialog>
  )
}
