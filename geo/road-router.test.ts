import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { haversineDistanceMeters } from './haversine-distance.ts'
import type { LngLat } from './lng-lat.ts'
import { type RoadEdge, RoadRouter } from './road-router.ts'

const at = (x: number, y: number): LngLat => [118.8 + x * 0.01, 31.9 + y * 0.01]

function road(nodes: readonly LngLat[], from: number, to: number, change: Partial<RoadEdge> = {}): RoadEdge {
  const lngLats = [nodes[from]!, nodes[to]!]
  const lengthMeters = haversineDistanceMeters(lngLats[0]!, lngLats[1]!)
  return { from, to, lengthMeters, isOneWay: false, freeKph: 36, peakKph: 18, lngLats, ...change }
}

describe('RoadRouter', () => {
  const square = [at(0, 0), at(1, 0), at(1, 1), at(0, 1)]
  const ring = (isOneWay: boolean) =>
    new RoadRouter(
      4,
      [0, 1, 2, 3].map((node) => road(square, node, (node + 1) % 4, { isOneWay })),
    )

  it('goes both ways on a two-way road, and round the block against a one-way', () => {
    const [two] = ring(false).travelTo(at(0.2, 0), [at(0.8, 0)], { isPeak: false })
    const [one] = ring(true).travelTo(at(0.2, 0), [at(0.8, 0)], { isPeak: false })
    expect(two!.seconds).toBeCloseTo(0.6 * (haversineDistanceMeters(square[0]!, square[1]!) / 10), 0)
    expect(one!.seconds).toBeGreaterThan(5 * two!.seconds)
    expect(one!.lngLats.length).toBeGreaterThan(5)
  })
  it('is slower in peak hours', () => {
    const from = [at(1, 1)]
    const [free] = ring(false).travelTo(at(0, 0), from, { isPeak: false })
    const [peak] = ring(false).travelTo(at(0, 0), from, { isPeak: true })
    expect(peak!.seconds).toBeCloseTo(2 * free!.seconds, 3)
  })
  it('has no answer far from roads, over water without a bridge, or later than asked', () => {
    const banks = [at(0, 0), at(1, 0), at(0, 0.5), at(1, 0.5)]
    const router = new RoadRouter(4, [road(banks, 0, 1), road(banks, 2, 3)])
    expect(router.travelTo(at(0.5, 0), [at(0.5, 0.5), at(0.5, 9)], { isPeak: false })).toEqual([
      undefined,
      undefined,
    ])
    expect(router.travelTo(at(0, 0), [at(1, 0)], { isPeak: false, maxSeconds: 20 })).toEqual([undefined])
    expect(new RoadRouter(0, []).travelTo(at(0, 0), [at(0, 0)], { isPeak: false })).toEqual([undefined])
  })
  it('leads round what is closed, and reaches what lies there on foot', () => {
    const [open] = ring(false).travelTo(at(0.6, 0), [at(1, 0)], { isPeak: false })
    const [closed] = ring(false).travelTo(at(0.6, 0), [at(1, 0)], { isPeak: false, closed: new Set([0]) })
    const meters = 0.4 * haversineDistanceMeters(square[0]!, square[1]!)
    expect(open!.seconds).toBeCloseTo(meters / 10, 0)
    expect(closed!.seconds).toBeCloseTo(meters / 1.4, -1)
    const [round] = ring(false).travelTo(at(0, 0.1), [at(1, 0.1)], { isPeak: false, closed: new Set([0]) })
    expect(round!.lngLats).toContainEqual(square[2])
  })
  it('has no way onto a walled road from beside it', () => {
    const nodes = [at(0, 0), at(1, 0), at(0, 0.2), at(1, 0.2)]
    const router = new RoadRouter(4, [road(nodes, 0, 1, { reachMeters: 15 }), road(nodes, 2, 3)])
    expect(router.snap(at(0.5, 0.01))?.edge).toBe(0)
    expect(router.snap(at(0.5, 0.03))?.edge).toBe(1)
    expect(router.edgesNear(at(0.5, 0.03), 50)).toEqual([0])
  })
  it('tells a way leg by leg, as it is drawn', () => {
    const router = ring(true)
    const legs = router.wayBetween(router.snap(at(0.8, 0))!, router.snap(at(0.2, 0))!, { isPeak: false })!
    expect(legs.map(({ edge }) => edge)).toEqual([0, 1, 2, 3, 0])
    expect(legs[0]!.end).toBe(1)
    expect(router.lineOf(legs.at(-1)!).at(-1)![0]).toBeCloseTo(at(0.2, 0)[0], 9)
  })
  it('says which edge is wrong', () => {
    expect(() => new RoadRouter(2, [road(square, 0, 2)])).toThrow('edge 0 has an unknown node')
    expect(() => new RoadRouter(4, [road(square, 0, 1, { peakKph: 0 })])).toThrow('edge 0 has no speed')
  })
  it('snaps to the nearest road, though the box of another is nearer', () => {
    const nodes = [at(0, 0), at(1, 1), at(0.32, 0.6), at(0.32, 0.7)]
    const router = new RoadRouter(4, [road(nodes, 0, 1), road(nodes, 2, 3)])
    expect(router.snap(at(0.3, 0.65))?.edge).toBe(1)
  })

  const graphs = fc.integer({ min: 2, max: 14 }).chain((count) =>
    fc.record({
      nodes: fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 })), {
        minLength: count,
        maxLength: count,
      }),
      edges: fc.array(
        fc.record({
          from: fc.nat(count - 1),
          to: fc.nat(count - 1),
          isOneWay: fc.boolean(),
          freeKph: fc.integer({ min: 10, max: 80 }),
        }),
        { minLength: 1, maxLength: 40 },
      ),
      target: fc.nat(1000),
      sources: fc.array(fc.tuple(fc.nat(1000), fc.integer({ min: 0, max: 4 })), {
        minLength: 1,
        maxLength: 6,
      }),
      goalFraction: fc.integer({ min: 0, max: 4 }),
    }),
  )
  it('equals Bellman and Ford over the cut graph on any graph, and its line connects both ends', () => {
    fc.assert(
      fc.property(graphs, ({ nodes, edges, target, sources, goalFraction }) => {
        const points = nodes.map(([x, y]) => at(x / 20, y / 20))
        const roads = edges.map(({ from, to, ...rest }) => road(points, from, to, rest))
        const router = new RoadRouter(points.length, roads)
        const on = (index: number, fraction: number): LngLat => {
          const [a, b] = roads[index % roads.length]!.lngLats as [LngLat, LngLat]
          return [a[0] + (b[0] - a[0]) * fraction, a[1] + (b[1] - a[1]) * fraction]
        }
        const goalAt = on(target, goalFraction / 4)
        const fromAt = sources.map(([index, quarter]) => on(index, quarter / 4))
        const answers = router.travelTo(goalAt, fromAt, { isPeak: false, maxSeconds: 1e9 })
        fromAt.forEach((source, index) => {
          const answer = answers[index]
          const oracle = slowSeconds(points.length, roads, router.snap(source)!, router.snap(goalAt)!)
          if (oracle === Infinity) {
            expect(answer).toBeUndefined()
            return
          }
          expect(answer!.seconds).toBeCloseTo(oracle, 2)
          expect(answer!.lngLats[0]).toEqual(source)
          expect(answer!.lngLats.at(-1)).toEqual(goalAt)
        })
      }),
      { numRuns: 300 },
    )
  })
})

it('is, where edges are closed, the router without them', () => {
  const points = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) => at(i % 3, Math.floor(i / 3)))
  const pairs = points.flatMap((_, i) => [
    ...(i % 3 < 2 ? [[i, i + 1] as const] : []),
    ...(i < 6 ? [[i, i + 3] as const] : []),
  ])
  const place = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }))
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: pairs.length, maxLength: pairs.length }),
      fc.uniqueArray(fc.nat(pairs.length - 1), { maxLength: pairs.length }),
      place,
      place,
      (oneWays, closed, [x, y], [goalX, goalY]) => {
        const roads = pairs.map(([a, b], i) => road(points, a, b, { isOneWay: oneWays[i]! }))
        const shut = new Set(closed)
        const ask = (router: RoadRouter, options = {}) =>
          router.travelTo(at(goalX / 10, goalY / 10), [at(x / 10, y / 10)], { isPeak: false, ...options })[0]
        const closing = ask(new RoadRouter(9, roads), { closed: shut })
        const without = ask(
          new RoadRouter(
            9,
            roads.filter((_, i) => !shut.has(i)),
          ),
        )
        expect(closing?.seconds ?? -1).toBeCloseTo(without?.seconds ?? -1, 0)
      },
    ),
    { numRuns: 200 },
  )
})

type Snap = NonNullable<ReturnType<RoadRouter['snap']>>

/** Both places cut into the graph as nodes, then every arc relaxed until nothing changes. */
function slowSeconds(nodeCount: number, roads: readonly RoadEdge[], source: Snap, goal: Snap): number {
  const arcs: [number, number, number][] = []
  roads.forEach((edge, index) => {
    const cuts = [
      { node: edge.from, fraction: 0 },
      ...(source.edge === index ? [{ node: nodeCount, fraction: source.fraction }] : []),
      ...(goal.edge === index ? [{ node: nodeCount + 1, fraction: goal.fraction }] : []),
      { node: edge.to, fraction: 1 },
    ].sort((a, b) => a.fraction - b.fraction)
    const whole = edge.lengthMeters / (edge.freeKph / 3.6)
    for (let i = 1; i < cuts.length; i++) {
      const [a, b] = [cuts[i - 1]!, cuts[i]!]
      const seconds = (b.fraction - a.fraction) * whole
      arcs.push([a.node, b.node, seconds])
      // Source and goal in one spot are one place.
      const isOneSpot = seconds === 0 && Math.min(a.node, b.node) >= nodeCount
      if (!edge.isOneWay || isOneSpot) arcs.push([b.node, a.node, seconds])
    }
  })
  const reached = new Array<number>(nodeCount + 2).fill(Infinity)
  reached[nodeCount] = 0
  for (let isChanged = true; isChanged; ) {
    isChanged = false
    for (const [a, b, seconds] of arcs) {
      if (reached[a]! + seconds < reached[b]! - 1e-12) {
        reached[b] = reached[a]! + seconds
        isChanged = true
      }
    }
  }
  return reached[nodeCount + 1]! + (source.offRoadMeters + goal.offRoadMeters) / 1.4
}
