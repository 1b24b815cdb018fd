'use client'

import { useCallback, useEffect, useEffectEvent, useRef } from 'react'

/** What windows of one person tell each other: what the desk shows, what a second window chose, and that a new one asks. */
type Told = { readonly kind: 'shown' | 'chosen'; readonly caseId: number | null } | { readonly kind: 'ask' }

/** The desk and its second windows, in step: what one opens, the others show. */
function useChannel(userId: string, onTold: (told: Told) => void): (told: Told) => void {
  const channel = useRef<BroadcastChannel | null>(null)
  const hear = useEffectEvent(onTold)
  useEffect(() => {
    const opened = new BroadcastChannel(`tongguan-desk-${userId}`)
    opened.onmessage = ({ data }) => hear(data as Told)
    channel.current = opened
    return () => {
      channel.current = null
      opened.close()
    }
  }, [userId])
  return useCallback((told) => channel.current?.postMessage(told), [])
}

/** The desk's side: tells which case it shows, and follows what is chosen in a second window. */
export function useSecondWindows(
  userId: string,
  caseId: number | null,
  onChoose: (caseId: number) => void,
): void {
  const tell = useChannel(userId, (told) => {
    if (told.kind === 'ask') tell({ kind: 'shown', caseId })
    // Two desks of one person stay two desks: only a second window leads.
    else if (told.kind === 'chosen' && told.caseId !== null && told.caseId !== caseId) onChoose(told.caseId)
  })
  useEffect(() => tell({ kind: 'shown', caseId }), [tell, caseId])
}

/** A second window's side. */
export function useFollowedCase(
  userId: string,
  onShown: (caseId: number | null) => void,
): (caseId: number) => void {
  const tell = useChannel(userId, (told) => {
    if (told.kind !== 'ask') onShown(told.caseId)
  })
  useEffect(() => tell({ kind: 'ask' }), [tell])
  return useCallback((caseId) => tell({ kind: 'chosen', caseId }), [tell])
}
