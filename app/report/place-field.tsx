'use client'

import { LocateFixed, MapPin } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { CityMap } from '../_map/city-map.tsx'
import type { MapController } from '../_map/map-controller.ts'
import type { BoundingBox, LngLat } from '../_map/map-types.ts'
import { Button } from '../_ui/button.tsx'
import { usePreferences } from '../_ui/preferences.tsx'

const locateTimeoutMs = 12_000
/** Within this nobody has walked away from where they were. */
const freshMs = 30_000

export type KnownPosition = {
  readonly lngLat: LngLat
  readonly accuracyMeters: number
  readonly atMs: number
}

/** One's own position, or a tap on the map; the map shows what is set and lets it be corrected. */
export function PlaceField({
  lngLat,
  accuracyMeters,
  bounds,
  cityName,
  isWanted,
  shapes = null,
  known = null,
  onPlace,
}: {
  lngLat: LngLat | null
  accuracyMeters: number | null
  bounds: BoundingBox
  cityName: string
  /** A photo has been taken here: the position is asked for without another press. */
  isWanted: boolean
  /** Drawn on the map: where not to report. */
  shapes?: GeoJSON.FeatureCollection | null
  /** One's last position, where the page follows it: taken at once while it is fresh, and where no newer one comes. */
  known?: KnownPosition | null
  onPlace: (lngLat: LngLat, accuracyMeters: number | null) => void
}) {
  const t = useTranslations('report')
  const { isDark } = usePreferences()
  const controller = useRef<MapController | null>(null)
  const [isLocating, setLocating] = useState(false)
  const [isDenied, setDenied] = useState(false)
  const [west, south, east, north] = bounds
  const isOutside =
    lngLat !== null && (lngLat[0] < west || lngLat[0] > east || lngLat[1] < south || lngLat[1] > north)

  const last = useRef(known)
  useEffect(() => {
    last.current = known
  }, [known])
  /** Counts what was asked for or tapped: an answer that comes after a tap moves nothing. */
  const asked = useRef(0)

  function place(found: LngLat, accuracyMeters: number) {
    onPlace(found, Math.round(accuracyMeters))
    controller.current?.flyTo(found, 17)
  }
  function locate() {
    setDenied(false)
    const before = last.current
    if (before && Date.now() - before.atMs < freshMs) return place(before.lngLat, before.accuracyMeters)
    if (!navigator.geolocation) return setDenied(true)
    setLocating(true)
    const nth = ++asked.current
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        if (nth !== asked.current) return
        setLocating(false)
        place([coords.longitude, coords.latitude], coords.accuracy)
      },
      () => {
        if (nth !== asked.current) return
        setLocating(false)
        if (last.current) place(last.current.lngLat, last.current.accuracyMeters)
        else setDenied(true)
      },
      { enableHighAccuracy: true, timeout: locateTimeoutMs, maximumAge: freshMs },
    )
  }
  const locateOnce = useEffectEvent(() => {
    if (lngLat === null) locate()
  })
  useEffect(() => {
    if (isWanted) locateOnce()
  }, [isWanted])

  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <span className="font-medium">{t('place')}</span>
        <Button size="touch" onClick={locate} disabled={isLocating} data-field="locate">
          <LocateFixed aria-hidden className="size-5 text-accent" />
          {isLocating ? t('locating') : t('useMine')}
        </Button>
      </div>
      <div className="relative h-44 overflow-hidden rounded-xl border">
        <CityMap
          flavor={isDark ? 'dark' : 'light'}
          bounds={bounds}
          camera={lngLat ? { center: lngLat, zoom: 16.5 } : undefined}
          overlays={['areas']}
          marker={lngLat}
          preview={shapes}
          onIdentify={({ lngLat: tapped }) => {
            asked.current++
            setLocating(false)
            onPlace(tapped, null)
          }}
          onReady={(created) => {
            controller.current = created
          }}
        />
      </div>
      <p role="status" className={isOutside || (isDenied && !lngLat) ? 'text-near' : 'text-muted'}>
        {isOutside ? (
          t('outside', { city: cityName })
        ) : lngLat ? (
          <span className="flex items-center gap-1.5">
            <MapPin aria-hidden className="size-5 text-accent" />
            {t('placeSet')}
            {accuracyMeters !== null && ` · ${t('accuracy', { meters: accuracyMeters })}`}
          </span>
        ) : isDenied ? (
          t('denied')
        ) : (
          t('placeNone')
        )}
      </p>
    </div>
  )
}
