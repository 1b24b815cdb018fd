'use client'

import { useEffect, useEffectEvent, useRef } from 'react'
import type { Locale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'

type Notice = Outputs['notices']['list']['notices'][number]

/** Shows what arrives by the system's own notices while the page is open and out of sight: where no push service can. */
export function usePageAlerts(
  isOn: boolean,
  notices: readonly Notice[] | undefined,
  locale: Locale,
  onOpen: (notice: Notice) => void,
): void {
  const newestShown = useRef<number | null>(null)
  const show = useEffectEvent((all: readonly Notice[]) => {
    const newest = Math.max(0, ...all.map(({ notificationId }) => notificationId))
    const before = newestShown.current
    newestShown.current = newest
    // What was there when the page opened is no news.
    if (before === null || !isOn || !document.hidden) return
    for (const notice of all.filter((one) => !one.isRead && one.notificationId > before)) {
      // The tag keeps several tabs of one person from showing it twice.
      const shown = new Notification(notice[locale], { tag: `notice-${notice.notificationId}` })
      shown.onclick = () => {
        window.focus()
        onOpen(notice)
        shown.close()
      }
    }
  })
  useEffect(() => {
    if (notices) show(notices)
  }, [notices])
}
