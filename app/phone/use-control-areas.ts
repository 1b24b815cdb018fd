'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { MultiPolygonCoordinates } from '../../geo/lng-lat.ts'
import { covers } from '../../geo/point-in-polygon.ts'
import { inLocale } from '../_i18n/locale.ts'
import type { LngLat } from '../_map/map-types.ts'
import { useApi } from '../_trpc/api.ts'
import { usePreferences } from '../_ui/preferences.tsx'

export type ControlAreas = ReturnType<typeof useControlAreas>

/** Where not to report: as shapes for the map, and which of them holds a place. The server decides; this says it early. */
export function useControlAreas() {
  const { locale } = usePreferences()
  const { data } = useQuery({
    ...useApi().controlAreas.list.queryOptions(),
    staleTime: 600_000,
  })
  return useMemo(() => {
    const areas = data ?? []
    const shapes: GeoJSON.FeatureCollection = {
      type: 'FeatureCollection',
      features: areas.map(({ geometry }) => ({ type: 'Feature', properties: {}, geometry })),
    }
    const at = (place: LngLat) => {
      const area = areas.find(({ geometry }) => covers(polygonsOf(geometry), place[0], place[1]))
      return (
        area && {
          name: inLocale(locale, area.name, area.nameEn),
          reason: inLocale(locale, area.reason, area.reasonEn),
        }
      )
    }
    return { shapes, at }
  }, [data, locale])
}

function polygonsOf(geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon): MultiPolygonCoordinates {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons as unknown as MultiPolygonCoordinates
}
