'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Bell } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { useRenewal } from '../_live/use-renewal.ts'
import { SentMessages } from '../_messages/sent-messages.tsx'
import { useApi } from '../_trpc/api.ts'
import { Button } from '../_ui/button.tsx'
import { classNames } from '../_ui/class-names.ts'
import { FailedNote } from '../_ui/failed-note.tsx'
import { PopoverButton } from '../_ui/popover-button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { useSession } from '../_ui/session-gate.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { useAlerts } from './use-alerts.ts'
import { usePageAlerts } from './use-page-alerts.ts'

/** A notice held back by the quiet hours is due without an event: looked for once in a while. */
const renewMs = 120_000
const mostShown = 99

/** The inbox of notices: how many are unread, what they say, and the way to their cases. Opening one is its receipt. */
export function NoticeBell() {
  const t = useTranslations('notices')
  const shell = useTranslations('shell')
  const format = useFormatter()
  const { locale } = usePreferences()
  const router = useRouter()
  const api = useApi()
  const queryClient = useQueryClient()
  const messages = useTranslations('messages')
  const { permissions } = useSession()
  const [isOpen, setOpen] = useState(false)
  const [isSent, setSent] = useState(false)
  const [isUnreadOnly, setUnreadOnly] = useState(false)
  const { data, error, refetch } = useQuery({
    ...api.notices.list.queryOptions(),
    refetchInterval: renewMs,
  })
  const renew = () => void queryClient.invalidateQueries({ queryKey: api.notices.list.queryKey() })
  const read = useMutation({ ...api.notices.read.mutationOptions(), onSettled: renew })
  useRenewal((event) => event.type === 'notice.sent', renew)
  const unread = data?.unread ?? 0
  const alerts = useAlerts()
  usePageAlerts(alerts.state === 'page', data?.notices, locale, open)
  const notices = data?.notices.filter(({ isRead }) => !isUnreadOnly || !isRead) ?? []

  function open(notice: (typeof notices)[number]) {
    if (!notice.isRead) read.mutate({ notificationIds: [notice.notificationId] })
    if (!notice.path) return
    setOpen(false)
    router.push(notice.path)
  }
  return (
    <PopoverButton
      isOpen={isOpen}
      onOpenChange={setOpen}
      align="end"
      sideOffset={6}
      label={t('title')}
      name="notices"
      panelClassName="flex max-h-[80dvh] w-[min(26rem,calc(100vw-1rem))] flex-col"
      trigger={(bound) => (
        <button
          type="button"
          {...bound}
          aria-label={t('bell', { n: unread })}
          data-unread={unread}
          className="relative grid size-9 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink data-[state=open]:bg-hover max-sm:size-[44px]"
        >
          <Bell aria-hidden className="size-5" strokeWidth={1.5} />
          {unread > 0 && (
            <span
              aria-hidden
              className="absolute top-0.5 right-0 min-w-4 rounded-full bg-overdue px-1 text-center text-[0.6875rem] leading-4 font-semibold text-accent-ink tabular-nums"
            >
              {unread > mostShown ? `${mostShown}+` : unread}
            </span>
          )}
        </button>
      )}
    >
      <header className="flex flex-wrap items-center gap-x-1 border-b py-2 pr-2 pl-4">
        <h2 className="flex-1 font-semibold whitespace-nowrap">{t('title')}</h2>
        {permissions.includes('notices.message') && (
          <Button look="quiet" data-act="sent" aria-pressed={isSent} onClick={() => setSent(!isSent)}>
            <span className={classNames(isSent && 'font-medium text-accent')}>{messages('mine')}</span>
          </Button>
        )}
        <Button look="quiet" aria-pressed={isUnreadOnly} onClick={() => setUnreadOnly(!isUnreadOnly)}>
          <span className={classNames(isUnreadOnly && 'font-medium text-accent')}>{t('unreadOnly')}</span>
        </Button>
        <Button look="quiet" disabled={unread === 0 || read.isPending} onClick={() => read.mutate({})}>
          {t('readAll')}
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {isSent ? (
          <SentMessages />
        ) : error && !data ? (
          <FailedNote error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <div className="flex flex-col gap-3 p-4" role="status" aria-label={shell('loading')}>
            <Skeleton className="h-4 w-3/4" />
            <Skeleton className="h-4 w-2/3" />
          </div>
        ) : notices.length === 0 ? (
          <StateNote kind="empty" title={t('empty')}>
            {t('emptyDetail')}
          </StateNote>
        ) : (
          <ul>
            {notices.map((notice) => (
              <li key={notice.notificationId} className="border-b last:border-b-0">
                <button
                  type="button"
                  data-read={notice.isRead}
                  onClick={() => open(notice)}
                  className="flex min-h-(--touch) w-full items-start gap-2 px-4 py-2 text-left hover:bg-hover"
                >
                  <span
                    role="img"
                    aria-label={notice.isRead ? '' : t('unread')}
                    className={classNames(
                      'mt-1.5 size-2 shrink-0 rounded-full',
                      !notice.isRead && 'bg-accent',
                    )}
                  />
                  <span className="min-w-0 flex-1">
                    <span className={classNames('block', !notice.isRead && 'font-medium')}>
                      {notice.isUrgent && (
                        <span className="mr-1.5 rounded-sm border border-current px-1 text-xs leading-4 font-semibold">
                          {t('urgent')}
                        </span>
                      )}
                      {notice[locale]}
                    </span>
                    <time dateTime={notice.at} className="text-muted">
                      {format.dateTime(new Date(notice.at), 'moment')}
                    </time>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      {data && data.notices.length >= 50 && <p className="border-t px-4 py-1.5 text-faint">{t('latest')}</p>}
      {alerts.state !== 'unavailable' && (
        <footer
          data-alerts={alerts.state}
          className="flex items-center gap-2 border-t py-1.5 pr-2 pl-4 text-muted"
        >
          <p className="flex-1">{t(`alerts.${alerts.state}`)}</p>
          {(alerts.state === 'off' || alerts.state === 'page') && (
            <Button look="quiet" data-act="alerts-on" onClick={() => void alerts.turnOn()}>
              {t(alerts.state === 'off' ? 'alertsOn' : 'alertsAgain')}
            </Button>
          )}
          {(alerts.state === 'push' || alerts.state === 'page') && (
            <Button look="quiet" data-act="alerts-off" onClick={() => void alerts.turnOff()}>
              {t('alertsOff')}
            </Button>
          )}
        </footer>
      )}
    </PopoverButton>
  )
}
