'use client'

import { useEffect, useEffectEvent } from 'react'
import { hotkeyOf } from './hotkey-of.ts'
import { isComposing } from './is-composing.ts'

/** Who is asked first when a key is pressed: a form before the panel it stands in, that before the page. */
const layers = ['page', 'panel', 'form'] as const
type Layer = (typeof layers)[number]
type Handler = (key: string) => boolean

const handlers: Record<Layer, Set<Handler>> = { page: new Set(), panel: new Set(), form: new Set() }

function offer(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isComposing(event)) return
  const target = event.target instanceof HTMLElement ? event.target : null
  if (target?.closest('[role="dialog"], [role="menu"]')) return
  if (target?.closest('input, textarea, select, [contenteditable="true"]')) {
    // The first Escape leaves the field, the next one what it stands in: no keyboard is caught in a text.
    if (event.key === 'Escape') target.blur()
    return
  }
  // Enter on a focused button or link is that button's.
  if ((event.key === 'Enter' || event.key === ' ') && target?.closest('button, a, summary')) return
  const key = hotkeyOf(event)
  for (const layer of layers.toReversed()) {
    for (const handler of handlers[layer]) {
      if (!handler(key)) continue
      event.preventDefault()
      return
    }
  }
}

/**
 * Calls with the key that was pressed, unless somebody is typing or a dialog is open; return true where it was used.
 * Keys with Ctrl, Alt or Meta stay with the browser.
 */
export function useHotkeys(layer: Layer, onKey: Handler) {
  const handle = useEffectEvent(onKey)
  useEffect(() => {
    const handler: Handler = (key) => handle(key)
    if (layers.every((one) => handlers[one].size === 0)) window.addEventListener('keydown', offer)
    handlers[layer].add(handler)
    return () => {
      handlers[layer].delete(handler)
      if (layers.every((one) => handlers[one].size === 0)) window.removeEventListener('keydown', offer)
    }
  }, [layer])
}
