import { useMutation, useQuery } from '@tanstack/react-query'
import { ArrowLeft, Undo2 } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useState } from 'react'
import type { BoundingBox } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { CountRow } from './count-row.tsx'
import type { Layer } from './data-list.tsx'
import { FaultList } from './fault-list.tsx'
import { systemName, useSystemWords } from './system-select.tsx'
import { targetName } from './target-name.ts'

/** One import of the history: what came in, what was wrong, and the way back. */
export function ImportDetail({
  importId,
  layers,
  onShow,
  onBack,
  onUndone,
  onTarget,
}: {
  importId: number
  layers: readonly Layer[]
  onShow: (bounds: BoundingBox) => void
  onBack: () => void
  onUndone: () => void
  /** Where it went, once that is known. */
  onTarget: (target: 'layer' | 'parts') => void
}) {
  const t = useTranslations('data')
  const words = useSystemWords()
  const format = useFormatter()
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const [isAsking, setAsking] = useState(false)
  const { data, error, refetch } = useQuery(api.layers.import.queryOptions({ importId }))
  const undo = useMutation(api.layers.undo.mutationOptions())
  const tellTarget = useEffectEvent(onTarget)
  const kind = data?.target
  useEffect(() => {
    if (kind) tellTarget(kind)
  }, [kind])
  const layer = layers.find(({ layerId }) => layerId === data?.layerId)
  const confirm = () => {
    setAsking(false)
    undo.mutate(
      { importId },
      {
        onSuccess({ removed, restored, kept }) {
          say({
            kind: 'done',
            title: t('undoDone', { removed, restored }),
            ...(kept > 0 && { detail: t('undoKept', { n: kept }) }),
          })
          void refetch()
          onUndone()
        },
        onError: (failure) => say({ kind: 'failed', title: errorTextOf(failure, locale) }),
      },
    )
  }
  return (
    <>
      <header className="flex items-center gap-1 border-b py-2 pr-4 pl-2">
        <Button look="quiet" size="icon" onClick={onBack} aria-label={t('back')}>
          <ArrowLeft aria-hidden className="size-4" />
        </Button>
        <h1 className="min-w-0 flex-1 truncate text-base font-semibold">
          {data ? data.fileName : <Skeleton className="h-5 w-40" />}
        </h1>
        {data?.undoneAt && <span className="text-muted">{t('undone')}</span>}
      </header>
      {error && !data ? (
        <FailedNote error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <div className="grid gap-3 p-4">
          <Skeleton className="h-5 w-64" />
          <Skeleton className="h-24" />
        </div>
      ) : (
        <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-3">
          <CountRow counts={data.counts} />
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
            <dt className="text-muted">{t('into')}</dt>
            <dd className="flex items-center gap-2">
              {targetName(data, t('toParts'))}
              {layer?.bbox && <Button onClick={() => layer.bbox && onShow(layer.bbox)}>{t('zoomTo')}</Button>}
            </dd>
            <dt className="text-muted">{t('readAs')}</dt>
            <dd className="break-words">{systemName(data.system, words)}</dd>
            <dt className="text-muted">{t('importedBy')}</dt>
            <dd>
              {t('by', {
                name: data.userName,
                time: format.dateTime(new Date(data.importedAt), 'moment'),
              })}
            </dd>
          </dl>
          {data.undoneAt ? (
            <p className="text-muted">
              {t('undoneBy', {
                name: data.undoneBy ?? '',
                time: format.dateTime(new Date(data.undoneAt), 'moment'),
              })}
            </p>
          ) : (
            data.counts.inserted + data.counts.changed > 0 && (
              <div>
                <Button
                  look="danger"
                  data-act="undo"
                  disabled={undo.isPending}
                  onClick={() => setAsking(true)}
                >
                  <Undo2 aria-hidden className="size-4" />
                  {t('undo')}
                </Button>
              </div>
            )
          )}
          <FaultList faults={data.faults} fileName={data.fileName} />
        </div>
      )}
      {data && (
        <Dialog
          isOpen={isAsking}
          onClose={() => setAsking(false)}
          title={t('undoTitle')}
          footer={
            <>
              <Button look="quiet" onClick={() => setAsking(false)}>
                {t('cancel')}
              </Button>
              <Button look="danger" data-confirm="undo" onClick={confirm}>
                {t('undoConfirm')}
              </Button>
            </>
          }
        >
          <p>{t('undoDetail', { inserted: data.counts.inserted, changed: data.counts.changed })}</p>
        </Dialog>
      )}
    </>
  )
}
