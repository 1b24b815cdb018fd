import { useCallback, useState } from 'react'
import type { GridContent } from './edits.ts'

const MOST_STEPS = 200

type Edits = {
  readonly past: readonly GridContent[]
  readonly present: GridContent
  readonly future: readonly GridContent[]
}

/** What is drawn, with the way back and forth. `settle` puts in what the server made of it, which is no step. */
export function useEdits(initial: GridContent) {
  const [edits, setEdits] = useState<Edits>({ past: [], present: initial, future: [] })
  const change = useCallback((next: GridContent) => {
    setEdits(({ past, present }) => ({
      past: [...past.slice(1 - MOST_STEPS), present],
      present: next,
      future: [],
    }))
  }, [])
  const settle = useCallback((sent: GridContent, kept: GridContent) => {
    setEdits((all) => (all.present === sent ? { ...all, present: kept } : all))
  }, [])
  const undo = useCallback(() => {
    setEdits(({ past, present, future }) => {
      const before = past.at(-1)
      return before
        ? { past: past.slice(0, -1), present: before, future: [present, ...future] }
        : { past, present, future }
    })
  }, [])
  const redo = useCallback(() => {
    setEdits(({ past, present, future }) => {
      const [next, ...rest] = future
      return next ? { past: [...past, present], present: next, future: rest } : { past, present, future }
    })
  }, [])
  return {
    content: edits.present,
    canUndo: edits.past.length > 0,
    canRedo: edits.future.length > 0,
    change,
    settle,
    undo,
    redo,
  }
}
