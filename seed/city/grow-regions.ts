import { distance, type Point } from './plane.ts'

/** What is divided into regions: places with a size, and which of them touch. */
export type Patchwork = {
  readonly places: readonly { readonly center: Point; readonly size: number }[]
  /** For each place, the places beside it and how unwilling a region is to grow across (0: not at all). */
  readonly beside: readonly (readonly { readonly place: number; readonly reluctanceMeters: number }[])[]
}

/**
 * Divides places into connected regions of about equal size: seeds far from each other, then always the smallest
 * region takes the nearest free place beside it. Every place is taken as long as the patchwork is connected.
 */
export function growRegions(patchwork: Patchwork, members: readonly number[], count: number): number[][] {
  const isMember = new Set(members)
  const seeds = farthestSeeds(patchwork, members, Math.min(count, members.length))
  const regions = seeds.map((seed) => [seed])
  const sizes = seeds.map((seed) => patchwork.places[seed]!.size)
  const owner = new Map(seeds.map((seed, region) => [seed, region]))
  const isStuck = seeds.map(() => false)
  while (owner.size < members.length) {
    let region = -1
    for (let i = 0; i < regions.length; i++) {
      if (!isStuck[i] && (region < 0 || sizes[i]! < sizes[region]!)) region = i
    }
    if (region < 0) break
    const next = nearestFree(patchwork, regions[region]!, seeds[region]!, isMember, owner)
    if (next === undefined) {
      isStuck[region] = true
      continue
    }
    owner.set(next, region)
    regions[region]!.push(next)
    sizes[region]! += patchwork.places[next]!.size
  }
  if (owner.size < members.length) {
    // An island of the patchwork: a region of its own for each connected part.
    const left = members.filter((member) => !owner.has(member))
    regions.push(...growRegions(patchwork, connectedPart(patchwork, left), 1))
    const taken = new Set(regions.flat())
    const rest = members.filter((member) => !taken.has(member))
    if (rest.length > 0) regions.push(...growRegions(patchwork, rest, 1))
  }
  return regions
}

function connectedPart(patchwork: Patchwork, members: readonly number[]): number[] {
  const open = [members[0]!]
  const free = new Set(members.slice(1))
  for (let i = 0; i < open.length; i++) {
    for (const { place } of patchwork.beside[open[i]!]!) if (free.delete(place)) open.push(place)
  }
  return open
}

function farthestSeeds(patchwork: Patchwork, members: readonly number[], count: number): number[] {
  const centerOf = (place: number) => patchwork.places[place]!.center
  const seeds = [members.reduce((best, place) => (centerOf(place)[0] < centerOf(best)[0] ? place : best))]
  const nearest = new Map(members.map((place) => [place, distance(centerOf(place), centerOf(seeds[0]!))]))
  while (seeds.length < count) {
    let next = members[0]!
    for (const place of members) if (nearest.get(place)! > nearest.get(next)!) next = place
    seeds.push(next)
    for (const place of members) {
      nearest.set(place, Math.min(nearest.get(place)!, distance(centerOf(place), centerOf(next))))
    }
  }
  return seeds
}

function nearestFree(
  patchwork: Patchwork,
  region: readonly number[],
  seed: number,
  isMember: ReadonlySet<number>,
  owner: ReadonlyMap<number, number>,
): number | undefined {
  let best: number | undefined
  let bestMeters = Number.POSITIVE_INFINITY
  for (const from of region) {
    for (const { place, reluctanceMeters } of patchwork.beside[from]!) {
      if (owner.has(place) || !isMember.has(place)) continue
      const meters =
        distance(patchwork.places[place]!.center, patchwork.places[seed]!.center) + reluctanceMeters
      if (meters < bestMeters) {
        best = place
        bestMeters = meters
      }
    }
  }
  return best
}
