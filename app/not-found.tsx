'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { StateNote } from './_ui/state-note.tsx'

export default function NotFound() {
  const t = useTranslations('shell')
  return (
    <div className="grid min-h-dvh place-items-center">
      <StateNote
        kind="empty"
        title={t('notFoundTitle')}
        action={
          <Link href="/" className="text-accent underline underline-offset-4">
            {t('home')}
          </Link>
        }
      >
        {t('notFoundDetail')}
      </StateNote>
    </div>
  )
}
