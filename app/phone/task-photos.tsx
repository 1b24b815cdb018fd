'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useApi } from '../_trpc/api.ts'
import { Skeleton } from '../_ui/skeleton.tsx'
import { AttachmentView } from '../_uploads/attachment-view.tsx'

const roles = ['near', 'far', 'reference', 'before', 'after'] as const

/** What has been photographed of a case so far. */
export function TaskPhotos({ caseId }: { caseId: number }) {
  const t = useTranslations('phone')
  const { data, error } = useQuery(useApi().cases.get.queryOptions({ caseId }))
  if (error && !data) return <p className="text-near">{t('detailAway')}</p>
  if (!data) return <Skeleton className="h-28 w-full" />
  if (data.attachments.length === 0) return null
  return (
    <ul className="flex gap-2 overflow-x-auto" aria-label={t('photos')}>
      {data.attachments.map(({ sha256, mime, role }) => {
        const known = roles.find((one) => one === role)
        return (
          <li key={`${sha256}-${role}`} className="shrink-0">
            <AttachmentView
              sha256={sha256}
              mime={mime}
              label={known ? t(`photoOf.${known}`) : t('photos')}
              className="h-28 w-36 rounded-xl border"
            />
            <span className="block text-center text-sm text-muted">{known && t(`photoOf.${known}`)}</span>
          </li>
        )
      })}
    </ul>
  )
}
