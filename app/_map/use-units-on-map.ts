import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useApi } from '../_trpc/api.ts'
import type { UnitOnMap } from './map-types.ts'

const none: readonly UnitOnMap[] = []

/** The units that have a position, for `CityMap`'s `units`; moves come by the live feed afterwards. */
export function useUnitsOnMap(isWanted = true): readonly UnitOnMap[] {
  const { data } = useQuery({ ...useApi().units.list.queryOptions(), enabled: isWanted })
  return useMemo(
    () =>
      data?.flatMap(({ unitId, name, nameEn, kind, status, lngLat, headingDegrees, onShift }) =>
        lngLat
          ? [
              {
                unitId,
                name,
                nameEn,
                kind,
                status: onShift ? status : 'off',
                lngLat,
                headingDegrees: headingDegrees ?? 0,
              },
            ]
          : [],
      ) ?? none,
    [data],
  )
}
