'use client'

import { createContext, type ReactNode, use, useCallback, useState } from 'react'
import { later } from './later.tsx'
import type { Note } from './shown-notes.tsx'
import { useWasEver } from './use-was-ever.ts'

type Say = (note: Note) => void

const ToastContext = createContext<Say>(() => {})
const ShownNotes = later(
  async () => (await import('./shown-notes.tsx')).ShownNotes,
  () => null,
)

/** Says what was done or what failed, for a few seconds; failures stay twice as long. */
export function useToast(): Say {
  return use(ToastContext)
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [waiting, setWaiting] = useState<readonly Note[]>([])
  const hasSaid = useWasEver(waiting.length > 0)
  const say = useCallback<Say>((note) => setWaiting((all) => [...all, note]), [])
  const forget = useCallback(
    (shown: readonly Note[]) => setWaiting((all) => all.filter((note) => !shown.includes(note))),
    [],
  )
  return (
    <ToastContext value={say}>
      {children}
      {hasSaid && <ShownNotes waiting={waiting} onShown={forget} />}
    </ToastContext>
  )
}
