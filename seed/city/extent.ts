/** How large the drawing board is: everything on it stands where the smallest city has it, `scale` times farther out. */
export type Extent = {
  readonly scale: number
  readonly districts: number
}

/** The smallest city: one district of about 9 by 7 km. */
export const SMALL_EXTENT: Extent = { scale: 1, districts: 1 }

/** Unit grids of the smallest city, about: blocks are as large everywhere, so their number goes with the area. */
const SMALL_UNIT_GRIDS = 1000

export function extentOf(preset: { readonly unitGridCount: number; readonly districts: number }): Extent {
  return {
    scale: Math.round(Math.sqrt(preset.unitGridCount / SMALL_UNIT_GRIDS) * 100) / 100,
    districts: preset.districts,
  }
}
