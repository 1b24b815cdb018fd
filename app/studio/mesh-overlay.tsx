'use client'

import { useTranslations } from 'next-intl'
import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react'
import { outlineCorners } from '../../geo/border-edits.ts'
import type { BoundingBox, LngLat, MultiPolygonCoordinates } from '../../geo/lng-lat.ts'
import { mergeCells } from '../../geo/merge-cells.ts'
import { inLocale } from '../_i18n/locale.ts'
import type { MapController } from '../_map/map-controller.ts'
import { classNames } from '../_ui/class-names.ts'
import { usePreferences } from '../_ui/preferences.tsx'
import { addCorner, dragCorner, type GridContent } from './edits.ts'

/** A label needs this much room. */
const LABEL_PIXELS = 34
const DUTY_LABEL_PIXELS = 120

type Pixels = (at: LngLat) => { x: number; y: number }

/** The grids in hand over the map: cells, duty grids, the cut being drawn, and the corners that may be dragged. */
export function MeshOverlay({
  controller,
  content,
  changed,
  selected,
  line,
  focus,
  hasHandles,
  onChange,
  onDrop,
}: {
  controller: MapController
  content: GridContent
  /** Indices of cells that are not as today. */
  changed: ReadonlySet<number>
  selected: readonly number[]
  line: readonly LngLat[]
  focus: BoundingBox | null
  hasHandles: boolean
  onChange: (content: GridContent) => void
  onDrop: (corner: LngLat) => void
}) {
  const { locale } = usePreferences()
  const svg = useRef<SVGSVGElement>(null)
  const [, setMoves] = useState(0)
  /** What a drag would make of the grids, not yet done. */
  const [dragged, setDragged] = useState<{ content: GridContent; at: LngLat } | null>(null)
  useEffect(() => {
    let frame = 0
    const stop = controller.onMove(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => setMoves((n) => n + 1))
    })
    return () => {
      cancelAnimationFrame(frame)
      stop()
    }
  }, [controller])
  const shown = dragged?.content ?? content
  const duties = useMemo(
    () =>
      shown.duties.map((duty) => ({
        ...duty,
        polygons: mergeCells(
          shown.cells.filter(({ dutyKey }) => dutyKey === duty.key).map(({ polygons }) => polygons),
        ),
      })),
    [shown],
  )
  const project: Pixels = (at) => controller.project(at)
  const path = (polygons: MultiPolygonCoordinates) => pathOf(polygons, project)
  const placeOf = (event: PointerEvent): LngLat => {
    const box = svg.current?.getBoundingClientRect()
    return controller.unproject({ x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) })
  }
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: hidden, or a group of handles that each have a name
    <svg
      ref={svg}
      aria-hidden={!hasHandles}
      className="pointer-events-none absolute inset-0 z-5 size-full overflow-hidden"
    >
      {shown.cells.map(({ polygons, unitGridId, code }, i) => (
        <path
          key={unitGridId ?? `${code}/${i}`}
          data-cell={code}
          d={path(polygons)}
          fillRule="evenodd"
          strokeWidth={1.5}
          className={classNames(
            'stroke-muted',
            selected.includes(i) ? 'fill-accent/30' : changed.has(i) ? 'fill-near/20' : 'fill-panel/35',
          )}
        />
      ))}
      {duties.map(({ key, polygons }) => (
        <path
          key={key}
          d={path(polygons)}
          strokeWidth={3.5}
          className="fill-none stroke-ink"
          strokeLinejoin="round"
        />
      ))}
      {selected.map((i) => {
        const cell = shown.cells[i]
        return (
          cell && <path key={i} d={path(cell.polygons)} strokeWidth={3} className="fill-none stroke-accent" />
        )
      })}
      {shown.cells.map(({ polygons, code, unitGridId }, i) => (
        <Label
          key={unitGridId ?? `${code}/${i}`}
          polygons={polygons}
          project={project}
          least={LABEL_PIXELS}
          className={classNames('text-xs', changed.has(i) ? 'fill-near font-semibold' : 'fill-ink')}
        >
          {code ? code.slice(-3) : '···'}
        </Label>
      ))}
      {duties.map(({ key, code, name, nameEn, polygons }) => (
        <Label
          key={key}
          polygons={polygons}
          project={project}
          least={DUTY_LABEL_PIXELS}
          offset={18}
          className="fill-ink text-sm font-semibold"
        >
          {inLocale(locale, name, nameEn) || code}
        </Label>
      ))}
      {focus && <FocusBox box={focus} project={project} />}
      {line.length > 0 && (
        <g className="stroke-accent">
          <polyline
            points={line.map((at) => `${project(at).x},${project(at).y}`).join(' ')}
            className="fill-none"
            strokeWidth={2.5}
            strokeDasharray="6 4"
          />
          {line.map((at) => (
            <circle
              key={String(at)}
              cx={project(at).x}
              cy={project(at).y}
              r={5}
              className="fill-panel"
              strokeWidth={2.5}
            />
          ))}
        </g>
      )}
      {hasHandles &&
        selected.map((i) => (
          <Handles
            key={i}
            content={content}
            index={i}
            isDragging={dragged !== null}
            project={project}
            placeOf={placeOf}
            onPreview={(next, at) => setDragged({ content: next, at })}
            onChange={(next) => {
              setDragged(null)
              if (next) onChange(next)
            }}
            onDrop={onDrop}
          />
        ))}
      {dragged && (
        <circle
          cx={project(dragged.at).x}
          cy={project(dragged.at).y}
          r={8}
          strokeWidth={2}
          className="fill-accent stroke-panel"
        />
      )}
    </svg>
  )
}

function pathOf(polygons: MultiPolygonCoordinates, project: Pixels): string {
  return polygons
    .flat()
    .map(
      (ring) =>
        `M${ring
          .map((at) => {
            const { x, y } = project(at)
            return `${x.toFixed(1)} ${y.toFixed(1)}`
          })
          .join('L')}Z`,
    )
    .join('')
}

function Label({
  polygons,
  project,
  least,
  offset = 0,
  className,
  children,
}: {
  polygons: MultiPolygonCoordinates
  project: Pixels
  least: number
  offset?: number
  className: string
  children: string
}) {
  const ring = (polygons[0]?.[0] ?? []).map(project)
  const xs = ring.map(({ x }) => x)
  const ys = ring.map(({ y }) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  if (right - left < least || bottom - top < least / 2) return null
  return (
    <text
      x={(left + right) / 2}
      y={(top + bottom) / 2 + offset}
      textAnchor="middle"
      dominantBaseline="middle"
      strokeWidth={3}
      paintOrder="stroke"
      className={classNames('stroke-panel', className)}
    >
      {children}
    </text>
  )
}

function FocusBox({ box: [west, south, east, north], project }: { box: BoundingBox; project: Pixels }) {
  const [a, b] = [project([west, north]), project([east, south])]
  const margin = 10
  return (
    <rect
      x={Math.min(a.x, b.x) - margin}
      y={Math.min(a.y, b.y) - margin}
      width={Math.abs(b.x - a.x) + 2 * margin}
      height={Math.abs(b.y - a.y) + 2 * margin}
      rx={4}
      strokeWidth={2.5}
      strokeDasharray="5 3"
      className="fill-none stroke-overdue"
    />
  )
}

/** Corners of a cell that may move, and between them the places for new ones. The community's outline stays. */
function Handles({
  content: start,
  index,
  isDragging,
  project,
  placeOf,
  onPreview,
  onChange,
  onDrop,
}: {
  content: GridContent
  index: number
  isDragging: boolean
  project: Pixels
  placeOf: (event: PointerEvent) => LngLat
  onPreview: (content: GridContent, at: LngLat) => void
  onChange: (content: GridContent | null) => void
  onDrop: (corner: LngLat) => void
}) {
  const t = useTranslations('studio')
  const locked = useMemo(() => outlineCorners(start.cells.map(({ polygons }) => polygons)), [start])
  const drag = useRef<{ from: LngLat; basis: GridContent; last: GridContent | null } | null>(null)
  const begin = (event: PointerEvent<SVGCircleElement>, from: LngLat, basis: GridContent) => {
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { from, basis, last: null }
  }
  const move = (event: PointerEvent<SVGCircleElement>) => {
    if (!drag.current) return
    const at = placeOf(event)
    const next = dragCorner(drag.current.basis, drag.current.from, at)
    if (!next) return
    drag.current.last = next
    onPreview(next, at)
  }
  const end = () => {
    onChange(drag.current?.last ?? null)
    drag.current = null
  }
  const rings = start.cells[index]?.polygons.flat() ?? []
  // While one is dragged all stay where they were, so that it remains the same element.
  return rings.flatMap((ring, r) =>
    ring.slice(1).flatMap((at, i) => {
      const before = ring[i]
      if (!before) return []
      const isLocked = locked.has(String(at))
      const isOutline = isLocked && locked.has(String(before))
      const middle: LngLat = [(at[0] + before[0]) / 2, (at[1] + before[1]) / 2]
      const [p, m, q] = [project(at), project(middle), project(before)]
      return [
        !isOutline && Math.hypot(p.x - q.x, p.y - q.y) > 36 && (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: a corner has no other name, and keeps the focus when it moves
            key={`m${r}/${i}`}
            data-handle="middle"
            cx={m.x}
            cy={m.y}
            r={5}
            strokeWidth={1.5}
            className={classNames(
              'pointer-events-auto cursor-copy fill-panel stroke-accent',
              isDragging && 'opacity-30',
            )}
            onPointerDown={(event) => begin(event, middle, addCorner(start, before, at, middle))}
            onPointerMove={move}
            onPointerUp={end}
          />
        ),
        !isLocked && (
          // biome-ignore lint/a11y/useSemanticElements: a drawing has no button element
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: a corner has no other name, and keeps the focus when it moves
            key={`c${r}/${i}`}
            data-handle="corner"
            role="button"
            tabIndex={0}
            aria-label={t('border')}
            cx={p.x}
            cy={p.y}
            r={8}
            strokeWidth={2}
            className={classNames(
              'pointer-events-auto cursor-move fill-accent stroke-panel outline-none focus-visible:stroke-ink',
              isDragging && 'opacity-30',
            )}
            onPointerDown={(event) => begin(event, at, start)}
            onPointerMove={move}
            onPointerUp={end}
            onKeyDown={(event) => {
              const step = stepOf(event.key)
              if (event.key === 'Delete' || event.key === 'Backspace') onDrop(at)
              else if (step) onChange(nudge(start, at, project, step) ?? null)
              else return
              event.preventDefault()
              event.stopPropagation()
            }}
          />
        ),
      ]
    }),
  )
}

function stepOf(key: string): [x: number, y: number] | undefined {
  return { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key] as
    | [number, number]
    | undefined
}

/** Moves a corner by the ground that one pixel shows. */
function nudge(content: GridContent, at: LngLat, project: Pixels, [x, y]: [number, number]) {
  const degrees = 1e-5
  const pixels = Math.abs(project([at[0] + degrees, at[1]]).x - project(at).x) || 1
  return dragCorner(content, at, [at[0] + (x * degrees) / pixels, at[1] + (y * degrees) / pixels])
}
