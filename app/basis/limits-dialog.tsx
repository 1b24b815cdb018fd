'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { inLocale } from '../_i18n/locale.ts'
import { useCityMinute } from '../_i18n/use-city-minute.ts'
import { type Inputs, type Outputs, useApi, useApiClient } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { Field, Input, Select, TextArea } from '../_ui/field.tsx'
import { newKey } from '../_ui/new-key.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { clocks, isHours, type LimitRow, limitsOf, rowsOf, stages } from './limit-rows.ts'
import { NotYet } from './not-yet.tsx'
import { useDueTime } from './use-due-time.ts'

type Category = Outputs['basis']['categories'][number]
type Versions = Outputs['basis']['limits']['versions']
type Impact = Outputs['basis']['limits']['preview']

/** Time limits of one matter and when it counts as done: a new version, seen on the open cases before it is published. */
export function LimitsDialog({ category, onClose }: { category: Category; onClose: () => void }) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const { categoryId } = category
  const { data, error, refetch } = useQuery(useApi().basis.limits.versions.queryOptions({ categoryId }))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('limitsOf', { name: inLocale(locale, category.name, category.nameEn) })}
      className="w-[min(58rem,calc(100vw-2rem))]"
    >
      {data ? (
        <LimitsForm key={data.latestVersion} category={category} kept={data} onClose={onClose} />
      ) : (
        <NotYet error={error} onRetry={() => void refetch()} />
      )}
    </Dialog>
  )
}

function LimitsForm({
  category,
  kept,
  onClose,
}: {
  category: Category
  kept: Versions
  onClose: () => void
}) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const trpc = useApiClient()
  const client = useQueryClient()
  const [rows, setRows] = useState<readonly LimitRow[]>(() => rowsOf(kept.limits))
  const [closing, setClosing] = useState({ zh: category.closing, en: category.closingEn })
  const [from, setFrom] = useState('')
  const [note, setNote] = useState('')
  const [badRow, setBadRow] = useState<number | null>(null)
  const [isNoteMissing, setNoteMissing] = useState(false)
  const [impact, setImpact] = useState<Impact | null>(null)
  const failed = (error: unknown) =>
    say({ kind: 'failed', title: t('limitsFailed'), detail: errorTextOf(error, locale) })
  // Whatever is typed is another version than the one whose effect was shown.
  function edit(run: () => void) {
    run()
    setImpact(null)
    setBadRow(null)
  }
  const change = (key: string, changed: Partial<LimitRow>) =>
    edit(() => setRows(rows.map((row) => (row.key === key ? { ...row, ...changed } : row))))
  const input = () => {
    const limits = limitsOf(rows)
    setBadRow(typeof limits === 'number' ? limits : null)
    if (typeof limits === 'number') return null
    return {
      categoryId: category.categoryId,
      limits: [...limits],
      closing: closing.zh,
      closingEn: closing.en,
    }
  }
  const look = useMutation({
    mutationFn: (wanted: Inputs['basis']['limits']['preview']) => trpc.basis.limits.preview.query(wanted),
    onSuccess: setImpact,
    onError: failed,
  })
  const minute = useCityMinute()
  const publish = useMutation(api.basis.limits.publish.mutationOptions())
  const withdraw = useMutation(api.basis.limits.withdraw.mutationOptions())
  const renew = () => void client.invalidateQueries({ queryKey: api.basis.pathKey() })

  function send() {
    const wanted = input()
    setNoteMissing(note.trim() === '')
    if (!wanted || note.trim() === '') return
    publish.mutate(
      {
        ...wanted,
        latestVersion: kept.latestVersion,
        validFrom: from === '' ? null : minute.isoOf(from),
        note,
      },
      {
        onSuccess({ version, moved }) {
          say({
            kind: 'done',
            title:
              moved === null ? t('limitsScheduled', { version }) : t('limitsPublished', { version, moved }),
          })
          renew()
          onClose()
        },
        onError: failed,
      },
    )
  }
  const isScheduled = kept.versions.some(({ state }) => state === 'scheduled')
  return (
    <form
      data-form="limits"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const wanted = input()
        if (wanted) look.mutate(wanted)
      }}
    >
      <p className="text-muted">{t('limitsLead')}</p>
      <div className="flex flex-col gap-2">
        <div
          aria-hidden
          className="grid grid-cols-[7rem_9.5rem_5rem_minmax(0,1fr)_4rem_minmax(0,1fr)_2.25rem] gap-2 text-muted max-md:hidden"
        >
          <span>{t('limitStage')}</span>
          <span>{t('limitClock')}</span>
          <span>{t('limitAmount')}</span>
          <span>{t('limitCondition')}</span>
          <span>{t('limitStep')}</span>
          <span>{t('limitStepName')}</span>
        </div>
        {rows.length === 0 && <p className="text-muted">{t('noLimit')}</p>}
        {rows.map((row, index) => (
          <div
            key={row.key}
            data-limit={index + 1}
            className="grid grid-cols-[7rem_9.5rem_5rem_minmax(0,1fr)_4rem_minmax(0,1fr)_2.25rem] items-start gap-2 max-md:grid-cols-2 max-md:border-b max-md:pb-3"
          >
            <Labeled label={t('limitStage')}>
              <Select
                aria-label={t('limitStage')}
                value={row.stage}
                onChange={(event) => change(row.key, { stage: event.target.value as LimitRow['stage'] })}
              >
                {stages.map((stage) => (
                  <option key={stage} value={stage}>
                    {t(`stage.${stage}`)}
                  </option>
                ))}
              </Select>
            </Labeled>
            <Labeled label={t('limitClock')}>
              <Select
                aria-label={t('limitClock')}
                value={row.clock}
                onChange={(event) => change(row.key, { clock: event.target.value as LimitRow['clock'] })}
              >
                {clocks.map((clock) => (
                  <option key={clock} value={clock}>
                    {t(`clockUnit.${clock}`)}
                  </option>
                ))}
              </Select>
            </Labeled>
            <Labeled label={t('limitAmount')}>
              <Input
                aria-label={t('limitAmount')}
                aria-invalid={badRow === index + 1}
                inputMode="decimal"
                value={row.amount}
                title={t(isHours(row.clock) ? 'inHours' : 'inDays')}
                onChange={(event) => change(row.key, { amount: event.target.value })}
                className="text-right tabular-nums"
              />
            </Labeled>
            <Labeled label={t('limitCondition')}>
              <Input
                aria-label={t('limitCondition')}
                placeholder={t('anyCondition')}
                maxLength={64}
                value={row.condition}
                onChange={(event) => change(row.key, { condition: event.target.value })}
              />
            </Labeled>
            <Labeled label={t('limitStep')}>
              <Input
                aria-label={t('limitStep')}
                inputMode="numeric"
                disabled={row.stage !== 'handle'}
                value={row.step}
                onChange={(event) => change(row.key, { step: event.target.value })}
                className="text-right tabular-nums"
              />
            </Labeled>
            <Labeled label={t('limitStepName')}>
              <Input
                aria-label={t('limitStepName')}
                placeholder={t('stepNameHint')}
                disabled={row.stage !== 'handle'}
                maxLength={40}
                value={row.stepName}
                onChange={(event) => change(row.key, { stepName: event.target.value })}
              />
            </Labeled>
            <Button
              look="quiet"
              size="icon"
              aria-label={t('removeLimit', { row: index + 1 })}
              onClick={() => edit(() => setRows(rows.filter(({ key }) => key !== row.key)))}
            >
              <Trash2 aria-hidden className="size-4" />
            </Button>
          </div>
        ))}
        {badRow !== null && (
          <p role="alert" className="text-overdue">
            {t('badLimit', { row: badRow })}
          </p>
        )}
        <div>
          <Button
            look="plain"
            onClick={() =>
              edit(() =>
                setRows([
                  ...rows,
                  {
                    key: newKey(),
                    stage: 'handle',
                    clock: 'work_hours',
                    amount: '',
                    condition: '',
                    step: '1',
                    stepName: '',
                    stepNameEn: '',
                  },
                ]),
              )
            }
          >
            <Plus aria-hidden className="size-4" />
            {t('addLimit')}
          </Button>
        </div>
      </div>
      <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
        <Field label={t('closingZh')}>
          {(props) => (
            <TextArea
              {...props}
              maxLength={500}
              value={closing.zh}
              onChange={(event) => edit(() => setClosing({ ...closing, zh: event.target.value }))}
            />
          )}
        </Field>
        <Field label={t('closingEn')}>
          {(props) => (
            <TextArea
              {...props}
              maxLength={1000}
              value={closing.en}
              onChange={(event) => edit(() => setClosing({ ...closing, en: event.target.value }))}
            />
          )}
        </Field>
      </div>
      <div className="grid grid-cols-[14rem_minmax(0,1fr)] gap-3 max-md:grid-cols-1">
        <Field label={t('validFrom')} hint={t('validFromHint')}>
          {(props) => (
            <Input
              {...props}
              type="datetime-local"
              value={from}
              onChange={(event) => setFrom(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('limitsNote')} isRequired error={isNoteMissing ? t('limitsNoteMissing') : undefined}>
          {(props) => (
            <Input
              {...props}
              maxLength={500}
              value={note}
              placeholder={t('limitsNoteHint')}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      </div>
      <VersionList
        kept={kept}
        onWithdraw={(limitVersionId) =>
          withdraw.mutate({ limitVersionId }, { onSuccess: renew, onError: failed })
        }
        onTake={(version) =>
          edit(() => {
            setRows(rowsOf(version.limits))
            setClosing({ zh: version.closing, en: version.closingEn })
          })
        }
      />
      {impact && <ImpactNote impact={impact} />}
      <div className="sticky -bottom-3 -mb-3 flex flex-wrap items-center justify-end gap-2 border-t bg-raised py-3">
        {isScheduled && <p className="mr-auto text-near">{t('limitsWaiting')}</p>}
        <Button look="quiet" onClick={onClose}>
          {t('abandon')}
        </Button>
        <Button look={impact ? 'plain' : 'primary'} type="submit" disabled={look.isPending}>
          {t('limitsLook')}
        </Button>
        <Button
          look="primary"
          disabled={!impact || publish.isPending || isScheduled}
          data-action="publish"
          onClick={send}
        >
          {from === '' ? t('limitsPublishNow') : t('limitsPublishLater')}
        </Button>
      </div>
    </form>
  )
}

/** What would become of the cases that are open now. */
function ImpactNote({ impact }: { impact: Impact }) {
  const t = useTranslations('basis')
  const time = useDueTime()
  const { open, moved, later, newlyOverdue, noLongerOverdue, cases } = impact
  return (
    <section className="rounded-md border bg-sunken p-3" data-impact={moved} aria-live="polite">
      <h3 className="font-medium">{t('impact')}</h3>
      <p>
        {moved === 0
          ? t('impactNone', { open })
          : t('impactSome', { open, moved, later, earlier: moved - later })}
        {newlyOverdue > 0 && <b className="ml-2 text-overdue">{t('impactOverdue', { n: newlyOverdue })}</b>}
        {noLongerOverdue > 0 && <span className="ml-2">{t('impactSaved', { n: noLongerOverdue })}</span>}
      </p>
      {cases.length > 0 && (
        <ul className="mt-2 grid max-h-48 grid-cols-2 gap-x-6 gap-y-1 overflow-y-auto tabular-nums max-md:grid-cols-1">
          {cases.map((one) => (
            <li key={one.caseId} className="flex gap-2">
              <Link href={`/desk?case=${one.caseId}`} target="_blank" className="text-accent hover:underline">
                {one.number.slice(-9)}
              </Link>
              <span className="text-muted">{time(one.fromDueAt)}</span>
              <span aria-hidden>→</span>
              <span className={one.level === 'overdue' ? 'text-overdue' : undefined}>{time(one.dueAt)}</span>
            </li>
          ))}
        </ul>
      )}
      {moved > cases.length && (
        <p className="mt-1 text-muted">{t('impactMore', { n: moved - cases.length })}</p>
      )}
    </section>
  )
}

function VersionList({
  kept: { versions },
  onWithdraw,
  onTake,
}: {
  kept: Versions
  onWithdraw: (limitVersionId: number) => void
  onTake: (version: Versions['versions'][number]) => void
}) {
  const t = useTranslations('basis')
  const format = useFormatter()
  if (versions.length === 0) return <p className="text-muted">{t('limitsNeverChanged')}</p>
  return (
    <section>
      <h3 className="font-medium">{t('versions')}</h3>
      <ul className="divide-y">
        {versions.map((version) => (
          <li key={version.version} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
            <span className="w-20">{t('version', { n: version.version })}</span>
            <span className={version.state === 'scheduled' ? 'text-near' : 'text-muted'}>
              {t(`limitState.${version.state}`)}
            </span>
            <span className="text-muted">
              {version.validFrom
                ? format.dateTime(new Date(version.validFrom), 'momentOfYear')
                : t('fromStart')}
            </span>
            <span className="min-w-0 flex-1 truncate">
              {[version.authorName, version.note].filter(Boolean).join(' · ')}
            </span>
            <Button look="quiet" onClick={() => onTake(version)}>
              {t('takeVersion')}
            </Button>
            {version.state === 'scheduled' && (
              <Button look="quiet" onClick={() => onWithdraw(version.limitVersionId)}>
                {t('withdrawVersion')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** On a phone there is no head line over the columns. */
function Labeled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <span aria-hidden className="text-muted md:hidden">
        {label}
      </span>
      {children}
    </div>
  )
}
