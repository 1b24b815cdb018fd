'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import { newKey } from '../_ui/new-key.ts'
import { type Draft, type DraftKey, deleteDraft, readDraft, writeDraft } from './draft-store.ts'

/** Typing rests this long before the draft is written. */
const restMs = 400

function emptyDraft(): Draft {
  return {
    sourceId: newKey(),
    description: '',
    address: '',
    phone: '',
    categoryId: null,
    lngLat: null,
    accuracyMeters: null,
    photos: [],
    reportedAt: null,
    isWaiting: false,
  }
}

/** The report being written, kept on this device at every change; undefined until what was kept has been read. */
export function useDraft(key: DraftKey = 'current') {
  const [draft, setDraft] = useState<Draft>()
  const [isKept, setKept] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    readDraft(key).then(
      (kept) => {
        setDraft(kept ?? emptyDraft())
        setKept(kept !== undefined)
      },
      // A browser that keeps nothing can still report.
      () => setDraft(emptyDraft()),
    )
    return () => clearTimeout(timer.current)
  }, [key])

  const change = useCallback(
    (changed: Partial<Draft>) => {
      setDraft((before) => {
        if (!before) return before
        const after = { ...before, ...changed }
        clearTimeout(timer.current)
        timer.current = setTimeout(() => {
          writeDraft(key, after).then(
            () => setKept(true),
            () => setKept(false),
          )
        }, restMs)
        return after
      })
    },
    [key],
  )
  const clear = useCallback(async () => {
    clearTimeout(timer.current)
    setDraft(emptyDraft())
    setKept(false)
    await deleteDraft(key).catch(() => undefined)
  }, [key])
  return { draft, isKept, change, clear }
}
