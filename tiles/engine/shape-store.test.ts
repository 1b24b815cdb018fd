import fc from 'fast-check'
import type { Geometry, Position } from 'geojson'
import { describe, expect, test } from 'vitest'
import { decodeTile } from './decode-for-test.ts'
import type { SourceLayerDefinition } from './layer-definition.ts'
import { tileExtent } from './mercator.ts'
import { bufferUnits, ShapeStore } from './shape-store.ts'

const layer: SourceLayerDefinition = {
  name: 'shapes',
  description: '',
  attributes: [{ name: 'name', type: 'String', storage: 'text' }],
}

const storeOf = (...geometries: Geometry[]) =>
  new ShapeStore(
    layer,
    geometries.map((geometry, i) => ({ id: i + 1, scopeAreaId: 0, geometry, values: [`形 ${i + 1}`] })),
  )
const decode = (store: ShapeStore, z: number, x: number, y: number) =>
  decodeTile(store.encode(z, x, y, undefined, true)).shapes ?? []

/** The latitude of a y of the unit square. */
const latAt = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI
/** A position by its place in the zoom 0 tile. */
const at = (x: number, y: number): Position => [(x / tileExtent - 0.5) * 360, latAt(y / tileExtent)]
const square = (west: number, north: number, size: number): Position[] => [
  at(west, north),
  at(west + size, north),
  at(west + size, north + size),
  at(west, north + size),
  at(west, north),
]
const area = (ring: readonly { x: number; y: number }[]) =>
  ring.reduce((sum, point, i) => {
    const next = ring[(i + 1) % ring.length]!
    return sum + point.x * next.y - next.x * point.y
  }, 0) / 2

describe('shapes as tiles', () => {
  test('an outer ring runs clockwise on the screen, its hole the other way, whichever way they came', () => {
    const outer = square(1000, 1000, 1000)
    const hole = square(1200, 1200, 100)
    for (const coordinates of [
      [outer, hole],
      [[...outer].reverse(), hole],
      [outer, [...hole].reverse()],
    ]) {
      const [feature] = decode(storeOf({ type: 'Polygon', coordinates }), 0, 0, 0)
      expect(feature).toMatchObject({ id: 1, type: 3, properties: { name: '形 1' } })
      expect(feature!.geometry.map((ring) => area(ring.slice(0, -1)))).toEqual([1_000_000, -10_000])
    }
  })

  test('keeps the holes of each polygon of several with it', () => {
    const [feature] = decode(
      storeOf({
        type: 'MultiPolygon',
        coordinates: [[square(100, 100, 50)], [square(1000, 1000, 1000), square(1200, 1200, 100)]],
      }),
      0,
      0,
      0,
    )
    expect(feature!.geometry.map((ring) => Math.sign(area(ring.slice(0, -1))))).toEqual([1, 1, -1])
  })

  test('a hole whose outer ring vanished goes with it', () => {
    const store = storeOf({ type: 'Polygon', coordinates: [square(0.6, 0.6, 0.3), square(0.65, 0.65, 0.1)] })
    expect(store.encode(0, 0, 0, undefined, true)).toBeUndefined()
    expect(decode(store, 8, 0, 0)[0]!.geometry).toHaveLength(2)
  })

  test('a sliver without area is left out, a shape that fills the tile is its buffered square', () => {
    const sliver: Position[] = [at(10, 10), at(4000, 10.2), at(10, 10.1), at(10, 10)]
    expect(
      storeOf({ type: 'Polygon', coordinates: [sliver] }).encode(0, 0, 0, undefined, true),
    ).toBeUndefined()
    const [whole] = decode(storeOf({ type: 'Polygon', coordinates: [square(0, 0, 4096)] }), 3, 3, 3)
    expect(area(whole!.geometry[0]!.slice(0, -1))).toBe((tileExtent + 2 * bufferUnits) ** 2)
  })

  test('neighbours keep meeting: their areas add up to the tile, at any zoom', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: 0.2, max: 0.8, noNaN: true }),
            fc.double({ min: 0.2, max: 0.8, noNaN: true }),
          ),
          {
            minLength: 25,
            maxLength: 25,
          },
        ),
        fc.integer({ min: 0, max: 5 }),
        (jitter, zoom) => {
          // A mesh of 6 × 6 cells over the whole world whose inner corners are pushed about.
          const corner = (i: number, j: number): Position => {
            const [dx, dy] = i > 0 && j > 0 && i < 6 && j < 6 ? jitter[(i - 1) * 5 + j - 1]! : [0.5, 0.5]
            return at(((i + dx - 0.5) * tileExtent) / 6, ((j + dy - 0.5) * tileExtent) / 6)
          }
          const cells: Geometry[] = []
          for (let i = 0; i < 6; i++) {
            for (let j = 0; j < 6; j++) {
              const ring = [
                corner(i, j),
                corner(i + 1, j),
                corner(i + 1, j + 1),
                corner(i, j + 1),
                corner(i, j),
              ]
              cells.push({ type: 'Polygon', coordinates: [ring] })
            }
          }
          const x = Math.floor(2 ** zoom / 2)
          const features = decode(storeOf(...cells), zoom, x, x)
          const sum = features
            .flatMap((feature) => feature.geometry)
            .reduce((n, ring) => n + area(ring.slice(0, -1)), 0)
          const low = x === 0 ? 0 : -bufferUnits
          const high = x + 1 === 2 ** zoom ? tileExtent : tileExtent + bufferUnits
          // Corners are exact; only where an edge crosses the buffer's edge may rounding differ.
          // To the west and east the world goes on.
          expect(Math.abs(sum - (high - low) * (tileExtent + 2 * bufferUnits))).toBeLessThan(200)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('lines are cut at the buffer and keep their turns', () => {
    const [feature] = decode(
      storeOf({
        type: 'LineString',
        coordinates: [at(-0, 1024), at(4095, 1024), at(2048, 1024), at(2048, 3000)],
      }),
      1,
      0,
      0,
    )
    expect(feature!.type).toBe(2)
    const all = feature!.geometry.flat()
    expect(Math.max(...all.map((point) => point.x))).toBe(tileExtent + bufferUnits)
    expect(feature!.geometry.length).toBeGreaterThan(1)
  })

  test('a shape over the antimeridian is in the tiles of both sides', () => {
    const ring: Position[] = [
      [179, 1],
      [181, 1],
      [181, -1],
      [179, -1],
      [179, 1],
    ]
    const store = storeOf({ type: 'Polygon', coordinates: [ring] })
    expect(decode(store, 5, 31, 15)).toHaveLength(1)
    const [other] = decode(store, 5, 0, 15)
    expect(Math.max(...other!.geometry[0]!.map((point) => point.x))).toBe(
      Math.round((1 / 360) * 32 * tileExtent),
    )
  })

  test('comes at its zoom, and simplifies lines only below full detail', () => {
    const wavy = Array.from({ length: 200 }, (_, i) => at(i * 20, 2000 + (i % 2)))
    const store = new ShapeStore({ ...layer, toleranceUnits: 2 }, [
      {
        id: 1,
        scopeAreaId: 0,
        geometry: { type: 'LineString', coordinates: wavy },
        values: [null],
        minZoom: 2,
      },
    ])
    expect(store.encode(1, 0, 0, undefined, true)).toBeUndefined()
    const counts = [false, true].map(
      (isFull) => decodeTile(store.encode(2, 1, 1, undefined, isFull)).shapes![0]!.geometry.flat().length,
    )
    expect(counts[0]).toBeGreaterThan(20)
    const coarse = new ShapeStore({ ...layer, toleranceUnits: 8 }, [
      { id: 1, scopeAreaId: 0, geometry: { type: 'LineString', coordinates: wavy }, values: [null] },
    ])
    expect(
      decodeTile(coarse.encode(2, 1, 1, undefined, false)).shapes![0]!.geometry.flat().length,
    ).toBeLessThan(4)
    expect(counts[1]).toBeGreaterThanOrEqual(counts[0]!)
  })

  test('points lie in one tile, and an empty geometry nowhere', () => {
    const store = storeOf(
      { type: 'MultiPoint', coordinates: [at(100, 100), at(3000, 100)] },
      { type: 'LineString', coordinates: [] },
    )
    expect(decode(store, 1, 0, 0).map((feature) => feature.geometry.length)).toEqual([1])
    expect(decode(store, 1, 1, 0)).toHaveLength(1)
    expect(decode(store, 1, 1, 1)).toHaveLength(0)
    expect(() => storeOf({ type: 'GeometryCollection', geometries: [] })).toThrow()
  })

  test('a layer without rows is empty', () => {
    expect(new ShapeStore(layer, []).encode(0, 0, 0, undefined, true)).toBeUndefined()
  })
})

describe('points that crowd a tile', () => {
  const crowded: SourceLayerDefinition = {
    name: 'shapes',
    description: '',
    attributes: [{ name: 'group', type: 'Number', storage: 'shared' }],
    crowd: { by: 'group', most: 10, cells: 8, mergeUnits: 320 },
  }
  const points = fc.array(
    fc.record({
      x: fc.integer({ min: 0, max: tileExtent - 1 }),
      y: fc.integer({ min: 0, max: tileExtent - 1 }),
      group: fc.integer({ min: 1, max: 3 }),
      scopeAreaId: fc.integer({ min: 1, max: 2 }),
    }),
    { maxLength: 80 },
  )
  const line: Geometry = { type: 'LineString', coordinates: [at(1000, 1000), at(3000, 3000)] }

  test('stand in clusters of their own kind, that count all and tell their members; others stay as they are', () => {
    fc.assert(
      fc.property(points, fc.boolean(), (some, isMasked) => {
        const store = new ShapeStore(crowded, [
          { id: 999, scopeAreaId: 1, geometry: line, values: [1] },
          ...some.map(({ x, y, group, scopeAreaId }, i) => ({
            id: i + 1,
            scopeAreaId,
            geometry: { type: 'Point' as const, coordinates: at(x + 0.5, y + 0.5) },
            values: [group],
          })),
        ])
        const mask = isMasked ? new Uint8Array([1, 0]) : undefined
        const seen = some.flatMap((one, i) =>
          isMasked && one.scopeAreaId !== 1 ? [] : [{ ...one, id: i + 1 }],
        )
        const features = decodeTile(store.encode(0, 0, 0, mask, false)).shapes ?? []
        expect(features.filter(({ type }) => type === 2).length).toBe(1)
        for (const group of [1, 2, 3]) {
          const ids = seen.filter((one) => one.group === group).map(({ id }) => id)
          const drawn = features.filter(({ type, properties }) => type === 1 && properties.group === group)
          const clusters = drawn.filter(({ properties }) => properties.point_count !== undefined)
          if (ids.length <= 10) expect(clusters).toEqual([])
          const members = clusters.map(({ geometry }) => {
            const [[place]] = geometry as [[{ x: number; y: number }]]
            return store.membersNear(0, { x: 0, y: 0 }, place, group, mask)
          })
          expect(members.map(({ length }) => length)).toEqual(
            clusters.map(({ properties }) => properties.point_count),
          )
          const alone = drawn.flatMap(({ id, properties }) =>
            properties.point_count === undefined ? [id] : [],
          )
          expect([...members.flat(), ...alone].toSorted()).toEqual(ids.toSorted())
        }
        // Nearest by, each for itself.
        const near = decodeTile(store.encode(0, 0, 0, mask, true)).shapes ?? []
        expect(near.filter(({ type }) => type === 1).length).toBe(seen.length)
      }),
    )
  })
})
