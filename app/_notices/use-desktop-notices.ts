'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Locale } from '../_i18n/locale.ts'
import type { Outputs } from '../_trpc/api.ts'

type Notice = Outputs['notices']['list']['notices'][number]

/**
 * Shows what arrives by the system's own notices while the page is out of sight, where the person has allowed it.
 * `ask` is there while it may still be asked for; browsers offer it on https and on one's own machine only.
 */
export function useDesktopNotices(
  notices: readonly Notice[] | undefined,
  locale: Locale,
  onOpen: (notice: Notice) => void,
): { readonly ask: (() => void) | null } {
  const [permission, setPermission] = useState<NotificationPermission>('denied')
  const newestShown = useRef<number | null>(null)
  useEffect(() => {
    if ('Notification' in window && window.isSecureContext) setPermission(Notification.permission)
  }, [])
  const show = useEffectEvent((all: readonly Notice[]) => {
    const newest = Math.max(0, ...all.map(({ notificationId }) => notificationId))
    const before = newestShown.current
    newestShown.current = newest
    // What was there when the page opened is no news.
    if (before === null || permission !== 'granted' || !document.hidden) return
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
  return {
    ask: permission === 'default' ? () => void Notification.requestPermission().then(setPermission) : null,
  }
}
