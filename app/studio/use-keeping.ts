import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { type Inputs, useApi } from '../_trpc/api.ts'
import type { GridContent } from './edits.ts'

const PAUSE_MILLISECONDS = 700

/** Keeps a draft a moment after its last change, one request at a time; a failed one is tried again with the next. */
export function useKeeping({
  draftId,
  version: firstVersion,
  content,
  isEditable,
  onKept,
}: {
  draftId: number
  version: number
  content: GridContent
  isEditable: boolean
  onKept: (sent: GridContent, kept: GridContent) => void
}) {
  const api = useApi()
  const client = useQueryClient()
  const save = useMutation(api.studio.save.mutationOptions())
  const version = useRef(firstVersion)
  // Two pauses may end in one breath, before the page has been told that a request runs.
  const isSaving = useRef(false)
  const [keptVersion, setKeptVersion] = useState(firstVersion)
  const [kept, setKept] = useState(content)
  const keep = useEffectEvent(() => {
    if (!isEditable || content === kept || isSaving.current) return
    const sent = content
    isSaving.current = true
    save.mutate(
      { draftId, version: version.current, content: sent as Inputs['studio']['save']['content'] },
      {
        onSuccess(answer) {
          version.current = answer.version
          setKept(answer.content)
          setKeptVersion(answer.version)
          onKept(sent, answer.content)
          void client.invalidateQueries({ queryKey: api.studio.list.queryKey() })
        },
        onSettled() {
          isSaving.current = false
        },
      },
    )
  })
  useEffect(() => {
    if (content === kept) return
    const timer = setTimeout(() => keep(), PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [content, kept])
  const isPending = save.isPending
  // What was drawn while a request ran.
  useEffect(() => {
    if (isPending) return
    const timer = setTimeout(() => keep(), PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [isPending])
  return {
    version: keptVersion,
    isKept: content === kept,
    isKeeping: isPending,
    error: save.error,
    retry: () => keep(),
  }
}
