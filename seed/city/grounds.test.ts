import { beforeAll, describe, expect, it } from 'vitest'
import { waysOut } from './beyond.ts'
import { raiseBuildings } from './buildings.ts'
import { standsOn } from './footprints.ts'
import { drawGrounds, type Grounds } from './grounds.ts'
import { numberHouses } from './house-numbers.ts'
import { outlineOf } from './outline.ts'
import { distance, isInside, type Point, signedArea } from './plane.ts'
import { crossRails } from './rail-crossings.ts'
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
    const shapes = [...around.patches.map(({ ring }) => ring), ...around.ponds, ...around.woods.flat()]
    expect(shapes.length).toBeGreaterThan(300)
    const reachesIn = (ring: readonly Point[]) => ring.some((point) => isInside(point, city))
    expect(shapes.filter(reachesIn)).toEqual([])
    expect(around.buildings.filter(({ ring }) => reachesIn(ring))).toEqual([])
    const [frame, hole] = around.country
    expect(-signedArea(hole!)).toBeCloseTo(signedArea(city), 1)
    expect(city.every((point) => isInside(point, frame!))).toBe(true)
    // Main roads and the railway go on from where the plan ends, most of them for kilometers.
    const ends = waysOut(layout.skeleton).map(({ points }) => points.at(-1)!)
    const goOn = ends.filter((end) =>
      around.roads.some(
        ({ points }) => distance(points[0]!, end) < 1 && distance(points.at(-1)!, end) > 3000,
      ),
    )
    expect(ends.length).toBeGreaterThan(15)
    expect(goOn.length).toBeGreaterThan(ends.length * 0.75)
    expect(around.roads.filter(({ name }) => name === '')).toEqual([])
    // Hills rise from the plain, lit on one side and shaded on the other.
    const kinds = new Set(around.relief.slopes.map(({ class: kind }) => kind))
    expect([...kinds].sort()).toEqual([
      'lit_1',
      'lit_2',
      'lit_3',
      'shaded_1',
      'shaded_2',
      'shaded_3',
      'shaded_4',
    ])
    expect(around.relief.peaks.length).toBeGreaterThan(3)
  })

  it('numbers houses along their street, odd ones on the left, none twice', () => {
    const buildings = raiseBuildings(network.layout, grounds, createRandom(seed))
    const numbered = numberHouses(network.layout, network.runs, buildings)
    expect(numbered.length).toBeGreaterThan(2500)
    const isDrawnOnce = new Set(numbered.map(({ at }) => at.join()))
    expect(isDrawnOnce.size).toBe(numbered.length)
    // Each says the same as the addresses of its unit grid do, to the length of a block.
    const sample = numbered.filter((_, i) => i % 40 === 0)
    const strays = sample.filter(({ at, number }) => {
      const face = buildings.find(({ ring }) => isInside(at, ring))!.face
      const address = network.roadside.addressNear(face, at)
      return Math.abs(Number(/(\d+)号$/.exec(address)?.[1]) - number) > 80
    })
    // At a corner the other street may be nearer to the kerb.
    expect(strays.length).toBeLessThan(sample.length * 0.05)
  })

  it('leads roads over or under the railway or across it, and leaves no gap in any', () => {
    const { pieces, level } = crossRails(network.runs, { at: [0, 0], meters: 0 })
    expect(level.length).toBeGreaterThan(5)
    expect(pieces.filter(({ run, isBridge }) => isBridge && !run.isBridge).length).toBeGreaterThan(2)
    const lengthOf = (points: readonly Point[]) =>
      points.slice(1).reduce((sum, point, i) => sum + distance(points[i]!, point), 0)
    for (const run of network.runs.filter(({ class: kind }) => kind !== 'rail')) {
      const own = pieces.filter((piece) => piece.run === run)
      expect(own.reduce((sum, { points }) => sum + lengthOf(points), 0)).toBeCloseTo(lengthOf(run.points), 3)
    }
  })
})
