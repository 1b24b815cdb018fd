'use client'

import { useTranslations } from 'next-intl'
import { Button } from './_ui/button.tsx'
import { StateNote } from './_ui/state-note.tsx'

export default function ErrorPage({ reset }: { reset: () => void }) {
  const t = useTranslations('shell')
  return (
    <div className="grid min-h-dvh place-items-center">
      <StateNote
        kind="error"
        title={t('faultTitle')}
        action={
          <div className="flex gap-2">
            <Button look="primary" onClick={reset}>
              {t('retry')}
            </Button>
            <Button onClick={() => window.location.reload()}>{t('reload')}</Button>
          </div>
        }
      >
        {t('faultDetail')}
      </StateNote>
    </div>
  )
}
