import { useEffect, useState } from 'react'
import type { MapController } from '../../_map/map-controller.ts'
import { type DeskLayer, deskLayers } from './layer-choices.ts'

export type LayerFacts = {
  readonly zoom: number
  /** Undefined for what has not come yet. */
  readonly counts: Partial<Record<DeskLayer, number | undefined>>
  readonly heardAtMs: Partial<Record<DeskLayer, number | undefined>>
}
const restMs = 500
/** A map that never rests, of moving crews or on a slow machine, is looked at all the same. */
const againMs = 3_000

/** What the picture holds of each layer, counted when the map has come to rest, at most twice a second. */
export function useLayerFacts(controller: MapController | null): LayerFacts | null {
  const [facts, setFacts] = useState<LayerFacts | null>(null)
  useEffect(() => {
    if (!controller) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      timer = undefined
      const of = <T>(read: (layer: DeskLayer) => T) =>
        Object.fromEntries(deskLayers.map((layer) => [layer, read(layer)])) as Record<DeskLayer, T>
      setFacts({
        zoom: controller.camera.zoom,
        counts: of((layer) => controller.countInView(layer)),
        heardAtMs: of((layer) => controller.heardAtMs(layer)),
      })
    }
    look()
    const stop = controller.onSettled(() => {
      timer ??= setTimeout(look, restMs)
    })
    const again = setInterval(look, againMs)
    return () => {
      clearTimeout(timer)
      clearInterval(again)
      stop()
    }
  }, [controller])
  return facts
}
