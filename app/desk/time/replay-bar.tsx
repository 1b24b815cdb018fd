'use client'

import { Pause, Play, X } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Button } from '../../_ui/button.tsx'
import { Select } from '../../_ui/field.tsx'
import { atFoot } from './at-foot.ts'
import type { ReplaySpan } from './replay-span.ts'
import { type Speed, speeds, type useReplay } from './use-replay.ts'

/** The past on the map: play, seek, how fast; in amber words that it is not now. */
export function ReplayBar({
  span,
  replay,
  onReplay,
}: {
  span: ReplaySpan
  replay: ReturnType<typeof useReplay>
  onReplay: (span: ReplaySpan | null) => void
}) {
  const t = useTranslations('time')
  const shell = useTranslations('shell')
  const format = useFormatter()
  const moment = (ms: number) => format.dateTime(new Date(ms), 'momentSeconds')
  const { atMs, isPlaying } = replay
  return (
    <section
      ref={atFoot}
      aria-label={t('replayTitle')}
      data-replay-at={atMs}
      className="@container absolute right-16 bottom-3 left-3 z-20 rounded-lg border border-near bg-panel p-2 shadow-float"
    >
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look="primary"
          size="icon"
          disabled={replay.isLoading || replay.error !== null}
          aria-label={isPlaying ? t('pause') : t('play')}
          title={isPlaying ? t('pause') : t('play')}
          onClick={isPlaying ? replay.pause : replay.play}
        >
          {isPlaying ? <Pause aria-hidden className="size-4" /> : <Play aria-hidden className="size-4" />}
        </Button>
        <input
          type="range"
          aria-label={t('moment')}
          aria-valuetext={moment(atMs)}
          min={span.fromMs}
          max={span.toMs}
          step={1000}
          value={atMs}
          onChange={(event) => replay.seek(Number(event.target.value), false)}
          onPointerUp={(event) => replay.seek(Number(event.currentTarget.value), true)}
          onKeyUp={(event) => replay.seek(Number(event.currentTarget.value), true)}
          className="min-w-0 flex-1 accent-(--near) @max-md:order-last @max-md:h-8 @max-md:basis-full"
        />
        <Select
          aria-label={t('speed')}
          value={replay.speed}
          onChange={(event) => replay.setSpeed(Number(event.target.value) as Speed)}
          className="h-8 w-auto border-line px-2 @max-md:ml-auto"
        >
          {speeds.map((speed) => (
            <option key={speed} value={speed}>
              {t('times', { speed })}
            </option>
          ))}
        </Select>
        <Button onClick={() => onReplay(null)}>
          <X aria-hidden className="size-4" />
          {t('stop')}
        </Button>
      </div>
      <p className="mt-1 flex flex-wrap gap-x-3 text-muted tabular-nums" role="status">
        <span className="font-medium text-near">◐ {moment(atMs)}</span>
        {replay.error ? (
          <span role="alert">
            {t('failed')}{' '}
            <button type="button" className="text-accent underline" onClick={replay.retry}>
              {shell('retry')}
            </button>
          </span>
        ) : replay.isLoading ? (
          t('loading')
        ) : (
          <>
            <span data-open={replay.openCount}>{t('open', { count: replay.openCount })}</span>
            <span>{t('units', { count: replay.units?.length ?? 0 })}</span>
            {replay.isCapped && <span>{t('capped', { count: replay.cases?.length ?? 0 })}</span>}
            <span className="max-2xl:hidden">{t('replayHint')}</span>
          </>
        )}
        <span className="ml-auto">
          {moment(span.fromMs)} – {moment(span.toMs)}
        </span>
      </p>
    </section>
  )
}
