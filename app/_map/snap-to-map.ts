import type { Map as MapLibreMap } from 'maplibre-gl'
import { nearestCorner } from './nearest-corner.ts'

const reachPixels = 11
/** What a drawn line may want to run along or end on. */
const layers = [
  'unit-grids',
  'duty-grids',
  'areas-hit',
  'buildings',
  'road',
  'parts',
  'sensors',
  'cases',
  'units',
]

/** The corner or line of the picture that lies under the hand, as a position of at most 7 decimals. */
export function snapToMap(
  map: MapLibreMap,
  { x, y }: { x: number; y: number },
): [number, number] | undefined {
  const box: [[number, number], [number, number]] = [
    [x - reachPixels, y - reachPixels],
    [x + reachPixels, y + reachPixels],
  ]
  const present = layers.filter((layer) => map.getLayer(layer))
  const lines = map
    .queryRenderedFeatures(box, { layers: present })
    .flatMap(({ geometry }) => linesOf(geometry))
  const pixels = lines.map((line) => line.map(([lng = 0, lat = 0]) => map.project([lng, lat])))
  const found = nearestCorner({ x, y }, pixels, reachPixels)
  if (!found) return undefined
  const { lng, lat } = map.unproject([found.x, found.y])
  return [Number(lng.toFixed(7)), Number(lat.toFixed(7))]
}

function linesOf(geometry: GeoJSON.Geometry): readonly (readonly number[])[][] {
  switch (geometry.type) {
    case 'Point':
      return [[geometry.coordinates]]
    case 'MultiPoint':
    case 'LineString':
      return [geometry.coordinates]
    case 'MultiLineString':
    case 'Polygon':
      return geometry.coordinates
    case 'MultiPolygon':
      return geometry.coordinates.flat()
    case 'GeometryCollection':
      return geometry.geometries.flatMap(linesOf)
  }
}
