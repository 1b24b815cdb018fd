import { useEffect, useState } from 'react'

/** The city's time, by its server's clock, each second. A wall's own clock may be wrong. */
export function useCityNow(serverAt: string | undefined, receivedAtMs: number): Date {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const aheadMs = serverAt ? Date.parse(serverAt) - receivedAtMs : 0
  return new Date(nowMs + aheadMs)
}
