'use client'

import { useQuery } from '@tanstack/react-query'
import { BellRing, Volume2, VolumeX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { inLocale } from '../../_i18n/locale.ts'
import { useLiveEvents } from '../../_live/live-provider.tsx'
import { useApi } from '../../_trpc/api.ts'
import { Button } from '../../_ui/button.tsx'
import { usePreferences } from '../../_ui/preferences.tsx'
import { startRinging } from './ring.ts'
import { unansweredAfter } from './unanswered.ts'

const mutedKey = 'tongguan-alarm-muted'

/** Says and rings that urgent cases came in, until each was opened here or taken in hand by anybody. */
export function UrgentAlarm({
  openCaseId,
  onOpen,
}: {
  /** The case that is open on this desk: it is answered. */
  openCaseId: number | null
  onOpen: (caseId: number) => void
}) {
  const t = useTranslations('desk')
  const { locale } = usePreferences()
  const [caseIds, setCaseIds] = useState<readonly number[]>([])
  const [isMuted, setMuted] = useState(() => isMutedBefore())
  const [isBlocked, setBlocked] = useState(false)
  useLiveEvents((event) => setCaseIds((before) => unansweredAfter(before, event)))
  const ringing = caseIds.filter((caseId) => caseId !== openCaseId)
  const isRinging = ringing.length > 0
  useEffect(() => {
    if (openCaseId !== null) setCaseIds((before) => before.filter((caseId) => caseId !== openCaseId))
  }, [openCaseId])
  useEffect(() => {
    if (isRinging && !isMuted) return startRinging(setBlocked)
  }, [isRinging, isMuted])
  const first = ringing[0]
  const { data } = useQuery({
    ...useApi().cases.get.queryOptions({ caseId: first ?? 0 }),
    enabled: first !== undefined,
  })
  if (first === undefined) return null
  const about =
    data?.caseId === first
      ? [inLocale(locale, data.categoryName ?? '', data.categoryNameEn ?? ''), data.address]
          .filter(Boolean)
          .join(' ')
      : ''
  return (
    <div
      role="alert"
      data-alarm={ringing.length}
      className="col-span-full flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-overdue bg-overdue-soft px-4 py-1.5 text-overdue"
    >
      <BellRing aria-hidden className="size-5 shrink-0" />
      <b className="font-semibold">{t('alarm', { n: ringing.length })}</b>
      <span className="min-w-0 flex-1 truncate text-ink">{about}</span>
      {isBlocked && !isMuted && <span className="text-ink">{t('alarmBlocked')}</span>}
      <Button
        look="quiet"
        aria-pressed={isMuted}
        aria-label={t(isMuted ? 'alarmUnmute' : 'alarmMute')}
        title={t(isMuted ? 'alarmUnmute' : 'alarmMute')}
        onClick={() => {
          keepMuted(!isMuted)
          setMuted(!isMuted)
        }}
      >
        {isMuted ? <VolumeX aria-hidden className="size-4" /> : <Volume2 aria-hidden className="size-4" />}
      </Button>
      <Button look="primary" data-alarm-open onClick={() => onOpen(first)}>
        {t('alarmOpen')}
      </Button>
    </div>
  )
}

function isMutedBefore(): boolean {
  try {
    return localStorage.getItem(mutedKey) === 'yes'
  } catch {
    return false
  }
}

function keepMuted(isMuted: boolean): void {
  try {
    localStorage.setItem(mutedKey, isMuted ? 'yes' : 'no')
  } catch {
    // A full or closed storage loses only this convenience.
  }
}
