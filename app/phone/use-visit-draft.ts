'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { deleteKept, readKept, writeKept } from '../report/draft-store.ts'

export type VisitDraft = {
  readonly answers: Readonly<
    Record<string, { readonly result?: 'pass' | 'problem' | 'none'; readonly note: string }>
  >
  readonly note: string
  readonly reason: string
  readonly photos: readonly { readonly checkCode: string; readonly photo: Blob }[]
}

const restMs = 300
const empty: VisitDraft = { answers: {}, note: '', reason: '', photos: [] }

/** What was filled in for one visit, kept on this device at every change, photos too; undefined until it has been read. */
export function useVisitDraft(userId: string, visitId: number) {
  const key = `visit:${userId}:${visitId}` as const
  const [draft, setDraft] = useState<VisitDraft>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    readKept<VisitDraft>(key).then(
      (kept) => setDraft(kept ?? empty),
      // A browser that keeps nothing can still fill in.
      () => setDraft(empty),
    )
    return () => clearTimeout(timer.current)
  }, [key])
  const change = useCallback(
    (changed: Partial<VisitDraft>) =>
      setDraft((before) => {
        const after = { ...(before ?? empty), ...changed }
        clearTimeout(timer.current)
        timer.current = setTimeout(() => void writeKept(key, after).catch(() => undefined), restMs)
        return after
      }),
    [key],
  )
  const clear = useCallback(() => {
    clearTimeout(timer.current)
    return deleteKept(key).catch(() => undefined)
  }, [key])
  return { draft, change, clear }
}
