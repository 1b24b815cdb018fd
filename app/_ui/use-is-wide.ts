'use client'

import { useSyncExternalStore } from 'react'

/** The `md` breakpoint of the styles: from here on a list has room for what is opened beside it. */
const wide = '(min-width: 48rem)'

/** Whether list and detail stand side by side; false until the page runs. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    follow,
    () => matchMedia(wide).matches,
    () => false,
  )
}

function follow(onChange: () => void): () => void {
  const query = matchMedia(wide)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}
