import { useEffect, useState } from 'react'
import type { MapController } from './map-controller.ts'

const lookMilliseconds = 2_000
/** The library restores a lost context by itself; after this it will not. */
const patienceMilliseconds = 8_000
const pictureEveryMilliseconds = 120_000

type Picture = { readonly url: string; readonly takenAt: Date }

/**
 * Watches over the drawing context. While it is lost the last picture stands in; when it does not come back by itself,
 * `generation` grows, and a new map is made. Pictures are taken only where `keepsPictures`: on walls.
 */
export function usePictureGuard(controller: MapController | null, keepsPictures: boolean) {
  const [generation, setGeneration] = useState(0)
  const [shown, setShown] = useState<Picture | null>(null)

  useEffect(() => {
    if (!controller) return
    let lostForMilliseconds = 0
    let last: Picture | null = null
    const look = setInterval(() => {
      if (!controller.isContextLost) {
        lostForMilliseconds = 0
        setShown(null)
        return
      }
      lostForMilliseconds += lookMilliseconds
      setShown((present) => present ?? last)
      if (lostForMilliseconds >= patienceMilliseconds) setGeneration((present) => present + 1)
    }, lookMilliseconds)
    const keep = async () => {
      if (!controller.isIdle || controller.isContextLost) return
      const blob = await controller.takePicture()
      if (!blob) return
      if (last) URL.revokeObjectURL(last.url)
      last = { url: URL.createObjectURL(blob), takenAt: new Date() }
    }
    const pictures = keepsPictures ? setInterval(keep, pictureEveryMilliseconds) : undefined
    const first = keepsPictures ? setTimeout(keep, 20_000) : undefined
    return () => {
      clearInterval(look)
      clearInterval(pictures)
      clearTimeout(first)
    }
  }, [controller, keepsPictures])

  return { generation, picture: shown }
}
