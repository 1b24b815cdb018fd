import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { type Inputs, type Outputs, useApi } from '../_trpc/api.ts'

export type Draft = Outputs['rules']['draft']
export type Table = Draft['table']
export type Row = Table['rows'][number]
export type Tests = Draft['tests']
type Looked = Outputs['rules']['save']
type Edited = { readonly table: Table; readonly tests: Tests }

const PAUSE_MILLISECONDS = 500

/**
 * The draft in hand: edited here, kept a moment after the last change, one request at a time. What the server says of
 * it (findings, words, tests) is that of what was last kept.
 */
export function useDraft(draft: Draft) {
  const api = useApi()
  const save = useMutation(api.rules.save.mutationOptions())
  const [edited, setEdited] = useState<Edited>({ table: draft.table, tests: draft.tests })
  const [looked, setLooked] = useState<Looked>(draft)
  const [kept, setKept] = useState<Edited>(edited)
  const [past, setPast] = useState<readonly Edited[]>([])
  const version = useRef(draft.version)
  const failed = useRef<Edited>(null)
  const keep = useEffectEvent(() => {
    if (edited === kept || edited === failed.current || save.isPending || draft.state !== 'draft') return
    const sent = edited
    save.mutate({ draftId: draft.draftId, version: version.current, ...sent } as Inputs['rules']['save'], {
      onSuccess(answer) {
        version.current = answer.version
        setLooked(answer)
        setKept(sent)
      },
    })
  })
  const { isPending } = save
  // What was edited while a request ran is kept after it; what failed waits for the next change, or for `retry`.
  useEffect(() => {
    if (edited === kept || isPending) return
    const timer = setTimeout(() => keep(), PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [edited, kept, isPending])
  const edit = (change: Partial<Edited>) => {
    setPast((before) => [...before.slice(-49), edited])
    setEdited({ ...edited, ...change })
  }
  return {
    ...edited,
    looked,
    version: looked.version,
    isKept: edited === kept,
    isKeeping: isPending,
    error: save.error,
    retry() {
      failed.current = null
      keep()
    },
    edit,
    canUndo: past.length > 0,
    undo() {
      const last = past.at(-1)
      if (!last) return
      setPast(past.slice(0, -1))
      setEdited(last)
    },
  }
}
