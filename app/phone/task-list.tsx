'use client'

import { ChevronRight } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import type { LngLat } from '../_map/map-types.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { distanceText } from '../_ui/distance-text.ts'
import { durationText } from '../_ui/duration-text.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { StatusShape } from '../_ui/status-shape.tsx'
import { useReason } from '../ahead/use-reason.ts'
import { type AheadTask, distanceOf, keyOfTask, sortTasks, type Task, type TaskKind } from './sort-tasks.ts'

/** One's tasks by clock and way, of one kind or all. */
export function TaskList({
  tasks,
  kinds,
  kind,
  from,
  keptAt,
  error,
  onRetry,
  onKind,
  onOpen,
}: {
  tasks: readonly Task[] | undefined
  kinds: readonly TaskKind[]
  kind: TaskKind | null
  from: LngLat | null
  /** Set where these are the tasks of an earlier time. */
  keptAt: string | null
  error: unknown
  onRetry: () => void
  onKind: (kind: TaskKind | null) => void
  onOpen: (task: Task) => void
}) {
  const t = useTranslations('phone')
  const shell = useTranslations('shell')
  const format = useFormatter()
  const { locale } = usePreferences()
  if (error)
    return (
      <div className="min-h-0 flex-1 overflow-y-auto">
        <StateNote
          kind="error"
          title={shell('failedTitle')}
          action={
            <Button size="touch" onClick={onRetry}>
              {shell('retry')}
            </Button>
          }
        >
          {errorTextOf(error, locale)}
        </StateNote>
      </div>
    )
  if (!tasks)
    return (
      <div className="flex min-h-0 flex-1 flex-col gap-3 p-4" aria-busy="true">
        <Skeleton className="h-11 w-full" />
        <Skeleton className="h-16 w-full" />
        <Skeleton className="h-16 w-full" />
      </div>
    )
  const shown = sortTasks(
    tasks.filter((task) => kind === null || task.kind === kind),
    from,
  )
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <fieldset
        className="sticky top-0 z-10 flex gap-1.5 overflow-x-auto border-b bg-panel px-3 py-2"
        aria-label={t('tasks')}
      >
        {[null, ...kinds].map((one) => (
          <button
            key={one ?? 'all'}
            type="button"
            aria-pressed={kind === one}
            onClick={() => onKind(one)}
            className={classNames(
              'min-h-11 shrink-0 rounded-full border px-3.5 tabular-nums',
              kind === one ? 'border-accent bg-accent-soft font-medium text-accent' : 'text-muted',
            )}
          >
            {one === null ? t('all') : t(`kind.${one}`)}{' '}
            {tasks.filter((task) => one === null || task.kind === one).length}
          </button>
        ))}
      </fieldset>
      <p className={classNames('px-4 pt-2 text-sm', keptAt ? 'text-near' : 'text-muted')}>
        {keptAt
          ? t('kept', {
              time: format.dateTime(new Date(keptAt), 'clock'),
            })
          : from
            ? t('order')
            : t('orderNoPlace')}
      </p>
      {shown.length === 0 ? (
        <StateNote kind="empty" title={t('empty')}>
          {t('emptyDetail')}
        </StateNote>
      ) : (
        <ul className="divide-y">
          {shown.map((task) => (
            <li key={keyOfTask(task)}>
              <button
                type="button"
                data-task={keyOfTask(task)}
                onClick={() => onOpen(task)}
                className="flex min-h-16 w-full items-center gap-3 px-4 py-2.5 text-left hover:bg-hover"
              >
                <TaskLines task={task} />
                <span className="flex shrink-0 flex-col items-end text-muted tabular-nums">
                  <Way meters={distanceOf(task, from)} />
                </span>
                <ChevronRight aria-hidden className="size-5 shrink-0 text-faint" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Way({ meters }: { meters: number | null }) {
  const { locale } = usePreferences()
  return meters === null ? null : <span>{distanceText(meters, locale)}</span>
}

function TaskLines({ task }: { task: Task }) {
  const t = useTranslations('phone')
  const levels = useTranslations('vocabulary.clockLevel')
  const format = useFormatter()
  const { locale } = usePreferences()
  if (task.kind === 'patrol')
    return (
      <span className="min-w-0 flex-1 pl-8">
        <span className="line-clamp-2">{t('unseen', { code: task.code })}</span>
        <span className="line-clamp-2 text-sm text-muted">
          {task.lastSeenAt
            ? t('lastSeen', {
                time: format.dateTime(new Date(task.lastSeenAt), 'day'),
              })
            : t('neverSeen')}
        </span>
      </span>
    )
  if (task.kind === 'ahead') return <AheadLines task={task} />
  if (task.kind === 'visit') {
    const { name, nameEn, item, itemEn, dueAt } = task.visit
    return (
      <span className="min-w-0 flex-1 pl-8">
        <span className="line-clamp-2">
          <span className="font-medium">{t('kind.visit')}</span> · {inLocale(locale, name, nameEn)}
        </span>
        <span className="line-clamp-2 text-sm text-muted">
          {inLocale(locale, item, itemEn)} ·{' '}
          {t('aheadDue', {
            time: format.dateTime(new Date(dueAt), 'day'),
          })}
        </span>
      </span>
    )
  }
  const { row, kind, taskId, sent } = task
  return (
    <>
      <StatusShape level={row.clockLevel} label={levels(row.clockLevel)} className="size-5" />
      <span className="min-w-0 flex-1">
        <span className="line-clamp-2">
          <span className="font-medium">{t(`kind.${kind}`)}</span> ·{' '}
          {inLocale(locale, row.categoryName, row.categoryNameEn) || row.description}
        </span>
        {/* The address comes last, after the clock and who was sent. */}
        <span className="line-clamp-3 text-sm text-muted">
          <ClockText row={row} />
          {taskId !== null && ` · ${t('sentTo')}`}
          {sent &&
            ` · ${sent.isOwn ? t('sentTo') : t('sentToOther', { unit: inLocale(locale, sent.unitName, sent.unitNameEn) })}`}{' '}
          · {row.address || row.description}
        </span>
      </span>
    </>
  )
}

function AheadLines({ task }: { task: AheadTask }) {
  const t = useTranslations('phone')
  const ahead = useTranslations('ahead')
  const { locale } = usePreferences()
  const { reasonOf } = useReason()
  const { candidate } = task
  return (
    <span className="min-w-0 flex-1 pl-8">
      <span className="line-clamp-2">
        <span className="font-medium">{t('kind.ahead')}</span> · {ahead(`task.${candidate.task}`)}
        {candidate.categoryName && ` · ${inLocale(locale, candidate.categoryName, candidate.categoryNameEn)}`}
      </span>
      <span className="line-clamp-2 text-sm text-muted">{reasonOf(candidate)}</span>
    </span>
  )
}

/** What is left, or by how much it is late. */
export function ClockText({
  row,
}: {
  row: { readonly remainingMinutes: number | null; readonly isPaused: boolean; readonly clockLevel: string }
}) {
  const t = useTranslations('phone')
  const { locale } = usePreferences()
  if (row.isPaused) return <span>{t('paused')}</span>
  if (row.remainingMinutes === null) return null
  const time = durationText(row.remainingMinutes, locale)
  const color =
    row.clockLevel === 'overdue' ? 'text-overdue' : row.clockLevel === 'near' ? 'text-near' : undefined
  const isOver = row.clockLevel === 'overdue'
  return (
    <span className={color}>
      {isOver && Math.round(row.remainingMinutes) === 0
        ? t('overdueNow')
        : t(isOver ? 'overdueBy' : 'left', { time })}
    </span>
  )
}
