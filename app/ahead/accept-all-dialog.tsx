import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Candidate } from '../../server/ahead/list-candidates.ts'
import { Button } from '../_ui/button.tsx'
import { Dialog } from '../_ui/dialog.tsx'
import { newKey } from '../_ui/new-key.ts'
import { useDecide } from './use-decide.ts'

const mostAtOnce = 200
const dueInDays = 7

/** Everything that is listed, each to whom is suggested. */
export function AcceptAllDialog({
  candidates,
  onClose,
}: {
  candidates: readonly Pick<Candidate, 'candidateId' | 'version'>[]
  onClose: () => void
}) {
  const t = useTranslations('ahead')
  const { accept } = useDecide(onClose)
  const [key] = useState(newKey)
  // As they were when it was asked: what is found meanwhile is not sent along.
  const [listed] = useState(() =>
    candidates.slice(0, mostAtOnce).map(({ candidateId, version }) => ({ candidateId, version })),
  )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('acceptAllTitle', { count: listed.length })}
      description={t('acceptAllLead')}
    >
      <p className="mb-4 text-muted">
        {t('suggestedEach')} · {t('dayCount', { n: dueInDays })}
      </p>
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          look="primary"
          disabled={accept.isPending}
          data-action="confirm-all"
          onClick={() => accept.mutate({ candidates: listed, dueInDays, idempotencyKey: key })}
        >
          {t('confirm')}
        </Button>
      </div>
    </Dialog>
  )
}
