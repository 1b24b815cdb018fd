'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronRight, Dices } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { inLocale } from '../_i18n/locale.ts'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'

/** Every draw, newest first, with how far its visits are. */
export function DrawsList({
  canDraw,
  onDraw,
  onOpen,
}: {
  canDraw: boolean
  onDraw: () => void
  onOpen: (drawId: number) => void
}) {
  const t = useTranslations('inspections')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { data, error, refetch } = useQuery(useApi().inspections.draws.queryOptions())
  const start = canDraw && (
    <Button look="primary" data-act="draw" onClick={onDraw}>
      <Dices aria-hidden className="size-4" />
      {t('newDraw')}
    </Button>
  )
  if (error && !data) return <FailedNote error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton className="m-4 h-24" />
  if (data.length === 0)
    return (
      <StateNote kind="empty" title={t('noDraws')} action={start}>
        {t('noDrawsHint')}
      </StateNote>
    )
  return (
    <>
      {start && <div className="flex justify-end px-4 pt-3">{start}</div>}
      <ul className="py-2">
        {data.map((draw) => (
          <li key={draw.drawId}>
            <button
              type="button"
              data-draw={draw.drawId}
              onClick={() => onOpen(draw.drawId)}
              className="flex w-full items-center gap-2 px-4 py-2 text-left hover:bg-hover"
            >
              <span className="min-w-0 flex-1">
                <span className="flex items-baseline gap-2">
                  <span className="truncate font-medium">
                    {inLocale(locale, draw.item, draw.itemEn || draw.item)}
                  </span>
                  {draw.redrawOfId !== null && <Tag>{t('redrawMark')}</Tag>}
                  {draw.isSuperseded && <Tag>{t('superseded')}</Tag>}
                  {draw.isPublished && <Tag>{t('published')}</Tag>}
                </span>
                <span className="block text-muted">
                  {draw.areaName
                    ? inLocale(locale, draw.areaName, draw.areaNameEn ?? draw.areaName)
                    : t('wholeCity')}
                  {' · '}
                  {t('by', { name: draw.byName, at: format.dateTime(new Date(draw.at), 'moment') })}
                </span>
                <span className="block text-muted tabular-nums">
                  {t('progress', { done: draw.done, total: draw.total })}
                  {draw.problems > 0 && (
                    <span className="text-overdue"> · {t('problems', { count: draw.problems })}</span>
                  )}
                </span>
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-faint" />
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function Tag({ children }: { children: string }) {
  return <span className="shrink-0 rounded-sm bg-sunken px-1.5 text-muted">{children}</span>
}
