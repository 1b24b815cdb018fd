import { useEffect, useState } from 'react'
import type { MapController } from './map-controller.ts'
import { roundLength } from './round-length.ts'

const widestPixels = 110

/** How long a kilometer is on the map right now. */
export function ScaleBar({ controller }: { controller: MapController }) {
  const [bar, setBar] = useState(() => barOf(controller))
  useEffect(() => controller.onMove(() => setBar(barOf(controller))), [controller])
  return (
    <div
      data-scale
      className="pointer-events-none absolute bottom-[calc(0.75rem+var(--map-foot,0px))] left-3 z-10 text-xs text-ink"
    >
      <span className="rounded-xs bg-panel/85 px-1 tabular-nums">{bar.text}</span>
      <div className="h-1.5 border-x-2 border-b-2 border-ink" style={{ width: bar.widthPixels }} />
    </div>
  )
}

function barOf(controller: MapController): { text: string; widthPixels: number } {
  const metersPerPixel = controller.metersPerPixel()
  const meters = roundLength(metersPerPixel * widestPixels)
  const text = meters >= 1000 ? `${meters / 1000} km` : `${meters} m`
  return { text, widthPixels: Math.round(meters / metersPerPixel) }
}
