import type { GridPerson } from './geography.ts'
import type { Locator } from './locator.ts'
import type { AreaRef, LocateReason } from './place.ts'

export type LocateAnswer = {
  /** From the city down to the leaf area. */
  readonly areas: readonly AreaRef[]
  readonly unitGrid: { readonly unitGridId: number; readonly code: string } | null
  readonly dutyGrid: {
    readonly dutyGridId: number
    readonly code: string
    readonly name: string
    readonly nameEn: string
  } | null
  readonly people: readonly GridPerson[]
  readonly reason: LocateReason
}

/**
 * Areas, grids, people and the reason for a point, from memory.
 *
 * @param lng degrees, WGS 84
 * @param lat degrees
 */
export function locateAt(locator: Locator, lng: number, lat: number): LocateAnswer {
  const { areas, unitGrid, dutyGrid, reason } = locator.locate(lng, lat)
  const entry = dutyGrid && locator.findDutyGrid(dutyGrid.dutyGridId)
  return {
    areas,
    unitGrid: unitGrid && { unitGridId: unitGrid.unitGridId, code: unitGrid.code },
    dutyGrid: dutyGrid && {
      dutyGridId: dutyGrid.dutyGridId,
      code: dutyGrid.code,
      name: dutyGrid.name,
      nameEn: entry?.nameEn ?? '',
    },
    people: entry?.people ?? [],
    reason,
  }
}
