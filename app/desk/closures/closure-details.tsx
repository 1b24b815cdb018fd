'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import type { RoadClosure } from '../../../server/roads/closures.ts'
import { useRoadClosures } from '../../_map/use-road-closures.ts'
import { useApi } from '../../_trpc/api.ts'
import { errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { FailedNote } from '../../_ui/failed-note.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useSession } from '../../_ui/session-gate.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { useToast } from '../../_ui/toasts.tsx'
import { Fact } from '../case/section.tsx'

/** A barred stretch that was pressed on the map. */
export function PressedClosure({ roadClosureId }: { roadClosureId: number }) {
  const { data, error, refetch } = useRoadClosures()
  const t = useTranslations('closures')
  if (error) return <FailedNote error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton className="h-16" />
  const closure = data.find((one) => one.roadClosureId === roadClosureId)
  return closure ? <ClosureDetails closure={closure} /> : <p className="text-muted">{t('reopened')}</p>
}

/** Why, when and by whom; who may closes it no longer. */
export function ClosureDetails({ closure }: { closure: RoadClosure }) {
  const t = useTranslations('closures')
  const reasons = useTranslations('vocabulary.closureReason')
  const format = useFormatter()
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const say = useToast()
  const client = useQueryClient()
  const { roads } = useApi()
  const reopen = useMutation(roads.reopen.mutationOptions())
  const { roadClosureId, reason, note, fromMs, untilMs, closedByName } = closure
  const moment = (ms: number) => format.dateTime(new Date(ms), 'moment')
  async function open() {
    try {
      await reopen.mutateAsync({ roadClosureId })
      await client.invalidateQueries({ queryKey: roads.closures.queryKey() })
      say({ kind: 'done', title: t('reopened') })
    } catch (error) {
      say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) })
    }
  }
  return (
    <>
      <dl>
        <Fact name={t('reason')}>{reasons(reason)}</Fact>
        <Fact name={t('period')}>
          {t('periodText', {
            from: moment(fromMs),
            until: untilMs === null ? t('openEnd') : moment(untilMs),
          })}
        </Fact>
        {note && <Fact name={t('note')}>{note}</Fact>}
        <Fact name={t('by')}>{closedByName}</Fact>
      </dl>
      {permissions.includes('roads.close') && (
        <Button className="mt-1.5" disabled={reopen.isPending} onClick={() => void open()} data-reopen>
          {t('reopen')}
        </Button>
      )}
    </>
  )
}
