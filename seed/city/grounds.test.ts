import { beforeAll, describe, expect, it } from 'vitest'
import { raiseBuildings } from './buildings.ts'
import { standsOn } from './footprints.ts'
import { drawGrounds, type Grounds } from './grounds.ts'
import { outlineOf } from './outline.ts'
import { isInside, type Point, signedArea } from './plane.ts'
import { createRandom } from './random.ts'
import { type RoadNetwork, roadNetworkOf } from './road-network.ts'
import { drawSurroundings } from './surroundings.ts'

describe.each(['tongguan', 'b'])('the grounds of seed %s', { timeout: 60_000 }, (seed) => {
  let network: RoadNetwork
  let grounds: Grounds
  beforeAll(() => {
    network = roadNetworkOf(seed)
    grounds = drawGrounds(network.layout, network.runs, createRandom(seed))
  }, 60_000)

  it('gives each school a sports ground, and each estate a court', () => {
    const { layout } = network
    const within = (face: number, kind: string) => {
      const ring = layout.mesh.ring(face)
      return grounds.patches.some((patch) => patch.class === kind && isInside(patch.ring[0]!, ring))
    }
    const schools = layout.landUses.flatMap((use, face) => (use === 'school' ? [face] : []))
    expect(schools.length).toBeGreaterThan(10)
    expect(schools.filter((face) => !within(face, 'pitch'))).toEqual([])
    const estates = [...grounds.keptFree.keys()].filter((face) => layout.landUses[face] === 'residential')
    expect(estates.length).toBeGreaterThan(200)
    expect(estates.filter((face) => !within(face, 'grass')).length).toBeLessThan(estates.length * 0.02)
  })

  it('builds on no drive, court or sports ground, and on no building site', () => {
    const buildings = raiseBuildings(network.layout, grounds, createRandom(seed))
    expect(buildings.length).toBeGreaterThan(7000)
    const misplaced = buildings.filter(
      ({ ring, face }) => grounds.sites.has(face) || standsOn(ring, grounds.keptFree.get(face) ?? [], 0.5),
    )
    expect(misplaced).toEqual([])
  })

  it('lays woods, villages and ponds beyond the border only, on dry land', () => {
    const { layout } = network
    const all = layout.mesh.faces.map((_, face) => face)
    const city = outlineOf(layout.mesh, all)[0]![0]!.map((vertex) => layout.mesh.points[vertex]!)
    const around = drawSurroundings(layout, createRandom(seed))
    const shapes = [...around.patches.map(({ ring }) => ring), ...around.ponds]
    expect(shapes.length).toBeGreaterThan(300)
    const reachesIn = (ring: readonly Point[]) => ring.some((point) => isInside(point, city))
    expect(shapes.filter(reachesIn)).toEqual([])
    expect(around.buildings.filter(({ ring }) => reachesIn(ring))).toEqual([])
    const [frame, hole] = around.country
    expect(-signedArea(hole!)).toBeCloseTo(signedArea(city), 1)
    expect(city.every((point) => isInside(point, frame!))).toBe(true)
  })
})
