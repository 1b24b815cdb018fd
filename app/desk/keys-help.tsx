'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '../_ui/dialog.tsx'
import { KeysTable } from './keys-table.tsx'

/** The keys in a window, over whatever is in hand. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const t = useTranslations('desk')
  return (
    <Dialog isOpen onClose={onClose} title={t('keys')}>
      <KeysTable />
    </Dialog>
  )
}
