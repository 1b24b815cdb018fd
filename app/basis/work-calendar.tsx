'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { listed } from '../_i18n/locale.ts'
import { type Inputs, type Outputs, useApi, useApiClient } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { Field, Input, Select, TextArea } from '../_ui/field.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { daysOfMonth } from './days-of-month.ts'
import { NotYet } from './not-yet.tsx'
import { useDueTime } from './use-due-time.ts'

type Listed = Outputs['basis']['calendar']['list']
type Impact = Outputs['basis']['calendar']['preview']
type Span = { readonly from: string; readonly until: string }

const months = Array.from({ length: 12 }, (_, index) => index + 1)
const kinds = { off: false, work: true, weekday: null } as const
type Kind = keyof typeof kinds

/** 工作日历: which days work clocks run, a year at a glance; holidays and make-up days are set here. */
export function WorkCalendar() {
  const t = useTranslations('basis')
  const { permissions } = useSession()
  const { locale } = usePreferences()
  const [year, setYear] = useState(() => new Date().getFullYear())
  const [span, setSpan] = useState<Span | null>(null)
  const { data, error, refetch } = useQuery({
    ...useApi().basis.calendar.list.queryOptions({ year }),
    placeholderData: keepPreviousData,
  })
  if (!data) return <NotYet error={error} onRetry={() => void refetch()} />
  const canChange = permissions.includes('limits.edit')
  const off = data.days.filter(({ isWorkday }) => !isWorkday).length
  return (
    <div className="flex h-full max-lg:flex-col max-lg:overflow-auto">
      <section className="px-4 py-3 lg:min-h-0 lg:flex-1 lg:overflow-auto">
        <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button look="quiet" size="icon" aria-label={t('yearBefore')} onClick={() => setYear(year - 1)}>
            <ChevronLeft aria-hidden className="size-4" />
          </Button>
          <h2 className="text-lg font-semibold tabular-nums" data-year={year}>
            {t('year', { year: String(year) })}
          </h2>
          <Button look="quiet" size="icon" aria-label={t('yearAfter')} onClick={() => setYear(year + 1)}>
            <ChevronRight aria-hidden className="size-4" />
          </Button>
          <span className="text-muted">{t('daysSet', { off, made: data.days.length - off })}</span>
          <span className="text-muted">
            {t('workHours', {
              hours: listed(
                locale,
                data.workPeriods.map(
                  ({ startMinute, endMinute }) => `${clockOf(startMinute)}–${clockOf(endMinute)}`,
                ),
              ),
            })}
          </span>
        </header>
        <p className="mt-1 max-w-prose text-muted">{t('calendarLead')}</p>
        <div className="mt-3 grid grid-cols-[repeat(auto-fill,minmax(14rem,1fr))] gap-x-6 gap-y-4">
          {months.map((month) => (
            <Month
              key={month}
              year={year}
              month={month}
              known={data.days}
              span={span}
              onPick={
                canChange
                  ? (day, isLonger) =>
                      setSpan(
                        isLonger && span && day >= span.from
                          ? { from: span.from, until: day }
                          : { from: day, until: day },
                      )
                  : undefined
              }
            />
          ))}
        </div>
      </section>
      <aside className="w-full shrink-0 overflow-auto border-l px-4 py-3 max-lg:border-t max-lg:border-l-0 lg:w-96">
        {span && canChange ? (
          <DaysForm span={span} known={data.days} onSpan={setSpan} onDone={() => setSpan(null)} />
        ) : (
          <>
            <h3 className="font-semibold">{t('daysApart')}</h3>
            {canChange && <p className="text-muted">{t('daysPick')}</p>}
            {data.days.length === 0 ? (
              <p className="mt-2 text-near">{t('daysNone', { year: String(year) })}</p>
            ) : (
              <ul className="mt-2 divide-y">
                {data.days.map(({ day, isWorkday, name }) => (
                  <li key={day} className="flex gap-3 py-1">
                    <span className="tabular-nums">{day.slice(5)}</span>
                    <DayMark isWorkday={isWorkday} />
                    <span className="min-w-0 truncate text-muted">{name}</span>
                  </li>
                ))}
              </ul>
            )}
            <DayChanges changes={data.changes} year={year} />
          </>
        )}
      </aside>
    </div>
  )
}

function Month({
  year,
  month,
  known: listedDays,
  span,
  onPick,
}: {
  year: number
  month: number
  known: Listed['days']
  span: Span | null
  /** Absent for whoever may only look. */
  onPick: ((day: string, isLonger: boolean) => void) | undefined
}) {
  const t = useTranslations('basis')
  const format = useFormatter()
  const { lead, days } = daysOfMonth(year, month)
  const name = format.dateTime(new Date(Date.UTC(year, month - 1, 15)), { month: 'long', timeZone: 'UTC' })
  // 2026-06-01 is a Monday.
  const weekdays = Array.from({ length: 7 }, (_, index) =>
    format.dateTime(new Date(Date.UTC(2026, 5, 1 + index)), { weekday: 'narrow', timeZone: 'UTC' }),
  )
  return (
    <section aria-label={name}>
      <h3 className="font-medium">{name}</h3>
      <div className="grid grid-cols-7 text-center text-xs text-muted" aria-hidden>
        {weekdays.map((weekday, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two weekdays share a letter, and they never change places.
          <span key={index} className="py-1">
            {weekday}
          </span>
        ))}
      </div>
      <div className="grid grid-cols-7 gap-0.5">
        {days.map(({ day, number, isWeekend }, index) => {
          const known = listedDays.find((one) => one.day === day)
          const isFree = known ? !known.isWorkday : isWeekend
          const isChosen = span !== null && day >= span.from && day <= span.until
          const title = [
            day,
            t(isFree ? 'dayOff' : 'dayWorked'),
            known?.name || (known ? '' : t('dayByWeekday')),
          ]
          return (
            <button
              key={day}
              type="button"
              style={index === 0 ? { gridColumnStart: lead + 1 } : undefined}
              disabled={!onPick}
              data-day={day}
              data-work={!isFree}
              aria-pressed={isChosen}
              title={title.filter(Boolean).join(' ')}
              aria-label={title.filter(Boolean).join(' ')}
              onClick={(event) => onPick?.(day, event.shiftKey)}
              className={classNames(
                'flex h-9 flex-col items-center justify-center rounded leading-none tabular-nums enabled:hover:bg-hover',
                isFree ? 'text-muted' : 'text-ink',
                known && (known.isWorkday ? 'bg-accent-soft' : 'bg-near-soft'),
                isChosen && 'outline-2 outline-accent',
              )}
            >
              {number}
              {known && (
                <span className={classNames('text-[10px]', known.isWorkday ? 'text-accent' : 'text-near')}>
                  {t(known.isWorkday ? 'dayMark.work' : 'dayMark.off')}
                </span>
              )}
            </button>
          )
        })}
      </div>
    </section>
  )
}

function DayMark({ isWorkday }: { isWorkday: boolean }) {
  const t = useTranslations('basis')
  return (
    <span className={classNames('w-16 shrink-0', isWorkday ? 'text-accent' : 'text-near')}>
      {t(isWorkday ? 'dayWorked' : 'dayOff')}
    </span>
  )
}

/** Who set which days when, on what grounds; the newest first. */
function DayChanges({ changes, year }: { changes: Listed['changes']; year: number }) {
  const t = useTranslations('basis')
  const format = useFormatter()
  return (
    <section className="mt-5" data-changes={changes.length}>
      <h3 className="font-semibold">{t('dayChanges')}</h3>
      {changes.length === 0 ? (
        <p className="text-muted">{t('dayChangesNone', { year: String(year) })}</p>
      ) : (
        <ul className="mt-1 divide-y">
          {changes.map((change) => (
            <li key={change.changeId} className="py-1.5">
              <p>
                <span className="tabular-nums">
                  {change.from === change.until
                    ? change.from.slice(5)
                    : `${change.from.slice(5)} – ${change.until.slice(5)}`}
                </span>{' '}
                {t(`dayKind.${change.isWorkday === null ? 'weekday' : change.isWorkday ? 'work' : 'off'}`)}{' '}
                <span className="text-muted">{change.name}</span>
              </p>
              <p className="break-words">{change.note}</p>
              <p className="text-muted">
                {[
                  change.changedBy,
                  format.dateTime(new Date(change.changedAt), 'momentOfYear'),
                  change.moved > 0 && t('dayChangeMoved', { n: change.moved }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** What some days are from now on, seen on the open cases before it holds. */
function DaysForm({
  span,
  known: listedDays,
  onSpan,
  onDone,
}: {
  span: Span
  known: Listed['days']
  onSpan: (span: Span) => void
  onDone: () => void
}) {
  const t = useTranslations('basis')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const trpc = useApiClient()
  const client = useQueryClient()
  const known = listedDays.find(({ day }) => day === span.from)
  const [kind, setKind] = useState<Kind>(known?.isWorkday ? 'work' : 'off')
  const [name, setName] = useState(known?.name ?? '')
  const [note, setNote] = useState('')
  const [isNoteMissing, setNoteMissing] = useState(false)
  const [looked, setLooked] = useState<{ readonly at: string; readonly impact: Impact } | null>(null)
  const failed = (error: unknown) =>
    say({ kind: 'failed', title: t('limitsFailed'), detail: errorTextOf(error, locale) })
  const days = { ...span, isWorkday: kinds[kind] }
  // Whatever is chosen anew is not what was looked at.
  const impact = looked?.at === JSON.stringify(days) ? looked.impact : null
  const look = useMutation({
    mutationFn: (wanted: Inputs['basis']['calendar']['preview']) => trpc.basis.calendar.preview.query(wanted),
    onSuccess: (impact, wanted) => setLooked({ at: JSON.stringify(wanted), impact }),
    onError: failed,
  })
  const change = useMutation(api.basis.calendar.change.mutationOptions())
  function send() {
    setNoteMissing(note.trim() === '')
    if (note.trim() === '') return
    change.mutate(
      { ...days, name: kind === 'weekday' ? '' : name, note },
      {
        onSuccess({ moved }) {
          say({ kind: 'done', title: t('daysChanged', { moved }) })
          void client.invalidateQueries({ queryKey: api.basis.calendar.pathKey() })
          onDone()
        },
        onError: failed,
      },
    )
  }
  return (
    <form
      data-form="days"
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        look.mutate(days)
      }}
    >
      <h3 className="font-semibold">{t('daysChange')}</h3>
      <div className="grid grid-cols-2 gap-2">
        <Field label={t('daysFrom')}>
          {(props) => (
            <Input
              {...props}
              type="date"
              required
              value={span.from}
              onChange={({ target: { value } }) =>
                value && onSpan({ from: value, until: [value, span.until].toSorted()[1]! })
              }
            />
          )}
        </Field>
        <Field label={t('daysUntil')} hint={t('daysUntilHint')}>
          {(props) => (
            <Input
              {...props}
              type="date"
              required
              min={span.from}
              value={span.until}
              onChange={({ target: { value } }) => value && onSpan({ from: span.from, until: value })}
            />
          )}
        </Field>
      </div>
      <Field label={t('daysKind')}>
        {(props) => (
          <Select {...props} value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
            {(Object.keys(kinds) as Kind[]).map((one) => (
              <option key={one} value={one}>
                {t(`dayKind.${one}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {kind !== 'weekday' && (
        <Field label={t('daysName')}>
          {(props) => (
            <Input
              {...props}
              name="name"
              maxLength={40}
              value={name}
              placeholder={t(kind === 'off' ? 'daysNameOff' : 'daysNameWork')}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field
        label={t('limitsNote')}
        hint={t('limitsNoteHint')}
        error={isNoteMissing ? t('limitsNoteMissing') : undefined}
        isRequired
      >
        {(props) => (
          <TextArea
            {...props}
            name="note"
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      {impact && <DaysImpact impact={impact} />}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look={impact ? 'plain' : 'primary'} disabled={look.isPending}>
          {t('daysLook')}
        </Button>
        <Button
          look={impact ? 'primary' : 'plain'}
          data-publish
          disabled={!impact || change.isPending}
          onClick={send}
        >
          {t('daysPublish')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t('daysStop')}
        </Button>
      </div>
    </form>
  )
}

function DaysImpact({ impact: { moved, later, newlyOverdue, cases } }: { impact: Impact }) {
  const t = useTranslations('basis')
  const time = useDueTime()
  return (
    <section className="rounded-md border bg-sunken p-3" data-impact={moved} aria-live="polite">
      <p>
        {moved === 0 ? t('daysMoveNone') : t('daysMove', { moved, later, earlier: moved - later })}
        {newlyOverdue > 0 && <b className="ml-2 text-overdue">{t('impactOverdue', { n: newlyOverdue })}</b>}
      </p>
      <ul className="mt-1 tabular-nums">
        {cases.map((one) => (
          <li key={one.caseId} className="flex gap-2">
            <Link href={`/desk?case=${one.caseId}`} target="_blank" className="text-accent hover:underline">
              {one.number.slice(-9)}
            </Link>
            <span className="whitespace-nowrap text-muted">
              {time(one.fromDueAt)} → <span className="text-ink">{time(one.dueAt)}</span>
            </span>
          </li>
        ))}
      </ul>
      {moved > cases.length && <p className="text-muted">{t('impactMore', { n: moved - cases.length })}</p>}
    </section>
  )
}

function clockOf(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`
}
