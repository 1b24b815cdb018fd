'use client'

import { useCallback, useEffect, useEffectEvent, useState } from 'react'

/**
 * Like a state, kept for this tab: what was typed outlives a reload or a crash of the page. `forget` ends that, for when
 * it was sent or given up.
 *
 * @param isWorthKeeping false while nothing has been typed yet
 */
export function useTabState<T extends object>(
  key: string,
  initial: () => T,
  isWorthKeeping: (value: T) => boolean,
) {
  const [value, setValue] = useState<T>(() => read<T>(key) ?? initial())
  const isWorth = useEffectEvent(isWorthKeeping)
  useEffect(() => write(key, isWorth(value) ? value : null), [key, value])
  const change = useCallback((changed: Partial<T>) => setValue((before) => ({ ...before, ...changed })), [])
  const forget = useCallback(() => write(key, null), [key])
  return [value, change, forget] as const
}

function read<T>(key: string): T | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as T | null
  } catch {
    return null
  }
}

function write(key: string, value: object | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key)
    else sessionStorage.setItem(key, JSON.stringify(value))
  } catch {
    // A browser that keeps nothing can still take calls.
  }
}
