import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { Shape } from '../../../server/cases/case-filter.ts'
import { useApi } from '../../_trpc/api.ts'
import { type Drawn, formatDrawn, parseDrawn } from './drawn.ts'
import { advance, goBack, goOn, type History, noHistory } from './history.ts'

/**
 * The shape in hand, with its way back. The address has it, so that a link carries it; the ground it covers comes from
 * the server where that is all near a place or a line.
 */
export function useDrawn(given: Drawn | null, keep: (drawn: Drawn | null) => void) {
  const [history, setHistory] = useState<History<Drawn | null>>(noHistory)
  // Every move of the camera changes the address: the shape stays the same object meanwhile.
  const text = given && formatDrawn(given)
  const drawn = useMemo(() => parseDrawn(text), [text])
  const set = useCallback(
    (next: Drawn | null) => {
      setHistory((before) => advance(before, drawn))
      keep(next)
    },
    [drawn, keep],
  )
  const step = (way: typeof goBack) => {
    const done = way<Drawn | null>(history, drawn)
    if (!done) return false
    setHistory(done.history)
    keep(done.present)
    return true
  }
  const near = drawn?.kind === 'near' ? drawn : null
  const { data, error, refetch } = useQuery({
    ...useApi().shapes.near.queryOptions({
      of: (near?.of ?? { type: 'Point', coordinates: [0, 0] }) as never,
      meters: near?.meters ?? 1,
    }),
    enabled: near !== null,
    placeholderData: keepPreviousData,
  })
  const ground: Shape | null = drawn?.kind === 'area' ? drawn.geometry : near ? (data ?? null) : null
  return {
    drawn,
    ground,
    groundError: near ? error : null,
    retryGround: () => void refetch(),
    set,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo: () => step(goBack),
    redo: () => step(goOn),
  }
}
