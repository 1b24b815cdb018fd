import { useEffect, useState } from 'react'

const baseHeightPixels = 1080

/** How much larger than at 1080 lines the map's lines and labels are drawn. */
export function useWallScale(): number {
  const [scale, setScale] = useState(() => scaleNow())
  useEffect(() => {
    const follow = () => setScale(scaleNow())
    follow()
    window.addEventListener('resize', follow)
    return () => window.removeEventListener('resize', follow)
  }, [])
  return scale
}

function scaleNow(): number {
  if (typeof window === 'undefined') return 1
  return Math.round((window.innerHeight / baseHeightPixels) * 20) / 20
}
