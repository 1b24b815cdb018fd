import type { Landmark } from './landmark.ts'
import { type Layout, promenade } from './layout.ts'
import { isInside, type Point } from './plane.ts'
import { createFaceFinder } from './roadside.ts'

export const PUMP_STATION = 'pump_station'
/** Behind the walk on the bank. */
const INLAND_METERS = 40

/** Rain from behind the embankment has to be lifted into the river: one station for each subdistrict on each bank. */
export function placePumpStations(layout: Layout): Landmark[] {
  const findFace = createFaceFinder(layout)
  const owner = new Map(
    layout.division.subdistricts.flatMap(({ plan, faces }) => faces.map((face) => [face, plan] as const)),
  )
  return (['left', 'right'] as const).flatMap((side) => {
    const inland = side === 'left' ? INLAND_METERS : -INLAND_METERS
    const bySubdistrict = new Map<string, { at: Point; face: number }[]>()
    const bank = promenade(layout.skeleton, side)
    bank.slice(1, -1).forEach((point, i) => {
      const [before, after] = [bank[i]!, bank[i + 2]!]
      const length = Math.sqrt((after[0] - before[0]) ** 2 + (after[1] - before[1]) ** 2) || 1
      const at: Point = [
        point[0] - ((after[1] - before[1]) / length) * inland,
        point[1] + ((after[0] - before[0]) / length) * inland,
      ]
      if (!isInside(at, layout.skeleton.boundary)) return
      const face = findFace(at)
      const plan = face === undefined ? undefined : owner.get(face)
      if (face === undefined || !plan || layout.landUses[face] === 'water') return
      bySubdistrict.set(plan.name, [...(bySubdistrict.get(plan.name) ?? []), { at, face }])
    })
    return [...bySubdistrict].map(([subdistrict, spots]): Landmark => {
      const plan = layout.division.subdistricts.find((one) => one.plan.name === subdistrict)!.plan
      const bankName = side === 'left' ? ['北岸', 'North'] : ['南岸', 'South']
      return {
        name: `${plan.name.replace(/(街道|镇)$/, '')}${bankName[0]}泵站`,
        nameEn: `${plan.nameEn.replace(/ (Subdistrict|Town)$/, '')} ${bankName[1]} Pumping Station`,
        class: PUMP_STATION,
        rank: 8,
        ...spots[spots.length >> 1]!,
      }
    })
  })
}
