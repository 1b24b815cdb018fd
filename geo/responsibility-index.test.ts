import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { borderDistanceMeters, NEAREST_GRID_MAX_METERS, wholeMillimeters } from './border-distance.ts'
import { compareCodes } from './compare-codes.ts'
import type { LngLat, MultiPolygonCoordinates, Ring } from './lng-lat.ts'
import { covers } from './point-in-polygon.ts'
import { type GridShape, NO_GRID, ResponsibilityIndex } from './responsibility-index.ts'

/** The rule by brute force over whole shapes. */
function oracle(grids: readonly GridShape[], lng: number, lat: number): number {
  const ordered = [...grids].sort((a, b) => compareCodes(a.code, b.code) || a.id - b.id)
  const covering = ordered.find((grid) => covers(grid.polygons, lng, lat))
  if (covering) return covering.id
  let best = NO_GRID
  let bestMillimeters = NEAREST_GRID_MAX_METERS * 1000 + 1
  for (const grid of ordered) {
    const millimeters = wholeMillimeters(borderDistanceMeters(grid.polygons, lng, lat))
    if (millimeters < bestMillimeters) {
      best = grid.id
      bestMillimeters = millimeters
    }
  }
  return best
}

function square(west: number, south: number, side: number): Ring {
  return [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ]
}

/** Star-shaped ring round a centre: simple by construction. */
function star(center: LngLat, radii: readonly number[], scale: number): Ring {
  const ring = radii.map((radius, i): LngLat => {
    const angle = (2 * Math.PI * i) / radii.length
    return [center[0] + Math.cos(angle) * radius * scale, center[1] + Math.sin(angle) * radius * scale]
  })
  return [...ring, ring[0]!]
}

/** Points that are hard: vertices, middles of edges, points a rounding away from them, and the crossings of parallels through vertices. */
function hardPoints(grids: readonly GridShape[]): LngLat[] {
  const points: LngLat[] = []
  for (const { polygons } of grids) {
    for (const polygon of polygons) {
      for (const ring of polygon) {
        for (let i = 1; i < ring.length; i++) {
          const [ax, ay] = ring[i - 1]!
          const [bx, by] = ring[i]!
          points.push([ax, ay], [(ax + bx) / 2, (ay + by) / 2], [ax + (bx - ax) * 0.3, ay + (by - ay) * 0.3])
          points.push(
            [ax - 1e-13, ay],
            [ax + 1e-13, ay],
            [ax - 0.0003, ay],
            [ax + 0.0003, by],
            [ax, ay + 0.0004],
          )
        }
      }
    }
  }
  return points
}

function expectAgreement(grids: readonly GridShape[], points: readonly LngLat[]): void {
  const index = new ResponsibilityIndex(grids)
  const ids = index.locateMany(Float64Array.from(points.flat()))
  points.forEach(([lng, lat], i) => {
    const expected = oracle(grids, lng, lat)
    if (ids[i] !== expected) expect.fail(`at ${lng}, ${lat}: index ${ids[i]}, oracle ${expected}`)
    expect(index.locateId(lng, lat)).toBe(expected)
  })
}

describe('responsibility index', () => {
  const left: GridShape = { id: 7, code: '110101001001002', polygons: [[square(116, 39.9, 0.01)]] }
  const right: GridShape = { id: 9, code: '110101001001001', polygons: [[square(116.01, 39.9, 0.01)]] }

  test('gives the covering grid, with distances and the neighbour beyond the border', () => {
    const index = new ResponsibilityIndex([left, right])
    const found = index.locate(116.0098, 39.905)
    expect(found).toMatchObject({ id: 7, code: left.code, how: 'covered', distanceMeters: 0, neighborId: 9 })
    expect(found!.borderDistanceMeters).toBeCloseTo(17.1, 1)
    expect(found!.neighborDistanceMeters).toBeCloseTo(17.1, 1)
    expect(index.locate(116.005, 39.905)).not.toHaveProperty('neighborId')
  })

  test('gives a shared border to the lowest code', () => {
    const index = new ResponsibilityIndex([left, right])
    expect(index.locate(116.01, 39.905)).toMatchObject({
      id: 9,
      how: 'border',
      neighborId: 7,
      borderDistanceMeters: 0,
    })
    expect(index.listCovering(116.01, 39.905)).toEqual([9, 7])
    expect(index.listCovering(116.005, 39.905)).toEqual([7])
  })

  test('gives a point outside all but within 50 m to the nearest, marked', () => {
    const index = new ResponsibilityIndex([left, right])
    const found = index.locate(116.005, 39.8996)
    expect(found).toMatchObject({ id: 7, how: 'nearest' })
    expect(found!.distanceMeters).toBeCloseTo(44.4, 1)
    expect(index.locate(116.01, 39.8999)).toMatchObject({ id: 9, how: 'nearest' })
    expect(index.locate(116.005, 39.8995)).toBeUndefined()
    expect(index.locateId(116.005, 39.8995)).toBe(NO_GRID)
  })

  test('answers none far away, for no number, and without grids', () => {
    const index = new ResponsibilityIndex([left, right])
    for (const [lng, lat] of [
      [0, 0],
      [Number.NaN, 39.9],
      [116, Number.POSITIVE_INFINITY],
      [-180, -90],
    ] as const) {
      expect(index.locate(lng, lat)).toBeUndefined()
    }
    expect(new ResponsibilityIndex([]).locate(116, 39.9)).toBeUndefined()
    expect(new ResponsibilityIndex([{ id: 1, code: 'a', polygons: [] }]).locateId(0, 0)).toBe(NO_GRID)
  })

  test('refuses open rings and positions that are none, naming the grid', () => {
    const open = square(116, 39.9, 0.01).slice(0, 4)
    expect(() => new ResponsibilityIndex([{ id: 1, code: 'G1', polygons: [[open]] }])).toThrow(
      'grid G1: a ring is not closed',
    )
    const bad: GridShape = {
      id: 1,
      code: 'G2',
      polygons: [
        [
          [
            [0, 0],
            [1, Number.NaN],
            [1, 1],
            [0, 0],
          ],
        ],
      ],
    }
    expect(() => new ResponsibilityIndex([bad])).toThrow('grid G2')
  })

  test('keeps holes, islands in holes, overlaps and parts apart', () => {
    const grids: GridShape[] = [
      { id: 1, code: 'b', polygons: [[square(116, 39.9, 0.01), square(116.002, 39.902, 0.006)]] },
      { id: 2, code: 'c', polygons: [[square(116.004, 39.904, 0.002)], [square(116.02, 39.9, 0.001)]] },
      { id: 3, code: 'a', polygons: [[square(116.009, 39.909, 0.004)]] },
      { id: 4, code: 'd', polygons: [[square(116.0001, 39.9001, 0.0005)]] },
    ]
    expectAgreement(grids, hardPoints(grids))
    const index = new ResponsibilityIndex(grids)
    expect(index.locateId(116.003, 39.903)).toBe(NO_GRID)
    expect(index.locateId(116.005, 39.905)).toBe(2)
    expect(index.locateId(116.0095, 39.9095)).toBe(3)
    expect(index.listCovering(116.0095, 39.9095)).toEqual([3, 1])
  })

  test('splits crowded cells and still agrees', () => {
    // 20 000 vertices in 100 m beside one grid of 100 km.
    const radii = Array.from(
      { length: 20_000 },
      (_, i) => 1 + 0.4 * Math.sin(i * 12.9898) * Math.sin(i * 0.7),
    )
    const grids: GridShape[] = [
      { id: 1, code: 'fine', polygons: [[star([116.5, 40.2], radii, 0.0005)]] },
      { id: 2, code: 'wide', polygons: [[square(116, 39.9, 1)]] },
    ]
    const points: LngLat[] = hardPoints([grids[0]!]).filter((_, i) => i % 80 === 0)
    for (let i = 0; i < 1000; i++)
      points.push([116.5 + Math.sin(i) * 0.0007, 40.2 + Math.cos(i * 1.7) * 0.0007])
    expectAgreement(grids, points)
  })

  test('agrees with a scan of every shape: random stars with holes, overlapping, several parts', () => {
    const radius = fc.double({ min: 0.3, max: 1, noNaN: true })
    const grid = fc.record({
      code: fc.string({ minLength: 1, maxLength: 3 }),
      parts: fc.array(
        fc.record({
          x: fc.integer({ min: 0, max: 6 }),
          y: fc.integer({ min: 0, max: 6 }),
          radii: fc.array(radius, { minLength: 3, maxLength: 24 }),
          hasHole: fc.boolean(),
        }),
        { minLength: 1, maxLength: 3 },
      ),
    })
    fc.assert(
      fc.property(fc.array(grid, { minLength: 1, maxLength: 8 }), fc.integer(), (specs, salt) => {
        const grids = specs.map(({ code, parts }, id): GridShape => {
          const polygons: MultiPolygonCoordinates = parts.map(({ x, y, radii, hasHole }) => {
            const center: LngLat = [121.4 + x * 0.001, 31.2 + y * 0.001]
            const outer = star(center, radii, 0.001)
            return hasHole ? [outer, star(center, radii, 0.0004)] : [outer]
          })
          return { id, code, polygons }
        })
        const points = hardPoints(grids)
        for (let i = 0; i < 100; i++) {
          const a = Math.sin(salt + i * 78.233) * 43758.5453
          const b = Math.sin(salt + i * 12.9898) * 24634.6345
          points.push([121.398 + (a - Math.floor(a)) * 0.01, 31.198 + (b - Math.floor(b)) * 0.01])
        }
        expectAgreement(grids, points)
      }),
      { numRuns: 60 },
    )
  })

  test('agrees on integer lattices, where rays run along edges and through vertices', () => {
    const cell = fc.record({
      x: fc.integer({ min: 0, max: 8 }),
      y: fc.integer({ min: 0, max: 8 }),
      w: fc.integer({ min: 1, max: 4 }),
      h: fc.integer({ min: 1, max: 4 }),
      cut: fc.integer({ min: 0, max: 2 }),
    })
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 10 }), (cells) => {
        const grids = cells.map(
          ({ x, y, w, h, cut }, id): GridShape => ({
            id,
            code: `${id % 3}`,
            polygons: [
              [
                [
                  [x, y],
                  [x + w, y],
                  [x + w, y + h],
                  [x + (w * cut) / 2, y + h / 2],
                  [x, y + h],
                  [x, y],
                ],
              ],
            ],
          }),
        )
        const points: LngLat[] = []
        for (let x = -1; x <= 13; x += 0.5) for (let y = -1; y <= 13; y += 0.5) points.push([x, y])
        expectAgreement(grids, points)
      }),
      { numRuns: 60 },
    )
  })
})
