'use client'

import { type UseQueryResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { inLocale, listed } from '../_i18n/locale.ts'
import { type Outputs, useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { distanceText } from '../_ui/distance-text.ts'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StatusShape } from '../_ui/status-shape.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { RedrawDialog } from './redraw-dialog.tsx'
import { Reproduce } from './reproduce.tsx'

type Draw = Outputs['inspections']['draw']
type Visit = Draw['visits'][number]

/** One draw: who was drawn for what and who was kept away, how far it is, how to do it again. */
export function DrawDetail({
  draw: { data: draw, error, refetch },
  objectCode,
  onShow,
  onBack,
  onOpen,
}: {
  draw: UseQueryResult<Draw, unknown>
  objectCode: string | null
  onShow: (code: string | null) => void
  onBack: () => void
  onOpen: (drawId: number) => void
}) {
  const t = useTranslations('inspections')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const publish = useMutation(api.inspections.publish.mutationOptions())
  const [isRedrawing, setRedrawing] = useState(false)
  const time = (at: string) => format.dateTime(new Date(at), 'moment')
  const back = (
    <Button look="quiet" onClick={onBack}>
      <ArrowLeft aria-hidden className="size-4" />
      {t('back')}
    </Button>
  )
  if (error && !draw)
    return (
      <div className="p-2">
        {back}
        <FailedNote error={error} onRetry={() => void refetch()} />
      </div>
    )
  if (!draw) return <Skeleton className="m-4 h-40" />
  const canDraw = permissions.includes('inspections.draw')
  const isUntouched = draw.visits.every(({ state }) => state === 'drawn')
  const isDone = draw.visits.every(({ state }) => state === 'done')
  const isOpen = canDraw && !draw.isSuperseded && draw.publishedAt === null
  const publishNow = () =>
    publish.mutate(
      { drawId: draw.drawId },
      {
        onSuccess() {
          say({ kind: 'done', title: t('publishedNow') })
          void client.invalidateQueries({ queryKey: api.inspections.pathKey() })
        },
        onError: (failure) =>
          say({ kind: 'failed', title: t('failed'), detail: errorTextOf(failure, locale) }),
      },
    )
  return (
    <div data-draw-detail={draw.drawId} className="flex flex-col gap-3 p-4">
      <header>
        <div className="-ml-2">{back}</div>
        <h1 className="mt-1 text-base font-semibold">{inLocale(locale, draw.item, draw.itemEn)}</h1>
        <p className="text-muted">
          {draw.areaName ? inLocale(locale, draw.areaName, draw.areaNameEn ?? draw.areaName) : t('wholeCity')}
          {' · '}
          {t('by', { name: draw.byName, at: time(draw.at) })}
          {' · '}
          {t('ratioOf', { ratio: String(draw.ratioPercent) })}
        </p>
        {draw.redrawOfId !== null && (
          <p>
            <button
              type="button"
              className="text-left text-accent hover:underline"
              onClick={() => onOpen(draw.redrawOfId ?? 0)}
            >
              {t('redrawOf', { id: draw.redrawOfId, reason: draw.redrawReason })}
            </button>
          </p>
        )}
        {draw.redrawn && (
          <p>
            <button
              type="button"
              className="text-left text-near hover:underline"
              onClick={() => onOpen(draw.redrawn?.drawId ?? 0)}
            >
              {t('redrawnAs', { id: draw.redrawn.drawId, reason: draw.redrawn.reason })}
            </button>
          </p>
        )}
        {draw.publishedAt !== null && (
          <p className="text-muted">
            {t('publishedAt', { at: time(draw.publishedAt) })}{' '}
            <Link href={`/inspections/results#draw-${draw.drawId}`} className="text-accent hover:underline">
              {t('showPublished')}
            </Link>
          </p>
        )}
        {isOpen && (
          <div className="mt-2 flex flex-wrap gap-2">
            <Button
              look="primary"
              data-act="publish"
              title={t('publishHint')}
              disabled={!isDone || publish.isPending}
              onClick={publishNow}
            >
              {t('publish')}
            </Button>
            <Button data-act="redraw" disabled={!isUntouched} onClick={() => setRedrawing(true)}>
              {t('redraw')}
            </Button>
          </div>
        )}
      </header>
      <ol className="-mx-4 border-y">
        {draw.visits.map((visit) => (
          <VisitRow
            key={visit.visitId}
            visit={visit}
            isSelected={visit.objectCode === objectCode}
            onShow={() => onShow(visit.objectCode)}
          />
        ))}
      </ol>
      <Reproduce draw={draw} count={draw.visits.length} />
      {isRedrawing && (
        <RedrawDialog
          drawId={draw.drawId}
          onClose={() => setRedrawing(false)}
          onDrawn={(drawId) => {
            setRedrawing(false)
            onOpen(drawId)
          }}
        />
      )}
    </div>
  )
}

const levels = { drawn: 'normal', arrived: 'near', done: 'done', superseded: 'done' } as const

function VisitRow({ visit, isSelected, onShow }: { visit: Visit; isSelected: boolean; onShow: () => void }) {
  const t = useTranslations('inspections')
  const format = useFormatter()
  const { locale } = usePreferences()
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  const state = visit.result ? t(`result.${visit.result}`) : t(`state.${visit.state}`)
  const people = visit.inspectors.map(({ code, name }) => `${name} ${code}`)
  const avoided = visit.avoided.map(({ code, name, kind }) =>
    [name || code, kind && t(`tie.${kind as 'other'}`)].filter(Boolean).join(' '),
  )
  return (
    <li
      ref={row}
      data-visit={visit.visitId}
      className={classNames('border-b px-4 py-2 last:border-b-0', isSelected && 'bg-accent-soft')}
    >
      <div className="flex items-baseline gap-2">
        <span className="w-6 shrink-0 text-muted tabular-nums">{visit.ordinal}</span>
        <button
          type="button"
          onClick={onShow}
          className="min-w-0 flex-1 truncate text-left font-medium hover:underline"
        >
          {inLocale(locale, visit.name, visit.nameEn || visit.name)}
        </button>
        <span
          className={classNames(
            'flex shrink-0 items-center gap-1 self-center',
            visit.result === 'problem' ? 'text-overdue' : 'text-muted',
          )}
        >
          <StatusShape level={visit.result === 'problem' ? 'overdue' : levels[visit.state]} label={state} />
          {state}
        </span>
      </div>
      <div className="pl-8 text-muted">
        <p>
          {visit.owner && `${visit.owner} · `}
          {t('inspectorsAre', { names: listed(locale, people) })}
        </p>
        {avoided.length > 0 && <p>{t('avoided', { names: listed(locale, avoided) })}</p>}
        {visit.distanceMeters !== null && (
          <p>
            {t('distance', { distance: distanceText(visit.distanceMeters, locale) })}
            {visit.awayReason && ` · ${t('awayBecause', { reason: visit.awayReason })}`}
          </p>
        )}
        <p className="flex flex-wrap gap-x-3">
          {visit.state === 'drawn' && (
            <span>{t('due', { at: format.dateTime(new Date(visit.dueAt), 'dayOfYear') })}</span>
          )}
          <Link href={`/inspections/visits/${visit.visitId}`} className="text-accent hover:underline">
            {t('openVisit')}
          </Link>
          {visit.caseIds.map((caseId) => (
            <Link key={caseId} href={`/cases/${caseId}`} className="text-accent hover:underline">
              {t('cases', { count: 1 })}
            </Link>
          ))}
        </p>
      </div>
    </li>
  )
}
