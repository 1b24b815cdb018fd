import { expect, test } from 'vitest'
import { decodeTile } from '../../tiles/engine/decode-for-test.ts'
import { tileAt, worldX, worldY } from '../../tiles/engine/mercator.ts'
import { ShapeStore } from '../../tiles/engine/shape-store.ts'
import { basemapSource } from '../../tiles/sources/basemap.ts'
import { type BasemapRow, BasemapShaper } from './basemap-shapes.ts'

const corner = { lng: 118.7, lat: 31.9 }
/** About 100 m. */
const step = 0.001
const cells = 60
const classes = ['residential', 'commercial', 'park', 'industrial']
/** Corners are shifted alike for all cells that meet there. */
const corners = Array.from({ length: (cells + 1) ** 2 }, (_, i) => [
  corner.lng + ((i % (cells + 1)) + (((i * 7919) % 13) - 6) / 40) * step,
  corner.lat + (Math.floor(i / (cells + 1)) + (((i * 104729) % 11) - 5) / 40) * step,
])
const cornerAt = (x: number, y: number) => corners[y * (cells + 1) + x]!

function rowOf(
  featureId: number,
  rest: Partial<BasemapRow> & Pick<BasemapRow, 'layer' | 'class' | 'geometry'>,
): BasemapRow {
  return {
    featureId,
    name: '',
    nameEn: '',
    rank: 5,
    heightMeters: 0,
    isBridge: false,
    isTunnel: false,
    isOneWay: false,
    ...rest,
  }
}

/** A quilt of parcels between lanes; every tenth lane is an arterial of 60 pieces. */
const rows: BasemapRow[] = []
for (let y = 0; y < cells; y++) {
  for (let x = 0; x < cells; x++) {
    const ring = [
      cornerAt(x, y),
      cornerAt(x + 1, y),
      cornerAt(x + 1, y + 1),
      cornerAt(x, y + 1),
      cornerAt(x, y),
    ]
    const kind = classes[Math.floor(x / 6 + y / 5) % 4]!
    rows.push(
      rowOf(rows.length + 1, {
        layer: 'land',
        class: kind,
        geometry: { type: 'Polygon', coordinates: [ring] },
      }),
    )
    const isMain = y % 10 === 0
    rows.push(
      rowOf(rows.length + 1, {
        layer: 'road',
        class: isMain ? 'primary' : 'residential',
        name: `G${y} 路`,
        rank: isMain ? 2 : 6,
        geometry: { type: 'LineString', coordinates: [cornerAt(x, y), cornerAt(x + 1, y)] },
      }),
    )
  }
}
const shaper = new BasemapShaper()
for (const row of rows) shaper.add(row)
const shapes = shaper.finish()
const stores = new Map(
  basemapSource.layers.map((layer) => [layer.name, new ShapeStore(layer, shapes[layer.name])]),
)

function featuresOf(layer: 'land' | 'road', zoom: number, dx = 0) {
  const { x, y } = tileAt(
    zoom,
    worldX(corner.lng + (cells * step) / 2),
    worldY(corner.lat + (cells * step) / 2),
  )
  const bytes = stores.get(layer)!.encode(zoom, x + dx, y, undefined, zoom >= basemapSource.maxZoom)
  return bytes ? (decodeTile(bytes)[layer] ?? []) : []
}

test('from afar a tile holds one feature a class of land, and one a road', () => {
  for (const zoom of [9, 10, 11, 12]) {
    expect(featuresOf('land', zoom).length).toBeLessThanOrEqual(classes.length)
    expect(featuresOf('road', zoom).length).toBeLessThanOrEqual(cells / 10)
  }
  expect(featuresOf('road', 15).length).toBeGreaterThan(20)
})

test('from afar neighbours meet: the quilt has no gap and no overlap', () => {
  const { x, y } = tileAt(
    12,
    worldX(corner.lng + (cells * step) / 2),
    worldY(corner.lat + (cells * step) / 2),
  )
  const unitsX = (lng: number) => (worldX(lng) * 4096 - x) * 4096
  const unitsY = (lat: number) => (worldY(lat) * 4096 - y) * 4096
  const west = Math.max(200, Math.ceil(unitsX(corner.lng + step)))
  const east = Math.min(3900, Math.floor(unitsX(corner.lng + (cells - 1) * step)))
  const north = Math.max(200, Math.ceil(unitsY(corner.lat + (cells - 1) * step)))
  const south = Math.min(3900, Math.floor(unitsY(corner.lat + step)))
  expect(east - west).toBeGreaterThan(500)
  expect(south - north).toBeGreaterThan(500)
  const features = featuresOf('land', 12)
  for (let i = 0; i < 600; i++) {
    // Odd thirds of a unit: never on a border, which are on whole units.
    const px = west + ((i * 7919) % (east - west)) + 1 / 3
    const py = north + ((i * 104729) % (south - north)) + 1 / 7
    const covering = features.filter((feature) => isIn(feature.geometry, px, py))
    expect(covering.length, `${px} ${py}`).toBe(1)
  }
})

test('a road keeps its name, number and class over all zooms; a bridge is the road it carries', () => {
  for (const zoom of [10, 12, 13, 15]) {
    const main = featuresOf('road', zoom).filter((feature) => feature.properties.class === 'arterial')
    expect(main.length).toBeGreaterThan(0)
    for (const { properties } of main) expect(properties.ref).toMatch(/^G\d+$/)
  }
  const single = new BasemapShaper()
  const line = {
    type: 'LineString',
    coordinates: [
      [118, 32],
      [118.1, 32],
    ],
  } as const
  single.add(rowOf(1, { layer: 'road', class: 'bridge', rank: 1, geometry: line as never }))
  const [bridge] = single.finish().road
  expect(bridge!.values.slice(0, 1).concat(bridge!.values.slice(5, 6))).toEqual(['expressway', true])
})

test('a named park is named at one point, and drawn without a name', () => {
  const one = new BasemapShaper()
  const ring = [
    [118, 32],
    [118.01, 32],
    [118.01, 32.01],
    [118, 32],
  ]
  one.add(
    rowOf(1, {
      layer: 'land',
      class: 'park',
      name: '竹园',
      geometry: { type: 'Polygon', coordinates: [ring] },
    }),
  )
  const { land, place } = one.finish()
  expect(land.map(({ values }) => values)).toEqual([['park']])
  expect(place.map(({ values, geometry }) => [values[0], values[1], geometry.type])).toEqual([
    ['park', '竹园', 'Point'],
  ])
})

function isIn(rings: readonly (readonly { x: number; y: number }[])[], px: number, py: number): boolean {
  let isInside = false
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [a, b] = [ring[i]!, ring[j]!]
      if (a.y > py !== b.y > py && px < ((b.x - a.x) * (py - a.y)) / (b.y - a.y) + a.x) isInside = !isInside
    }
  }
  return isInside
}
