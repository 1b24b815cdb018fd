import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeTile } from './decode-for-test.ts'
import type { TileSource } from './layer-definition.ts'
import { tileAt, tileExtent, worldX, worldY } from './mercator.ts'
import { type PointFilter, type PointRow, PointStore } from './point-store.ts'

const plain = {
  name: 'things',
  access: 'scoped',
  minZoom: 0,
  maxZoom: 16,
  kind: 'points',
  layer: {
    name: 'things',
    description: '',
    attributes: [
      { name: 'thing_id', type: 'Number', storage: 'integer' },
      { name: 'code', type: 'String', storage: 'text' },
      { name: 'level', type: 'String', storage: 'shared' },
      { name: 'open', type: 'Boolean', storage: 'shared' },
    ],
  },
} as const satisfies TileSource
const clustered = {
  ...plain,
  cluster: {
    belowZoom: 12,
    cells: 8,
    mergeUnits: 320,
    openAttribute: 'open',
    worst: { attribute: 'level', order: ['good', 'fair', 'poor'] },
  },
} as const satisfies TileSource

const row = (
  id: number,
  lng: number,
  lat: number,
  level = 'good',
  open = true,
  scopeAreaId = 7,
): PointRow => ({
  id,
  scopeAreaId,
  lng,
  lat,
  values: [id, `码-${id}`, level, open],
})

const rows = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 1, max: 1_000_000_000 }),
    lng: fc.double({ min: 116.2, max: 116.6, noNaN: true }),
    lat: fc.double({ min: 39.7, max: 40.1, noNaN: true }),
    level: fc.constantFrom('good', 'fair', 'poor'),
    open: fc.boolean(),
    scopeAreaId: fc.integer({ min: 0, max: 4 }),
  }),
  { selector: (item) => item.id, maxLength: 60 },
)

const idsOf = (store: PointStore, z: number, x: number, y: number, mask?: Uint8Array) =>
  (decodeTile(store.encode(z, x, y, mask)).things ?? []).map((feature) => feature.id!).sort((a, b) => a - b)

describe('points as tiles', () => {
  test('writes id, attributes and place as another program reads them', () => {
    const store = new PointStore(plain)
    store.load([row(5, 0, 0, 'poor', false)])
    expect(decodeTile(store.encode(0, 0, 0, undefined)).things).toEqual([
      {
        id: 5,
        type: 1,
        properties: { thing_id: 5, code: '码-5', level: 'poor', open: false },
        geometry: [[expect.objectContaining({ x: 2048, y: 2048 })]],
      },
    ])
  })

  test('leaves null attributes out, and an empty tile is nothing', () => {
    const store = new PointStore(plain)
    store.load([{ id: 1, scopeAreaId: 0, lng: 10, lat: 10, values: [1, null, null, true] }])
    expect(decodeTile(store.encode(0, 0, 0, undefined)).things![0]!.properties).toEqual({
      thing_id: 1,
      open: true,
    })
    expect(store.encode(1, 0, 0, undefined)).toBeUndefined()
  })

  test('a crowded tile is clustered from the usual zoom on, too, but not at the last', () => {
    const store = new PointStore({ ...clustered, cluster: { ...clustered.cluster, mostPoints: 3 } })
    store.load([1, 2, 3, 4].map((id) => row(id, 116.3, 39.95)))
    const at = (zoom: number) => {
      const { x, y } = tileAt(zoom, worldX(116.3), worldY(39.95))
      return decodeTile(store.encode(zoom, x, y, undefined)).things!
    }
    expect(at(13).map(({ properties }) => properties.point_count)).toEqual([4])
    expect(at(clustered.maxZoom)).toHaveLength(4)
    store.remove(4)
    expect(at(13)).toHaveLength(3)
  })

  test('a point on the antimeridian is in one tile, wherever it is said to be', () => {
    const store = new PointStore(plain)
    store.load([row(1, 180, 0), row(2, -180, 0), row(3, 179.9999, 0), row(4, 181, 0)])
    expect(idsOf(store, 4, 0, 8)).toEqual([1, 2, 4])
    expect(idsOf(store, 4, 15, 8)).toEqual([3])
  })

  test('every point is in exactly the tile that holds it, at its place, at every zoom', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 16 }), (items, zoom) => {
        const store = new PointStore(plain)
        store.load(items.map((item) => row(item.id, item.lng, item.lat, item.level, item.open)))
        const tiles = new Map(
          items.map((item) => {
            const tile = tileAt(zoom, worldX(item.lng), worldY(item.lat))
            return [`${tile.x}/${tile.y}`, tile]
          }),
        )
        const found = [...tiles.values()].flatMap((tile) =>
          (decodeTile(store.encode(zoom, tile.x, tile.y, undefined)).things ?? []).map((feature) => ({
            id: feature.id!,
            x: tile.x * tileExtent + feature.geometry[0]![0]!.x,
            y: tile.y * tileExtent + feature.geometry[0]![0]!.y,
          })),
        )
        expect(found.map(({ id }) => id).sort((a, b) => a - b)).toEqual(
          items.map(({ id }) => id).sort((a, b) => a - b),
        )
        const scale = 2 ** zoom * tileExtent
        for (const { id, x, y } of found) {
          const item = items.find((one) => one.id === id)!
          expect(Math.abs(worldX(item.lng) * scale - x)).toBeLessThanOrEqual(1)
          expect(Math.abs(worldY(item.lat) * scale - y)).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('after any moves, arrivals and departures it is as if loaded so', () => {
    const step = fc.record({
      id: fc.integer({ min: 1, max: 20 }),
      lng: fc.double({ min: 116.2, max: 116.6, noNaN: true }),
      isGone: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 900, minLength: 300 }), (steps) => {
        const store = new PointStore(plain)
        const expected = new Map<number, PointRow>()
        for (const { id, lng, isGone } of steps) {
          if (isGone) {
            store.remove(id)
            expected.delete(id)
          } else {
            store.upsert(row(id, lng, 40))
            expected.set(id, row(id, lng, 40))
          }
        }
        const fresh = new PointStore(plain)
        fresh.load(expected.values())
        const sorted = (it: PointStore) =>
          (decodeTile(it.encode(0, 0, 0, undefined)).things ?? []).sort((a, b) => a.id! - b.id!)
        expect(sorted(store)).toEqual(sorted(fresh))
        expect(store.size).toBe(expected.size)
      }),
      { numRuns: 20 },
    )
  })

  test('says where it changed, and nothing where nothing did', () => {
    const store = new PointStore(plain)
    expect(store.upsert(row(1, 0, 0))).toEqual([{ x: 0.5, y: 0.5 }])
    expect(store.upsert(row(1, 0, 0))).toEqual([])
    expect(store.upsert(row(1, 0, 0, 'poor'))).toEqual([{ x: 0.5, y: 0.5 }])
    expect(store.upsert(row(1, 90, 0))).toEqual([
      { x: 0.5, y: 0.5 },
      { x: 0.75, y: 0.5 },
    ])
    expect(store.remove(1)).toEqual([{ x: 0.75, y: 0.5 }])
    expect(store.remove(1)).toEqual([])
  })

  test('holds only what the mask lets through', () => {
    const store = new PointStore(plain)
    store.load([
      row(1, 1, 1, 'good', true, 11),
      row(2, 1, 1, 'good', true, 12),
      row(3, 1, 1, 'good', true, 0),
    ])
    expect(store.scopesIn(0, 0, 0)).toHaveLength(3)
    const mask = new Uint8Array(3)
    mask[store.scopes.number(12)] = 1
    expect(idsOf(store, 0, 0, 0, mask)).toEqual([2])
  })

  test('filters by shared attributes', () => {
    const store = new PointStore(plain)
    store.load([row(1, 1, 1, 'good', true), row(2, 1, 1, 'poor', true), row(3, 1, 1, 'poor', false)])
    const bytes = store.encode(0, 0, 0, undefined, [
      { attribute: 'level', values: ['poor', 'fair'] },
      { attribute: 'open', values: [true] },
    ])
    expect(decodeTile(bytes).things!.map((feature) => feature.id)).toEqual([2])
    expect(() => store.encode(0, 0, 0, undefined, [{ attribute: 'code', values: ['x'] }])).toThrow(
      'cannot filter',
    )
  })

  test('filters by numbers and places that are not written, as they came, moved and went', () => {
    const store = new PointStore({ ...plain, inner: ['at', 'grid', 'lng', 'lat'] })
    const kept = (id: number, at: number, grid: number | null, lng = 1, lat = 1): PointRow => ({
      ...row(id, lng, lat),
      inner: [at, grid, lng, lat],
    })
    store.load([kept(1, 10, 5), kept(2, 20, null), kept(3, 30, 6, 2, 2), kept(4, 30, 6)])
    store.upsert(kept(4, 30, 5, 0.5, 1))
    store.upsert(kept(5, 19, 5, 3, 3))
    store.remove(3)
    const idsOfFilter = (filter: PointFilter) =>
      (decodeTile(store.encode(0, 0, 0, undefined, [filter])).things ?? []).map(({ id }) => id).sort()
    const square = [
      [0.5, 0.5],
      [0.5, 1.5],
      [2.5, 1.5],
      [2.5, 0.5],
      [0.5, 0.5],
    ] as const
    expect(idsOfFilter({ inner: 'at', from: 19, before: 30 })).toEqual([2, 5])
    expect(idsOfFilter({ inner: 'grid', values: [5, 6] })).toEqual([1, 4, 5])
    expect(idsOfFilter({ inner: 'grid', isNull: true })).toEqual([2])
    expect(idsOfFilter({ inner: 'grid', isNull: false })).toEqual([1, 4, 5])
    expect(idsOfFilter({ innerLngLat: ['lng', 'lat'], polygons: [[square]] })).toEqual([1, 2, 4])
    expect(decodeTile(store.encode(0, 0, 0, undefined)).things![0]!.properties).not.toHaveProperty('at')
    expect(() => idsOfFilter({ inner: 'colour', isNull: true })).toThrow('cannot filter')
  })
})

describe('clusters', () => {
  test('count every point once, open and closed apart, with the worst of them', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 11 }), (items, zoom) => {
        const store = new PointStore(clustered)
        store.load(items.map((item) => row(item.id, item.lng, item.lat, item.level, item.open)))
        const tiles = new Map(
          items.map((item) => {
            const tile = tileAt(zoom, worldX(item.lng), worldY(item.lat))
            return [`${tile.x}/${tile.y}`, tile]
          }),
        )
        let [total, open] = [0, 0]
        const worst = new Set<unknown>()
        for (const { x, y } of tiles.values()) {
          for (const feature of decodeTile(store.encode(zoom, x, y, undefined)).things ?? []) {
            const { point_count: count, open_count: openCount } = feature.properties
            total += Number(count ?? 1)
            open += Number(openCount ?? (feature.properties.open ? 1 : 0))
            worst.add(feature.properties.worst ?? feature.properties.level)
            if (count === undefined) expect(feature.id).toBe(feature.properties.thing_id)
            else expect(feature.properties.open).toBe(openCount === count)
          }
        }
        expect(total).toBe(items.length)
        expect(open).toBe(items.filter((item) => item.open).length)
        expect(worst.has('poor')).toBe(items.some((item) => item.level === 'poor'))
      }),
      { numRuns: 60 },
    )
  })

  test('stand for just the points that they count, the worst first', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 11 }), (items, zoom) => {
        const store = new PointStore(clustered)
        store.load(items.map((item) => row(item.id, item.lng, item.lat, item.level, item.open)))
        const first = items[0]
        if (!first) return
        const tile = tileAt(zoom, worldX(first.lng), worldY(first.lat))
        const gathered: number[] = []
        for (const { geometry, properties } of decodeTile(store.encode(zoom, tile.x, tile.y, undefined))
          .things ?? []) {
          const { point_count: count, open_count: openCount } = properties
          if (count === undefined) continue
          const members = store.membersNear(zoom, tile, geometry[0]![0]!, Number(openCount) > 0, undefined)
          expect(members.length).toBe(count)
          const levels = members.map((id) => items.find((item) => item.id === id)!.level)
          const ranks = levels.map((level) => clustered.cluster.worst.order.indexOf(level as never))
          expect(ranks).toEqual(ranks.toSorted((a, b) => b - a))
          gathered.push(...members)
        }
        expect(new Set(gathered).size).toBe(gathered.length)
      }),
      { numRuns: 60 },
    )
  })

  test('see only their reader’s scope', () => {
    const store = new PointStore(clustered)
    store.load([1, 2, 3, 4, 5].map((id) => row(id, 1, 1, 'good', true, id < 4 ? 11 : 12)))
    const mask = new Uint8Array(2)
    mask[store.scopes.number(11)] = 1
    expect(decodeTile(store.encode(3, 4, 3, mask)).things!.map(({ properties }) => properties)).toEqual([
      { open: true, point_count: 3, open_count: 3, worst: 'good' },
    ])
  })

  test('give way to points', () => {
    const store = new PointStore(clustered)
    store.load([row(1, 1, 1), row(2, 1, 1)])
    const tile = tileAt(12, worldX(1), worldY(1))
    expect(idsOf(store, 12, tile.x, tile.y)).toEqual([1, 2])
  })
})
