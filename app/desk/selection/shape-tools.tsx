'use client'

import { useMutation } from '@tanstack/react-query'
import { Ban, Bookmark, HeartPulse, Link2, Redo2, Spline, Undo2 } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import type { Shape } from '../../../server/cases/case-filter.ts'
import { MeasureText } from '../../_map/measure-text.tsx'
import { useDebounced } from '../../_search/use-debounced.ts'
import { useApi } from '../../_trpc/api.ts'
import { errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { Input } from '../../_ui/field.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useSession } from '../../_ui/session-gate.tsx'
import { useToast } from '../../_ui/toasts.tsx'
import { CloseRoadForm } from '../closures/close-road-form.tsx'
import { type Drawn, formatDrawn, nearLimits } from './drawn.ts'

const typingMs = 350

/** What a shape measures, and what can be done with the shape itself. */
export function ShapeTools({
  drawn,
  ground,
  isEditing,
  canUndo,
  canRedo,
  onDrawn,
  onEdit,
  onUndo,
  onRedo,
  onFilterHere,
}: {
  drawn: Drawn
  ground: Shape | null
  isEditing: boolean
  canUndo: boolean
  canRedo: boolean
  onDrawn: (drawn: Drawn) => void
  onEdit: (isEditing: boolean) => void
  onUndo: () => void
  onRedo: () => void
  onFilterHere: () => void
}) {
  const t = useTranslations('selection')
  const desk = useTranslations('desk')
  const { permissions } = useSession()
  const say = useToast()
  const [isNaming, setNaming] = useState(false)
  const [isClosing, setClosing] = useState(false)
  const closures = useTranslations('closures')
  const stretch = drawn.kind === 'near' && drawn.of.type === 'LineString' ? drawn.of.coordinates : null
  async function share() {
    const url = window.location.href
    // The clipboard is missing on plain http: the link itself is then what can be copied.
    const copied = await navigator.clipboard?.writeText(url).then(
      () => true,
      () => false,
    )
    say({ kind: 'done', title: copied ? desk('shared') : desk('share'), detail: url })
  }
  return (
    <div className="grid gap-2 px-4 pb-3">
      {drawn.kind === 'near' && <Distance drawn={drawn} onDrawn={onDrawn} />}
      <p className="text-muted tabular-nums">
        {drawn.kind === 'near' && drawn.of.type === 'LineString' ? (
          <MeasureText shape={drawn.of} hasProjection />
        ) : (
          ground?.type === 'Polygon' && <MeasureText shape={ground} hasProjection />
        )}
      </p>
      <div className="flex flex-wrap gap-1.5">
        {drawn.kind === 'area' && (
          <Button
            aria-pressed={isEditing}
            look={isEditing ? 'primary' : 'plain'}
            onClick={() => onEdit(!isEditing)}
            data-edit
          >
            <Spline aria-hidden className="size-4" />
            {isEditing ? t('editStop') : t('edit')}
          </Button>
        )}
        <Button
          size="icon"
          disabled={!canUndo}
          aria-label={t('undo')}
          title={`${t('undo')} Ctrl Z`}
          onClick={onUndo}
        >
          <Undo2 aria-hidden className="size-4" />
        </Button>
        <Button
          size="icon"
          disabled={!canRedo}
          aria-label={t('redo')}
          title={`${t('redo')} Ctrl Shift Z`}
          onClick={onRedo}
        >
          <Redo2 aria-hidden className="size-4" />
        </Button>
        <Button size="icon" aria-label={t('link')} title={t('link')} onClick={() => void share()}>
          <Link2 aria-hidden className="size-4" />
        </Button>
        {permissions.includes('checkups.run') && drawn.kind === 'area' && (
          <Link
            href={`/health?shape=${formatDrawn(drawn)}`}
            className="inline-flex h-8 items-center gap-1.5 rounded-md border px-2.5 text-sm hover:bg-hover pointer-coarse:min-h-11"
          >
            <HeartPulse aria-hidden className="size-4" />
            {t('checkup')}
          </Link>
        )}
        {stretch && permissions.includes('roads.close') && (
          <Button aria-expanded={isClosing} onClick={() => setClosing(!isClosing)} data-close-road>
            <Ban aria-hidden className="size-4" />
            {closures('close')}
          </Button>
        )}
        <Button disabled={!ground} onClick={onFilterHere}>
          {desk('selectionFilter')}
        </Button>
        <Button disabled={!ground} aria-expanded={isNaming} onClick={() => setNaming(!isNaming)}>
          <Bookmark aria-hidden className="size-4" />
          {t('save')}
        </Button>
      </div>
      {isClosing && stretch && <CloseRoadForm line={stretch} onDone={() => setClosing(false)} />}
      {isNaming && ground && <SaveForm ground={ground} onDone={() => setNaming(false)} />}
    </div>
  )
}

function Distance({
  drawn,
  onDrawn,
}: {
  drawn: Extract<Drawn, { kind: 'near' }>
  onDrawn: (drawn: Drawn) => void
}) {
  const t = useTranslations('selection')
  const [text, setText] = useState(String(drawn.meters))
  const id = useId()
  const send = useEffectEvent((meters: number) => onDrawn({ ...drawn, meters }))
  const rested = useDebounced(text, typingMs)
  // Only a distance that came from elsewhere, by undo or a link, replaces what the hand is typing.
  const sent = useRef(drawn.meters)
  useEffect(() => {
    if (drawn.meters !== sent.current) setText(String(drawn.meters))
    sent.current = drawn.meters
  }, [drawn.meters])
  useEffect(() => {
    const meters = Math.round(Number(rested))
    const isSound = meters >= nearLimits.min && meters <= nearLimits.max
    if (!isSound || meters === sent.current) return
    sent.current = meters
    send(meters)
  }, [rested])
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="text-muted">
        {t('meters')}
      </label>
      <Input
        id={id}
        type="number"
        name="meters"
        min={nearLimits.min}
        max={nearLimits.max}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="h-8 w-28"
      />
    </div>
  )
}

function SaveForm({ ground, onDone }: { ground: Shape; onDone: () => void }) {
  const t = useTranslations('selection')
  const { locale } = usePreferences()
  const say = useToast()
  const save = useMutation(useApi().shapes.save.mutationOptions())
  const [name, setName] = useState('')
  async function submit(event: FormEvent) {
    event.preventDefault()
    try {
      await save.mutateAsync({ name, geometry: ground, isShared: true })
      say({ kind: 'done', title: t('saved', { name }) })
      onDone()
    } catch (error) {
      say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) })
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} data-form="area" className="flex gap-2">
      <Input
        name="area"
        aria-label={t('saveName')}
        placeholder={t('saveName')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
        className="h-8"
      />
      <Button look="primary" type="submit" disabled={name.trim() === '' || save.isPending}>
        {t('saveConfirm')}
      </Button>
    </form>
  )
}
