'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { Input, Select } from '../_ui/field.tsx'
import { FormButtons } from '../_ui/form-buttons.tsx'
import { newKey } from '../_ui/new-key.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { NotYet } from './not-yet.tsx'

type Kept = Outputs['basis']['limits']['escalation']
type Base = Kept['base'][number]
type Own = {
  readonly key: string
  readonly severity: Base['severity']
  readonly departmentId: number
  readonly signMinutes: number
}
const columns = ['signMinutes', 'verifyMinutes', 'unreadMinutes', 'returns'] as const
const severities = ['urgent', 'important', 'normal'] as const

/** After how many minutes somebody else hears of it, and how many returns are too many. */
export function EscalationDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('basis')
  const { data, error, refetch } = useQuery(useApi().basis.limits.escalation.queryOptions())
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('escalation')}
      description={t('escalationLead')}
      className="w-[min(46rem,calc(100vw-2rem))]"
    >
      {data ? (
        <EscalationForm key={data.updatedAt} kept={data} onClose={onClose} />
      ) : (
        <NotYet error={error} onRetry={() => void refetch()} />
      )}
    </Dialog>
  )
}

function EscalationForm({ kept, onClose }: { kept: Kept; onClose: () => void }) {
  const t = useTranslations('basis')
  const names = useTranslations('vocabulary.severity')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const { data: departments } = useQuery(api.departments.list.queryOptions())
  const save = useMutation(api.basis.limits.saveEscalation.mutationOptions())
  const [base, setBase] = useState<readonly Base[]>(kept.base)
  const [own, setOwn] = useState<readonly Own[]>(() =>
    kept.departments.map(({ severity, departmentId, signMinutes }) => ({
      key: `${severity}/${departmentId}`,
      severity,
      departmentId,
      signMinutes,
    })),
  )
  const change = (key: string, changed: Partial<Own>) =>
    setOwn(own.map((row) => (row.key === key ? { ...row, ...changed } : row)))
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate(
      {
        base: [...base],
        departments: own.map(({ key: _, ...row }) => row),
        updatedAt: kept.updatedAt,
      },
      {
        onSuccess() {
          say({ kind: 'done', title: t('saved') })
          void client.invalidateQueries({ queryKey: api.basis.pathKey() })
          onClose()
        },
        onError: (error) =>
          say({ kind: 'failed', title: t('limitsFailed'), detail: errorTextOf(error, locale) }),
      },
    )
  }
  return (
    <form onSubmit={submit} data-form="escalation" className="flex flex-col gap-4">
      <table className="w-full border-collapse">
        <thead>
          <tr className="border-b text-left text-muted">
            <th scope="col" className="py-1.5 font-normal">
              {t('severity')}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-1 py-1.5 font-normal">
                {t(`escalationOf.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {base.map((row) => (
            <tr key={row.severity}>
              <th scope="row" className="py-1 pr-2 text-left font-medium">
                {names(row.severity)}
              </th>
              {columns.map((column) => (
                <td key={column} className="px-1 py-1">
                  <Input
                    type="number"
                    required
                    min={1}
                    max={column === 'returns' ? 9 : column === 'unreadMinutes' ? 1440 : 10_080}
                    aria-label={`${names(row.severity)} ${t(`escalationOf.${column}`)}`}
                    value={row[column]}
                    onChange={(event) =>
                      setBase(
                        base.map((one) =>
                          one.severity === row.severity
                            ? { ...one, [column]: event.target.valueAsNumber }
                            : one,
                        ),
                      )
                    }
                    className="px-2 text-right tabular-nums"
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium">{t('escalationOwn')}</legend>
        {own.length === 0 && <p className="text-muted">{t('escalationNone')}</p>}
        {own.map((row) => (
          <div key={row.key} className="grid grid-cols-[minmax(0,1fr)_6rem_6rem_2.25rem] items-center gap-2">
            <Select
              aria-label={t('department')}
              value={row.departmentId}
              onChange={(event) => change(row.key, { departmentId: Number(event.target.value) })}
            >
              {departments?.map((one) => (
                <option key={one.departmentId} value={one.departmentId}>
                  {inLocale(locale, one.name, one.nameEn)}
                </option>
              ))}
            </Select>
            <Select
              aria-label={t('severity')}
              value={row.severity}
              onChange={(event) => change(row.key, { severity: event.target.value as Own['severity'] })}
            >
              {severities.map((one) => (
                <option key={one} value={one}>
                  {names(one)}
                </option>
              ))}
            </Select>
            <Input
              type="number"
              required
              min={1}
              max={10_080}
              aria-label={t('escalationOf.signMinutes')}
              value={row.signMinutes}
              onChange={(event) => change(row.key, { signMinutes: event.target.valueAsNumber })}
              className="px-2 text-right tabular-nums"
            />
            <Button
              look="quiet"
              size="icon"
              aria-label={t('removeOwn')}
              onClick={() => setOwn(own.filter(({ key }) => key !== row.key))}
            >
              <Trash2 aria-hidden className="size-4" />
            </Button>
          </div>
        ))}
        <div>
          <Button
            look="plain"
            disabled={!departments?.length}
            onClick={() =>
              setOwn([
                ...own,
                {
                  key: newKey(),
                  severity: 'normal',
                  departmentId: departments![0]!.departmentId,
                  signMinutes: 30,
                },
              ])
            }
          >
            <Plus aria-hidden className="size-4" />
            {t('addOwn')}
          </Button>
        </div>
      </fieldset>
      {kept.updatedBy && <p className="text-muted">{t('escalationBy', { name: kept.updatedBy })}</p>}
      <FormButtons abandon={t('abandon')} submit={t('save')} isBusy={save.isPending} onAbandon={onClose} />
    </form>
  )
}
