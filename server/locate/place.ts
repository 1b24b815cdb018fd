import type { AreaLevel } from '../exchange/bundle.ts'

/** Why a point belongs to a duty grid: kept with the case, shown on the screen. */
export type LocateReason = {
  /** covered: inside · border: on a shared border, lowest code · nearest: outside all, within 50 m · none */
  readonly how: 'covered' | 'border' | 'nearest' | 'none'
  readonly dutyGridCode: string | null
  readonly dutyGridName: string | null
  readonly unitGridCode: string | null
  /** To the duty grid's border, from inside or outside. */
  readonly borderDistanceMeters: number | null
  /** The next grid within 50 m, offered when a person corrects the choice. */
  readonly neighborCode?: string
  /** To the duty grid, where `how` is nearest. */
  readonly distanceMeters?: number
  readonly zh: string
  readonly en: string
}

export type AreaRef = {
  readonly areaId: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly level: AreaLevel
}

/** Where a point lies, with the versions of the geography that said so. */
export type Place = {
  /** From the city down to the leaf area; empty where it lies in none. */
  readonly areas: readonly AreaRef[]
  /** The leaf area, 0 where it lies in none: what access is scoped by. */
  readonly scopeAreaId: number
  readonly areaVersionId: string | null
  readonly unitGrid: { readonly unitGridId: number; readonly code: string; readonly versionId: string } | null
  readonly dutyGrid: {
    readonly dutyGridId: number
    readonly code: string
    readonly name: string
    readonly versionId: string
  } | null
  readonly reason: LocateReason
}

/** Nowhere: the case waits in the unlocated queue. */
export const UNLOCATED: Place = {
  areas: [],
  scopeAreaId: 0,
  areaVersionId: null,
  unitGrid: null,
  dutyGrid: null,
  reason: {
    how: 'none',
    dutyGridCode: null,
    dutyGridName: null,
    unitGridCode: null,
    borderDistanceMeters: null,
    zh: '50 米内没有责任网格，待人工定位',
    en: 'No duty grid within 50 m: waits to be placed by a person',
  },
}
