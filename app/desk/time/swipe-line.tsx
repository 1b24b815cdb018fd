'use client'

import { MoveHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -2,
  ArrowDown: -2,
  ArrowRight: 2,
  ArrowUp: 2,
  PageDown: -10,
  PageUp: 10,
  Home: -100,
  End: 100,
}

/** The line between two moments over the map, moved by mouse, finger or keys; the address learns where it came to rest. */
export function SwipeLine({
  percent: restingPercent,
  leftLabel,
  rightLabel,
  onMove,
  onRest,
  onEnd,
}: {
  percent: number
  leftLabel: string
  rightLabel: string
  onMove: (percent: number) => void
  onRest: (percent: number) => void
  onEnd: () => void
}) {
  const t = useTranslations('time')
  const ground = useRef<HTMLDivElement>(null)
  const [percent, setPercent] = useState(restingPercent)
  const [isDragged, setDragged] = useState(false)
  useEffect(() => setPercent(restingPercent), [restingPercent])
  function move(wanted: number): number {
    const next = Math.min(100, Math.max(0, wanted))
    setPercent(next)
    onMove(next)
    return next
  }
  function percentAt(event: PointerEvent): number {
    const box = ground.current?.getBoundingClientRect()
    return box ? ((event.clientX - box.left) / box.width) * 100 : percent
  }
  function handleKey(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      event.preventDefault()
      onEnd()
    }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    move(percent + step)
  }
  const label =
    'absolute top-1/2 -translate-y-1/2 rounded bg-panel/95 px-2 py-0.5 text-sm whitespace-nowrap shadow-float'
  return (
    <div ref={ground} className="pointer-events-none absolute inset-0 z-[5] overflow-hidden">
      <div className="absolute inset-y-0" style={{ left: `${percent}%` }}>
        <div className="absolute inset-y-0 -left-0.5 w-1 bg-accent shadow-float" />
        <span className={`${label} right-8`} data-side="left">
          {leftLabel}
        </span>
        <span className={`${label} left-8`} data-side="right">
          {rightLabel}
        </span>
        <button
          type="button"
          role="slider"
          aria-label={t('line')}
          aria-orientation="horizontal"
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(percent)}
          aria-valuetext={t('lineValue', { percent: Math.round(percent) })}
          data-swipe
          onKeyDown={handleKey}
          onKeyUp={({ key }) => steps[key] !== undefined && onRest(percent)}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId)
            setDragged(true)
          }}
          onPointerMove={(event) => isDragged && move(percentAt(event))}
          onPointerUp={(event) => {
            if (!isDragged) return
            setDragged(false)
            onRest(move(percentAt(event)))
          }}
          onPointerCancel={() => {
            setDragged(false)
            onRest(percent)
          }}
          className="pointer-events-auto absolute top-1/2 grid size-11 -translate-x-1/2 -translate-y-1/2 cursor-ew-resize touch-none place-items-center rounded-full border-2 border-accent bg-raised text-accent shadow-float focus-visible:outline-3 focus-visible:outline-offset-2 focus-visible:outline-accent"
        >
          <MoveHorizontal aria-hidden className="size-5" />
        </button>
      </div>
    </div>
  )
}
