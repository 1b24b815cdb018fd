import type { LayerSpecification } from 'maplibre-gl'
import type { MapLayer, OverlayLook, OverlayName } from './map-layer.ts'

const opacities: Partial<Record<LayerSpecification['type'], readonly string[]>> = {
  fill: ['fill-opacity'],
  line: ['line-opacity'],
  circle: ['circle-opacity', 'circle-stroke-opacity'],
  symbol: ['icon-opacity', 'text-opacity'],
}
/** The map goes no nearer and no farther. */
export const zoomLimits = { min: 8, max: 19.5 } as const

/**
 * A layer as somebody wants to see it: fainter, or at some zooms only. What the style itself says stays the outer limit.
 * Undefined where no zoom is left.
 */
export function withLook(layer: LayerSpecification, look: OverlayLook): LayerSpecification | undefined {
  const minzoom = Math.max(layer.minzoom ?? 0, look.minZoom ?? 0)
  // The style's end is open: what is wanted up to 19.5 is seen there, too.
  const wantedEnd = look.maxZoom === undefined || look.maxZoom >= zoomLimits.max ? 24 : look.maxZoom
  const maxzoom = Math.min(layer.maxzoom ?? 24, wantedEnd)
  if (minzoom >= maxzoom) return undefined
  const paint: Record<string, unknown> = { ...layer.paint }
  if (look.opacity < 1) {
    for (const name of opacities[layer.type] ?? []) paint[name] = timesFactor(paint[name] ?? 1, look.opacity)
  }
  const filter = look.classes && {
    filter: ['all', ...(('filter' in layer && layer.filter && [layer.filter]) || []), ofClass(look.classes)],
  }
  return { ...layer, minzoom, maxzoom, paint, ...filter } as LayerSpecification
}

function ofClass(classes: readonly string[]) {
  return ['in', ['get', 'class_code'], ['literal', classes]]
}

/** A number or an expression, multiplied; one over zoom must stay outermost, so its outputs are multiplied instead. */
function timesFactor(value: unknown, factor: number): unknown {
  if (typeof value === 'number') return Number((value * factor).toFixed(4))
  if (!Array.isArray(value)) return factor
  const [operator, second, third] = value
  const isZoom = (part: unknown) => Array.isArray(part) && part[0] === 'zoom'
  if (operator === 'interpolate' && isZoom(third))
    return value.map((part, index) => (index >= 4 && index % 2 === 0 ? timesFactor(part, factor) : part))
  if (operator === 'step' && isZoom(second))
    return value.map((part, index) => (index >= 2 && index % 2 === 0 ? timesFactor(part, factor) : part))
  return ['*', factor, value]
}

/**
 * The subjects of the map with those that may be moved in another order; the ground and the names keep their places.
 *
 * @param order from bottom to top; what it does not name stays below what it names
 */
export function inOrder(subjects: readonly MapLayer[], order: readonly OverlayName[]): MapLayer[] {
  const isMovable = ({ overlay, isFixed }: MapLayer) => overlay !== null && !isFixed
  const moved = subjects
    .filter(isMovable)
    .toSorted((a, b) => order.indexOf(a.overlay!) - order.indexOf(b.overlay!))
  let next = 0
  return subjects.map((subject) => (isMovable(subject) ? moved[next++]! : subject))
}
