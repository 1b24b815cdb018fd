'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { Input } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'

export function AddInspectorDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('inspections')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const [text, setText] = useState('')
  const people = useQuery({
    ...api.inspections.candidates.queryOptions({ text: text.trim() }),
    placeholderData: keepPreviousData,
  })
  const add = useMutation(api.inspections.addInspector.mutationOptions())
  return (
    <Dialog isOpen onClose={onClose} title={t('addInspector')}>
      <Input
        aria-label={t('searchPerson')}
        placeholder={t('searchPerson')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {people.error && (
        <p role="alert" className="pt-2 text-overdue">
          {errorTextOf(people.error, locale)}
        </p>
      )}
      {people.data?.length === 0 && <p className="pt-3 text-muted">{t('noPerson')}</p>}
      <ul className="pt-2">
        {people.data?.map((person) => (
          <li key={person.personId} className="flex items-center gap-2 py-1">
            <span className="min-w-0 flex-1 truncate">
              {person.name}{' '}
              <span className="text-muted">
                {person.code} {inLocale(locale, person.department ?? '', person.departmentEn ?? '')}
              </span>
            </span>
            <Button
              disabled={add.isPending}
              onClick={() =>
                add.mutate(
                  { personId: person.personId },
                  {
                    onSuccess() {
                      say({ kind: 'done', title: t('added') })
                      void client.invalidateQueries({ queryKey: api.inspections.pathKey() })
                    },
                    onError: (error) =>
                      say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
                  },
                )
              }
            >
              {t('add')}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
