'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { AddInspectorDialog } from './add-inspector-dialog.tsx'
import type { Inspector } from './outputs.ts'
import { TiesDialog } from './ties-dialog.tsx'

/** 执法检查人员名录库, with what they have declared. */
export function InspectorsPanel({
  inspectors,
  owners,
  canEdit,
}: {
  inspectors: readonly Inspector[]
  owners: readonly string[]
  canEdit: boolean
}) {
  const t = useTranslations('inspections')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const setActive = useMutation(api.inspections.setInspectorActive.mutationOptions())
  const [isAdding, setAdding] = useState(false)
  const [tiesOf, setTiesOf] = useState<number | null>(null)
  const shownTies = inspectors.find(({ inspectorId }) => inspectorId === tiesOf)
  const add = canEdit && <Button onClick={() => setAdding(true)}>{t('addInspector')}</Button>
  const toggle = ({ inspectorId, isActive }: Inspector) =>
    setActive.mutate(
      { inspectorId, isActive: !isActive },
      {
        onSuccess: () => void client.invalidateQueries({ queryKey: api.inspections.pathKey() }),
        onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
      },
    )
  return (
    <>
      {inspectors.length === 0 ? (
        <StateNote kind="empty" title={t('noInspectors')} action={add} />
      ) : (
        <>
          {add && <div className="flex justify-end px-4 pt-3">{add}</div>}
          <ul className="py-2">
            {inspectors.map((one) => (
              <li
                key={one.inspectorId}
                data-inspector={one.code}
                className="flex flex-wrap items-center gap-x-2 px-4 py-1.5"
              >
                <span className={classNames('min-w-0 flex-1', !one.isActive && 'text-faint')}>
                  <span className="block">
                    {inLocale(locale, one.name, one.nameEn || one.name)}{' '}
                    <span className="text-muted">{one.code}</span>
                  </span>
                  <span className="block truncate text-muted">
                    {inLocale(locale, one.department, one.departmentEn || one.department)}
                    {one.open > 0 && ` · ${t('openVisits', { count: one.open })}`}
                    {!one.isActive && ` · ${t('inactive')}`}
                  </span>
                </span>
                {canEdit && (
                  <>
                    <Button look="quiet" onClick={() => setTiesOf(one.inspectorId)}>
                      {one.ties && one.ties.length > 0
                        ? t('tieCount', { count: one.ties.length })
                        : t('ties')}
                    </Button>
                    <Button look="quiet" disabled={setActive.isPending} onClick={() => toggle(one)}>
                      {one.isActive ? t('disable') : t('enable')}
                    </Button>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {isAdding && <AddInspectorDialog onClose={() => setAdding(false)} />}
      {shownTies && <TiesDialog inspector={shownTies} owners={owners} onClose={() => setTiesOf(null)} />}
    </>
  )
}
