import { growRegions, type Patchwork } from './grow-regions.ts'
import { distance, type Point } from './plane.ts'

export type SubdistrictPlan = {
  readonly name: string
  readonly nameEn: string
  /** Six digits of its district. */
  readonly districtCode: string
  /** 001–099 street, 100–199 town. */
  readonly code: string
  readonly at: Point
}
/** Who lies in what, as face indices in code order (west to east, then north to south). */
export type Division = {
  readonly subdistricts: readonly {
    readonly plan: SubdistrictPlan
    readonly faces: readonly number[]
    readonly communities: readonly {
      readonly faces: readonly number[]
      readonly dutyGrids: readonly (readonly number[])[]
    }[]
  }[]
}

const FACES_PER_COMMUNITY = 18
const FACES_PER_DUTY_GRID = 6

/** Every main block goes to the subdistrict whose place it reaches soonest without crossing the river. */
export function assignSubdistricts(patchwork: Patchwork, plans: readonly SubdistrictPlan[]): number[] {
  const owner = patchwork.places.map(() => -1)
  const cost = patchwork.places.map(() => Number.POSITIVE_INFINITY)
  const open: { place: number; region: number; meters: number }[] = []
  plans.forEach((plan, region) => {
    let nearest = 0
    patchwork.places.forEach(({ center }, place) => {
      if (distance(center, plan.at) < distance(patchwork.places[nearest]!.center, plan.at)) nearest = place
    })
    cost[nearest] = 0
    open.push({ place: nearest, region, meters: 0 })
  })
  while (open.length > 0) {
    let at = 0
    for (let i = 1; i < open.length; i++) if (open[i]!.meters < open[at]!.meters) at = i
    const { place, region, meters } = open.splice(at, 1)[0]!
    if (owner[place] !== -1) continue
    owner[place] = region
    for (const { place: next, reluctanceMeters } of patchwork.beside[place]!) {
      const through =
        meters +
        distance(patchwork.places[place]!.center, patchwork.places[next]!.center) +
        reluctanceMeters * 0.8
      if (owner[next] === -1 && through < cost[next]!) {
        cost[next] = through
        open.push({ place: next, region, meters: through })
      }
    }
  }
  return owner
}

/** @param owner for each face, the index of its subdistrict in `plans` */
export function divide(
  patchwork: Patchwork,
  owner: readonly number[],
  plans: readonly SubdistrictPlan[],
): Division {
  const inCodeOrder = (faces: readonly number[]) => [...faces].sort(byPlace(patchwork))
  const groupsInOrder = (groups: readonly (readonly number[])[]) =>
    groups.map(inCodeOrder).sort((a, b) => byCenter(centerOf(patchwork, a), centerOf(patchwork, b)))
  return {
    subdistricts: plans.map((plan, region) => {
      const faces = inCodeOrder(owner.flatMap((value, face) => (value === region ? [face] : [])))
      const communities = groupsInOrder(
        growRegions(patchwork, faces, Math.max(2, Math.round(faces.length / FACES_PER_COMMUNITY))),
      ).map((members) => ({
        faces: members,
        dutyGrids: groupsInOrder(
          growRegions(patchwork, members, Math.max(1, Math.round(members.length / FACES_PER_DUTY_GRID))),
        ),
      }))
      return { plan, faces, communities }
    }),
  }
}

function centerOf(patchwork: Patchwork, faces: readonly number[]): Point {
  let east = 0
  let north = 0
  for (const face of faces) {
    const { center } = patchwork.places[face]!
    east += center[0]
    north += center[1]
  }
  return [east / faces.length, north / faces.length]
}

/** DB11 order: west to east, north to south. Rows of 400 m, so that neighbours get neighbouring numbers. */
function byCenter(a: Point, b: Point): number {
  const rows = Math.floor(b[1] / 400) - Math.floor(a[1] / 400)
  return rows !== 0 ? rows : a[0] - b[0]
}

function byPlace(patchwork: Patchwork) {
  return (a: number, b: number) => byCenter(patchwork.places[a]!.center, patchwork.places[b]!.center)
}
