import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useApi } from '../_trpc/api.ts'
import { errorTextOf } from '../_trpc/coded-error.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'
import { Skeleton } from '../_ui/skeleton.tsx'

/** One thing of an own layer, over the map. */
export function FeatureCard({ featureId, onClose }: { featureId: number; onClose: () => void }) {
  const t = useTranslations('data')
  const shell = useTranslations('shell')
  const { data } = useQuery(useApi().layers.feature.queryOptions({ layerFeatureId: featureId }))
  return (
    <div
      role="dialog"
      aria-label={t('attributes')}
      className="animate-arrive absolute bottom-3 left-3 z-20 max-h-96 w-80 max-w-[calc(100%-1.5rem)] overflow-auto rounded-lg border bg-raised shadow-float"
    >
      <header className="flex items-center border-b py-1 pr-1 pl-3">
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">
            {data ? data.name || data.sourceId : t('attributes')}
          </span>
          {data && <span className="block truncate text-muted">{data.layerName}</span>}
        </span>
        <Button look="quiet" size="icon" aria-label={shell('close')} onClick={onClose}>
          <X aria-hidden className="size-4" />
        </Button>
      </header>
      <div className="p-3">
        <FeatureFacts featureId={featureId} />
      </div>
    </div>
  )
}

/** What its file said of one thing of an own layer. */
export function FeatureFacts({ featureId }: { featureId: number }) {
  const t = useTranslations('data')
  const { locale } = usePreferences()
  const { data, error } = useQuery(useApi().layers.feature.queryOptions({ layerFeatureId: featureId }))
  const attributes = Object.entries(data?.attributes ?? {}).filter(([, value]) => value !== '')
  if (error) {
    return (
      <p role="alert" className="text-overdue">
        {errorTextOf(error, locale)}
      </p>
    )
  }
  if (!data) {
    return (
      <div className="grid gap-2">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="h-4 w-56" />
      </div>
    )
  }
  if (attributes.length === 0) return <p className="text-muted">{t('noAttributes')}</p>
  return (
    <dl className="grid grid-cols-[minmax(5rem,auto)_1fr] gap-x-3 gap-y-1">
      {attributes.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="break-words text-muted">{name}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
