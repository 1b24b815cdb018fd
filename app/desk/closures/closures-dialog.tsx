'use client'

import { useTranslations } from 'next-intl'
import type { RoadClosure } from '../../../server/roads/closures.ts'
import { inLocale } from '../../_i18n/locale.ts'
import { useClosureLabel, useRoadClosures } from '../../_map/use-road-closures.ts'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { FailedNote } from '../../_ui/failed-note.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useSession } from '../../_ui/session-gate.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { useNow } from '../../_ui/use-now.ts'
import { ClosureDetails } from './closure-details.tsx'

/** What is closed now and what will be, and how to close more. */
export function ClosuresDialog({
  roadKey,
  onShow,
  onClose,
}: {
  /** The key that draws a stretch of road. */
  roadKey: string
  onShow: (closure: RoadClosure) => void
  onClose: () => void
}) {
  const t = useTranslations('closures')
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const labelOf = useClosureLabel()
  const nowMs = useNow()
  const { data, error, refetch } = useRoadClosures()
  return (
    <Dialog isOpen onClose={onClose} title={t('title')}>
      {error ? (
        <FailedNote error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton className="h-20" />
      ) : data.length === 0 ? (
        <p className="text-muted">{t('empty')}</p>
      ) : (
        <ul className="grid max-h-[60vh] gap-2 overflow-auto">
          {data.map((closure) => (
            <li key={closure.roadClosureId} className="rounded-md border p-3" data-closure={closure.reason}>
              <div className="flex items-start gap-2">
                <p className="min-w-0 flex-1">
                  <span className="font-medium">
                    {inLocale(locale, closure.name, closure.nameEn) || t('unnamed')}
                  </span>
                  <span className="block text-muted">
                    {closure.fromMs > nowMs && `${t('toCome')} · `}
                    {labelOf(closure)}
                  </span>
                </p>
                <Button onClick={() => onShow(closure)}>{t('show')}</Button>
              </div>
              <ClosureDetails closure={closure} />
            </li>
          ))}
        </ul>
      )}
      {permissions.includes('roads.close') && <p className="mt-3 text-muted">{t('how', { key: roadKey })}</p>}
    </Dialog>
  )
}
