'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { LngLat } from '../../_map/map-types.ts'
import { useApi } from '../../_trpc/api.ts'
import { codedErrorOf, errorTextOf } from '../../_trpc/coded-error.ts'
import { Button } from '../../_ui/button.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { useSession } from '../../_ui/session-gate.tsx'
import { Skeleton } from '../../_ui/skeleton.tsx'
import { StateNote } from '../../_ui/state-note.tsx'
import { CaseActions } from './case-actions.tsx'
import { CaseBasis } from './case-basis.tsx'
import { CaseClaim } from './case-claim.tsx'
import { CaseFacts } from './case-facts.tsx'
import { CaseHead } from './case-head.tsx'
import { CasePath } from './case-path.tsx'
import { CasePresence } from './case-presence.tsx'
import { CaseReasons } from './case-reasons.tsx'
import { CaseTimeline } from './case-timeline.tsx'
import { CaseVoices } from './case-voices.tsx'
import { CaseWork } from './case-work.tsx'
import type { DispatchWays } from './dispatch-ways.ts'
import { NearbyCases } from './nearby-cases.tsx'
import { useAct } from './use-act.ts'

/** One case: what it is, what may be done, what we know, why here and why them, what happened. */
export function CasePanel({
  caseId,
  onClose,
  onSelect,
  onChanged,
  pickPlace,
  onWays,
}: {
  caseId: number
  onClose?: () => void
  onSelect: (caseId: number) => void
  onChanged: (caseId: number) => void
  pickPlace?: () => Promise<LngLat | null>
  /** Shows on the map beside it who could go, and how. */
  onWays?: (ways: DispatchWays | null) => void
}) {
  const t = useTranslations('desk')
  const shell = useTranslations('shell')
  const { locale } = usePreferences()
  const { permissions } = useSession()
  const { data: detail, error, refetch } = useQuery(useApi().cases.get.queryOptions({ caseId }))
  const { act, isActing } = useAct(onChanged)

  if (error && !detail) {
    const isGone = codedErrorOf(error).code === 'CASE_NOT_FOUND'
    return (
      <StateNote
        kind={isGone ? 'empty' : 'error'}
        title={isGone ? t('gone') : shell('failedTitle')}
        action={
          (!isGone || onClose) && (
            <Button onClick={isGone ? onClose : () => void refetch()}>
              {isGone ? shell('close') : shell('retry')}
            </Button>
          )
        }
      >
        {isGone ? t('goneDetail') : errorTextOf(error, locale)}
      </StateNote>
    )
  }
  if (!detail) {
    return (
      <div className="flex flex-col gap-3 p-4" role="status" aria-busy="true" aria-label={shell('loading')}>
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-6 w-56" />
        <Skeleton className="h-8 w-full" />
        <Skeleton className="h-24 w-full" />
        <Skeleton className="h-40 w-full" />
      </div>
    )
  }
  return (
    <article aria-label={detail.number} data-case-panel={detail.caseId}>
      <CaseHead detail={detail} onClose={onClose} />
      <CaseClaim detail={detail} onChanged={onChanged} />
      <CasePresence caseId={detail.caseId} />
      {permissions.includes('cases.act') && (
        <CaseActions
          key={detail.caseId}
          detail={detail}
          isActing={isActing}
          act={(step, version) => act({ ...detail, version }, step)}
          pickPlace={pickPlace}
          onWays={onWays}
        />
      )}
      <CaseWork key={`work-${detail.caseId}`} detail={detail} onSelect={onSelect} onChanged={onChanged} />
      <CaseFacts detail={detail} />
      <CaseVoices detail={detail} />
      <CasePath detail={detail} />
      <CaseBasis detail={detail} />
      <CaseReasons detail={detail} />
      <NearbyCases detail={detail} onSelect={onSelect} />
      <CaseTimeline detail={detail} />
    </article>
  )
}
