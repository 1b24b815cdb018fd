'use client'

import { useTranslations } from 'next-intl'
import { Button } from '../../_ui/button.tsx'
import { useSession } from '../../_ui/session-gate.tsx'
import { useHotkeys } from '../../_ui/use-hotkeys.ts'
import type { CaseDetail } from './case-detail.ts'
import { useWork } from './use-work.ts'

const hotkey = 'L'

/** Whoever at the center has taken this case upon themselves; one press takes it, or lays it down. */
export function CaseClaim({
  detail,
  onChanged,
}: {
  detail: CaseDetail
  onChanged: (caseId: number) => void
}) {
  const t = useTranslations('casework')
  const { permissions, roles, user } = useSession()
  const { work, isBusy } = useWork(detail.caseId, onChanged)
  const { claimedBy, claimedByUserId, state } = detail
  const isOpen = state !== 'closed' && state !== 'canceled'
  const isOwn = claimedByUserId === user.id
  const isLeader = roles.some((role) => role === 'admin' || role === 'shift_leader')
  const may = isOpen && permissions.includes('cases.claim') && (claimedBy === '' || isOwn || isLeader)
  const title = isOwn ? t('unclaim') : claimedBy ? t('takeOver') : t('claim')
  function press() {
    if (may && !isBusy)
      void work(title, [claimedByUserId], (client, on) => client.claim.mutate({ ...on, isClaimed: !isOwn }))
  }
  useHotkeys('panel', (key) => {
    if (key !== hotkey || !may) return false
    press()
    return true
  })
  if (!may && claimedBy === '') return null
  return (
    <div className="flex min-h-10 items-center gap-2 border-t px-4 py-1 print:hidden" data-claim={claimedBy}>
      <span className={claimedBy && !isOwn ? 'flex-1 text-near' : 'flex-1 text-muted'}>
        {isOwn ? t('claimedByYou') : claimedBy ? t('claimedBy', { name: claimedBy }) : t('unclaimed')}
      </span>
      {may && (
        <Button look="quiet" hotkey={`⇧${hotkey}`} disabled={isBusy} data-act="claim" onClick={press}>
          {title}
        </Button>
      )}
    </div>
  )
}
