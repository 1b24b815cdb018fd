'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Toaster, toast } from 'sonner'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { useIsWide } from './use-is-wide.ts'

export type Note = {
  kind: 'done' | 'failed'
  title: string
  detail?: string
  /** Offered for ten seconds. */
  action?: { label: string; run: () => void }
}

/** Shows each note as it comes. Escape stays with whatever else is open: a note is closed by its cross or its time. */
export function ShownNotes({
  waiting,
  onShown,
}: {
  waiting: readonly Note[]
  onShown: (shown: readonly Note[]) => void
}) {
  const t = useTranslations('shell')
  const isWide = useIsWide()
  useEffect(() => {
    if (waiting.length === 0) return
    for (const note of waiting) {
      toast.custom((id) => <NoteCard note={note} onClose={() => toast.dismiss(id)} />, {
        duration: note.action ? 10_000 : note.kind === 'failed' ? 9000 : 4000,
      })
    }
    onShown(waiting)
  }, [waiting, onShown])
  return (
    <Toaster
      // On a phone what is pressed stands at the foot: notes come in above, under the head.
      position={isWide ? 'bottom-right' : 'top-center'}
      expand
      visibleToasts={4}
      gap={8}
      offset={16}
      mobileOffset={{ top: '4rem', left: 16, right: 16 }}
      containerAriaLabel={t('notice')}
      // A dialog takes the pointer from all outside of it; what was done can still be undone.
      className="pointer-events-auto"
      style={{ zIndex: 60, fontFamily: 'inherit', '--width': 'min(24rem, calc(100vw - 2rem))' } as object}
    />
  )
}

function NoteCard({ note, onClose }: { note: Note; onClose: () => void }) {
  const t = useTranslations('shell')
  const { action } = note
  return (
    <div
      data-note={note.kind}
      className={classNames(
        'flex w-[min(24rem,calc(100vw-2rem))] items-center gap-3 rounded-md border bg-raised px-3 py-2.5 text-ink shadow-float',
        note.kind === 'failed' && 'border-overdue',
      )}
    >
      <div className="min-w-0 flex-1">
        <p className="font-medium">{note.title}</p>
        {note.detail && <p className="text-muted">{note.detail}</p>}
      </div>
      {action && (
        <Button
          onClick={() => {
            onClose()
            action.run()
          }}
        >
          {action.label}
        </Button>
      )}
      <button
        type="button"
        aria-label={t('close')}
        onClick={onClose}
        className="grid size-8 shrink-0 place-items-center text-muted pointer-coarse:size-11"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  )
}
