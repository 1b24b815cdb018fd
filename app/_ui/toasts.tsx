'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Toast } from 'radix-ui'
import { createContext, type ReactNode, use, useCallback, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'

type Note = {
  id: number
  kind: 'done' | 'failed'
  title: string
  detail?: string
  /** Offered for ten seconds. */
  action?: { label: string; run: () => void }
}
type Say = (note: Omit<Note, 'id'>) => void

const ToastContext = createContext<Say>(() => {})

/** Says what was done or what failed, for a few seconds; failures stay twice as long. */
export function useToast(): Say {
  return use(ToastContext)
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const t = useTranslations('shell')
  const [notes, setNotes] = useState<Note[]>([])
  const nextId = useRef(1)
  const say = useCallback<Say>((note) => {
    const id = nextId.current++
    setNotes((all) => [...all.slice(-3), { ...note, id }])
  }, [])
  return (
    <ToastContext value={say}>
      <Toast.Provider swipeDirection="right" label={t('notice')}>
        {children}
        {notes.map((note) => (
          <Toast.Root
            key={note.id}
            duration={note.action ? 10_000 : note.kind === 'failed' ? 9000 : 4000}
            onOpenChange={(open) => !open && setNotes((all) => all.filter(({ id }) => id !== note.id))}
            className={classNames(
              'animate-arrive flex items-start gap-3 rounded-md border bg-raised px-3 py-2.5 shadow-float',
              note.kind === 'failed' && 'border-overdue',
            )}
          >
            <div className="min-w-0 flex-1">
              <Toast.Title className="font-medium">{note.title}</Toast.Title>
              {note.detail && <Toast.Description className="text-muted">{note.detail}</Toast.Description>}
            </div>
            {note.action && (
              <Toast.Action altText={note.action.label} asChild>
                <Button onClick={note.action.run}>{note.action.label}</Button>
              </Toast.Action>
            )}
            <Toast.Close aria-label={t('close')} className="p-1 text-muted">
              <X aria-hidden className="size-4" />
            </Toast.Close>
          </Toast.Root>
        ))}
        <Toast.Viewport className="fixed right-4 bottom-4 z-60 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2 outline-none" />
      </Toast.Provider>
    </ToastContext>
  )
}
