'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { inLocale, listed } from '../_i18n/locale.ts'
import { withTexts } from '../_i18n/with-texts.tsx'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { FailedNote } from '../_ui/failed-note.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'
import { StateNote } from '../_ui/state-note.tsx'
import { useToast } from '../_ui/toasts.tsx'
import { clockText } from './clock-text.ts'
import { DeliveryList } from './delivery-list.tsx'
import { DestinationDialog } from './destination-dialog.tsx'
import { messages as outgoingTexts } from './messages.ts'
import type { Destination } from './outputs.ts'
import { SecretDialog } from './secret-dialog.tsx'
import { useKindName } from './use-kind-name.ts'

const renewMs = 5000

/** Where notices go besides the screen, and how that went. */
export const NoticesScreen = withTexts({ outgoing: outgoingTexts }, function NoticesScreen() {
  const t = useTranslations('outgoing')
  const api = useApi()
  const [editing, setEditing] = useState<Destination | 'new' | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const { data, error, refetch } = useQuery({
    ...api.notices.destinations.queryOptions(),
    refetchInterval: renewMs,
  })
  const add = (
    <Button look="primary" data-act="add" onClick={() => setEditing('new')}>
      <Plus aria-hidden className="size-4" />
      {t('add')}
    </Button>
  )
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-4 px-4 py-4">
        <header className="flex flex-wrap items-start gap-3">
          <div className="min-w-56 flex-1">
            <h1 className="text-lg font-semibold">{t('title')}</h1>
            <p className="text-muted">{t('lead')}</p>
          </div>
          {add}
        </header>
        {error && !data ? (
          <FailedNote error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton className="h-40" />
        ) : (
          <>
            {data.destinations.length === 0 ? (
              <StateNote kind="empty" title={t('none')}>
                {t('noneHint')}
              </StateNote>
            ) : (
              <ul className="rounded-lg border bg-panel">
                {data.destinations.map((one) => (
                  <DestinationRow key={one.destinationId} destination={one} onEdit={() => setEditing(one)} />
                ))}
              </ul>
            )}
            <DeliveryList deliveries={data.deliveries} />
          </>
        )}
      </div>
      {editing && data && (
        <DestinationDialog
          kinds={data.kinds}
          destination={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(null)}
          onSecret={setSecret}
        />
      )}
      {secret && <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
    </div>
  )
})

function DestinationRow({ destination, onEdit }: { destination: Destination; onEdit: () => void }) {
  const t = useTranslations('outgoing')
  const { locale } = usePreferences()
  const say = useToast()
  const api = useApi()
  const client = useQueryClient()
  const { data: areas } = useQuery(api.areas.list.queryOptions())
  const kindName = useKindName()
  const test = useMutation(api.notices.testDestination.mutationOptions())
  const { destinationId, name, channel, url, kinds, quietHours } = destination
  const area = areas?.find(({ areaId }) => areaId === destination.areaId)
  const about = [
    t(`carries.${channel}`),
    kinds.length === 0 ? t('everything') : listed(locale, kinds.map(kindName)),
    area ? inLocale(locale, area.name, area.nameEn) : t('wholeCity'),
    destination.isUrgentOnly && t('urgentOnly'),
    quietHours &&
      t('quiet', { from: clockText(quietHours.fromMinute), until: clockText(quietHours.untilMinute) }),
    t('ownedBy', { name: destination.ownerName }),
  ]
  const sendTest = () =>
    test.mutate(
      { destinationId },
      {
        onSuccess() {
          say({ kind: 'done', title: t('tested') })
          void client.invalidateQueries({ queryKey: api.notices.pathKey() })
        },
        onError: (error) => say({ kind: 'failed', title: t('failed'), detail: errorTextOf(error, locale) }),
      },
    )
  return (
    <li
      data-destination={destinationId}
      className="flex flex-wrap items-center gap-2 border-b px-4 py-2.5 last:border-b-0"
    >
      <div className="min-w-56 flex-1">
        <h2 className="font-medium">
          {name} <span className="font-normal text-muted">{t(`channel.${channel}`)}</span>
          {!destination.isActive && <span className="ml-2 font-normal text-near">{t('off')}</span>}
        </h2>
        <p className="break-all text-muted">{url}</p>
        <p className="text-muted">{about.filter(Boolean).join(' · ')}</p>
        <p className={destination.failed > 0 ? 'text-overdue' : 'text-muted'}>{t('counts', destination)}</p>
      </div>
      <Button disabled={!destination.isActive || test.isPending} data-act="test" onClick={sendTest}>
        {t('test')}
      </Button>
      <Button onClick={onEdit}>{t('edit')}</Button>
    </li>
  )
}
