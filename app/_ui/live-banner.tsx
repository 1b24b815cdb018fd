'use client'

import { WifiOff } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useLiveStatus } from '../_live/live-provider.tsx'

/** Says in words since when the picture has stood still; nothing while it is live. */
export function LiveBanner() {
  const t = useTranslations('shell')
  const format = useFormatter()
  const { state, heardAtMs } = useLiveStatus()
  if (state === 'live' || state === 'connecting' || heardAtMs === null) return null
  const time = format.dateTime(heardAtMs, 'clockSeconds')
  return (
    <div role="alert" className="flex items-center gap-2 bg-near-soft px-4 py-1.5 text-near print:hidden">
      <WifiOff aria-hidden className="size-4" />
      {state === 'offline' ? t('offline', { time }) : t('stale', { time })}
    </div>
  )
}
