'use client'

import { useState } from 'react'

/**
 * Where the focus was when a dialog opened gets it back as it closes, unless something else has taken it: Radix returns
 * it to a trigger alone, and what is typed on would be shortcuts. For a component that lives as long as the dialog.
 */
export function useReturnedFocus(): (event: Event) => void {
  const [before] = useState(() => document.activeElement)
  return (event) => {
    event.preventDefault()
    const { activeElement } = document
    const isFree = activeElement === null || activeElement === document.body
    if (isFree && before instanceof HTMLElement && before.isConnected) before.focus()
  }
}
