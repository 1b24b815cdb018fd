'use client'

import { useMemo, useState } from 'react'
import { CityMap } from '../../../_map/city-map.tsx'
import type { MapController } from '../../../_map/map-controller.ts'
import type { LngLat } from '../../../_map/map-types.ts'
import { useSession } from '../../../_ui/session-gate.tsx'

const overlays = ['areas', 'duty_grids'] as const

/** The place as a picture: paper cannot hold a live map. */
export function FileMap({ lngLat, label }: { lngLat: LngLat; label: string }) {
  const { city } = useSession()
  const [picture, setPicture] = useState<string | null>(null)
  const camera = useMemo(() => ({ center: lngLat, zoom: 16 }), [lngLat])
  function take(controller: MapController) {
    const stop = controller.onSettled(() => {
      stop()
      void controller.takePicture().then((blob) => blob && setPicture(URL.createObjectURL(blob)))
    })
  }
  return (
    <div className="relative h-[62mm] overflow-hidden rounded-md border" data-map-picture={picture !== null}>
      {picture ? (
        // biome-ignore lint/performance/noImgElement: a picture taken from the map a moment ago
        <img src={picture} alt={label} className="size-full object-cover" />
      ) : (
        <CityMap
          flavor="light"
          bounds={city.bbox}
          camera={camera}
          overlays={overlays}
          marker={lngLat}
          hasControls={false}
          onReady={take}
        />
      )}
    </div>
  )
}
