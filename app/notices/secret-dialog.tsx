'use client'

import { useTranslations } from 'next-intl'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'

/** The one time that a secret is seen. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useTranslations('outgoing')
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('secretTitle')}
      description={t('secretHint')}
      footer={
        <Button look="primary" onClick={onClose}>
          {t('done')}
        </Button>
      }
    >
      <code data-secret className="block rounded-md bg-sunken p-3 break-all select-all">
        {secret}
      </code>
    </Dialog>
  )
}
