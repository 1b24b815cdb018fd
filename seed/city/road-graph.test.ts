import { beforeAll, describe, expect, it } from 'vitest'
import type { PresetName } from './presets.ts'
import type { RoadGraph } from './road-graph.ts'
import { roadNetworkOf } from './road-network.ts'

const cases: readonly (readonly [seed: string, preset: PresetName])[] = [
  ['tongguan', 'small'],
  ['a', 'small'],
  ['tongguan', 'district'],
]

describe.each(cases)('the roads of seed %s, %s', { timeout: 60_000 }, (seed, preset) => {
  let roads: RoadGraph['roads']
  beforeAll(() => {
    roads = roadNetworkOf(seed, preset).graph.roads
  }, 60_000)

  it('lead from everywhere to everywhere, one-way streets minded', () => {
    const walk = (isForward: boolean) => {
      const next = roads.nodes.map((): number[] => [])
      for (const { from, to, isOneWay } of roads.edges) {
        if (isForward || !isOneWay) next[from]!.push(to)
        if (!isForward || !isOneWay) next[to]!.push(from)
      }
      const seen = new Set([0])
      const open = [0]
      for (let node = open.pop(); node !== undefined; node = open.pop()) {
        for (const other of next[node]!) {
          if (seen.has(other)) continue
          seen.add(other)
          open.push(other)
        }
      }
      return seen.size
    }
    expect(walk(true)).toBe(roads.nodes.length)
    expect(walk(false)).toBe(roads.nodes.length)
  })

  it('are one-way in some lanes of the old town', () => {
    const oneWays = roads.edges.filter(({ isOneWay, class: kind }) => isOneWay && kind === 'lane')
    expect(oneWays.length).toBeGreaterThan(40)
    const driven = roads.edges.filter(({ isOneWay }) => isOneWay).map((edge) => edge.class)
    expect(new Set(driven)).toEqual(new Set(['lane', 'ramp', 'expressway']))
  })

  it('join expressways and streets by ramps only, each direction by its own', () => {
    const ramps = roads.edges.filter((edge) => edge.class === 'ramp')
    expect(ramps.length).toBeGreaterThan(12)
    const classesAt = roads.nodes.map(() => new Set<string>())
    for (const { from, to, class: kind } of roads.edges)
      for (const node of [from, to]) classesAt[node]!.add(kind)
    for (const classes of classesAt) {
      const isBoth =
        classes.has('expressway') && ['arterial', 'collector', 'lane'].some((kind) => classes.has(kind))
      expect(isBoth).toBe(false)
    }
    const ends = ramps.map(({ from, to }) =>
      [from, to]
        .map((node) => [...classesAt[node]!].sort().join())
        .sort()
        .join(' '),
    )
    expect(new Set(ends)).toEqual(new Set(['arterial,ramp expressway,ramp']))
    const exits = ramps.filter(({ from }) => classesAt[from]!.has('expressway'))
    expect(exits.length).toBeGreaterThan(ramps.length / 3)
    expect(exits.length).toBeLessThan((ramps.length * 2) / 3)
  })

  it('leave an expressway to the right', () => {
    for (const ramp of roads.edges.filter((edge) => edge.class === 'ramp')) {
      for (const carriageway of roads.edges.filter((edge) => edge.class === 'expressway')) {
        if (carriageway.to !== ramp.from) continue
        const [[x0, y0], [x1, y1]] = [carriageway.lngLats.at(-2)!, carriageway.lngLats.at(-1)!]
        const [x2, y2] = ramp.lngLats[4]!
        expect((x1 - x0) * (y2 - y1) - (y1 - y0) * (x2 - x1), ramp.name).toBeLessThan(0)
      }
    }
  })

  it('begin and end at their nodes, as long as they are drawn, slower at the peak', () => {
    for (const { from, to, lngLats, lengthMeters, freeKph, peakKph, name } of roads.edges) {
      expect(lngLats[0]).toEqual(roads.nodes[from])
      expect(lngLats.at(-1)).toEqual(roads.nodes[to])
      expect(peakKph).toBeLessThan(freeKph)
      const drawn = lngLats.slice(1).reduce((sum, [lng, lat], i) => {
        const east = (lng - lngLats[i]![0]) * 94_579.6
        const north = (lat - lngLats[i]![1]) * 110_871.4
        return sum + Math.sqrt(east * east + north * north)
      }, 0)
      expect(Math.abs(drawn - lengthMeters), name).toBeLessThan(0.3)
    }
  })
})
