'use client'

import { CalendarRange, Columns2, History } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { useCityMinute } from '../../_i18n/use-city-minute.ts'
import { Button } from '../../_ui/button.tsx'
import { classNames } from '../../_ui/class-names.ts'
import { Input } from '../../_ui/field.tsx'
import { later } from '../../_ui/later.tsx'
import { PopoverButton } from '../../_ui/popover-button.tsx'
import { useNow } from '../../_ui/use-now.ts'
import { type DeskFilter, type TimeSpan, timeSpans } from '../search-params.ts'
import { type Comparison, presetOf } from './comparison.ts'
import type { ReplaySpan } from './replay-span.ts'
import type { useReplay } from './use-replay.ts'

const choices: readonly (TimeSpan | undefined)[] = [undefined, ...(Object.keys(timeSpans) as TimeSpan[])]
const hourMs = 3_600_000
const ReplayBar = later(
  async () => (await import('./replay-bar.tsx')).ReplayBar,
  () => null,
)
const firstHours = 24
const mostHours = 168

const wayIntoThePast =
  'flex h-7 items-center gap-1.5 whitespace-nowrap rounded-md px-2 text-muted hover:bg-hover hover:text-ink pointer-coarse:h-11'

/** At the foot of the map: since when reports count, for queue and map alike; and the way into the past. */
export function TimeBar({
  filter,
  span,
  replay,
  onFilter,
  onReplay,
  onComparison,
}: {
  filter: DeskFilter
  span: ReplaySpan | null
  replay: ReturnType<typeof useReplay>
  onFilter: (filter: DeskFilter) => void
  onReplay: (span: ReplaySpan | null) => void
  onComparison: (comparison: Comparison) => void
}) {
  const t = useTranslations('desk')
  const time = useTranslations('time')
  const nowMs = useNow()
  if (span) return <ReplayBar span={span} replay={replay} onReplay={onReplay} />
  function startReplay() {
    const toMs = Math.floor((filter.to ? Date.parse(filter.to) : nowMs) / 1000) * 1000
    const hours = filter.last ? timeSpans[filter.last] : firstHours
    const wanted = filter.from ? Date.parse(filter.from) : toMs - hours * hourMs
    const fromMs = Math.max(wanted, toMs - mostHours * hourMs)
    onReplay({ fromMs, toMs, atMs: fromMs })
  }
  const isRange = filter.from !== undefined || filter.to !== undefined
  return (
    <fieldset
      aria-label={t('timeBar')}
      className="absolute bottom-3 left-1/2 z-10 flex w-max max-w-[calc(100%-8rem)] -translate-x-1/2 flex-wrap justify-center gap-0.5 rounded-lg border bg-panel p-1 shadow-float"
    >
      {choices.map((choice) => (
        <button
          key={choice ?? 'any'}
          type="button"
          aria-pressed={filter.last === choice && !(choice === undefined && isRange)}
          data-last={choice ?? 'any'}
          {...(choice && { 'aria-label': t(`last.${choice}`), title: t(`last.${choice}`) })}
          onClick={() => onFilter({ ...filter, last: choice, from: undefined, to: undefined })}
          className={classNames(
            'h-7 whitespace-nowrap rounded-md px-2 text-muted hover:bg-hover hover:text-ink',
            filter.last === choice &&
              !(choice === undefined && isRange) &&
              'bg-accent-soft font-medium text-accent hover:bg-accent-soft hover:text-accent',
          )}
        >
          {choice ? t(`lastShort.${choice}`) : t('anyTime')}
        </button>
      ))}
      <Range filter={filter} isOn={isRange} nowMs={nowMs} onFilter={onFilter} />
      <button
        type="button"
        data-replay
        title={time('replay')}
        onClick={startReplay}
        className={wayIntoThePast}
      >
        <History aria-hidden className="size-4" />
        <span className="xl:max-2xl:sr-only">{time('replay')}</span>
      </button>
      <button
        type="button"
        data-compare
        title={time('compare')}
        onClick={() => onComparison({ ...presetOf('day', Date.now()), percent: 50, hasHeat: false })}
        className={wayIntoThePast}
      >
        <Columns2 aria-hidden className="size-4" />
        <span className="xl:max-2xl:sr-only">{time('compare')}</span>
      </button>
    </fieldset>
  )
}

function Range({
  filter,
  isOn,
  nowMs,
  onFilter,
}: {
  filter: DeskFilter
  isOn: boolean
  nowMs: number
  onFilter: (filter: DeskFilter) => void
}) {
  const time = useTranslations('time')
  const minute = useCityMinute()
  const [isOpen, setOpen] = useState(false)
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const id = useId()
  const isBad = from !== '' && to !== '' && from >= to
  function open(wanted: boolean) {
    setOpen(wanted)
    if (!wanted) return
    setFrom(minute.textOf(filter.from ? Date.parse(filter.from) : nowMs - 24 * hourMs))
    setTo(minute.textOf(filter.to ? Date.parse(filter.to) : nowMs))
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    if (isBad || from === '' || to === '') return
    onFilter({
      ...filter,
      last: undefined,
      from: minute.isoOf(from),
      to: minute.isoOf(to),
    })
    setOpen(false)
  }
  return (
    <PopoverButton
      isOpen={isOpen}
      onOpenChange={open}
      side="top"
      label={time('range')}
      className="max-xl:hidden"
      panelClassName="p-3"
      trigger={(bound) => (
        <button
          type="button"
          {...bound}
          aria-pressed={isOn}
          title={time('range')}
          className={classNames(
            'flex h-7 items-center gap-1.5 whitespace-nowrap rounded-md px-2 text-muted hover:bg-hover hover:text-ink max-xl:hidden',
            isOn && 'bg-accent-soft font-medium text-accent hover:bg-accent-soft hover:text-accent',
          )}
        >
          <CalendarRange aria-hidden className="size-4" />
          <span className="xl:max-2xl:sr-only">{time('range')}</span>
        </button>
      )}
    >
      <form onSubmit={submit} data-form="range" className="grid grid-cols-[auto_1fr] items-center gap-2">
        <label htmlFor={`${id}-from`}>{time('rangeFrom')}</label>
        <Input
          id={`${id}-from`}
          type="datetime-local"
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
        <label htmlFor={`${id}-to`}>{time('rangeTo')}</label>
        <Input
          id={`${id}-to`}
          type="datetime-local"
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
        {isBad && (
          <p role="alert" className="col-span-2 text-overdue">
            {time('rangeBad')}
          </p>
        )}
        <Button type="submit" look="primary" disabled={isBad} className="col-span-2">
          {time('rangeApply')}
        </Button>
      </form>
    </PopoverButton>
  )
}
