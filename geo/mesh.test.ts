import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areaSquareMeters } from './area-square-meters.ts'
import { insertCorner, moveCorner, outlineCorners, removeCorner } from './border-edits.ts'
import type { LngLat, MultiPolygonCoordinates } from './lng-lat.ts'
import { mergeCells } from './merge-cells.ts'
import { nodeCells } from './node-cells.ts'
import { orderWestNorth } from './order-west-north.ts'
import { sideOfPolygon } from './point-in-polygon.ts'
import { splitCell } from './split-cell.ts'
import { validatePolygon } from './validate-polygon.ts'

const WEST = 118.8
const SOUTH = 31.9
const SIDE = 0.01
const COLUMNS = 3

function box(west: number, south: number, east: number, north: number): MultiPolygonCoordinates {
  return [
    [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  ]
}

/** 3 × 3 cells of about a kilometer, as drawn one by one. */
function nine(): MultiPolygonCoordinates[] {
  return nodeCells(
    Array.from({ length: COLUMNS ** 2 }, (_, i) => {
      const [x, y] = [i % COLUMNS, Math.floor(i / COLUMNS)]
      return box(WEST + x * SIDE, SOUTH + y * SIDE, WEST + (x + 1) * SIDE, SOUTH + (y + 1) * SIDE)
    }),
  )
}
const total = areaSquareMeters(nine().flat())

const place = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([x, y]): LngLat => [WEST + x * COLUMNS * SIDE, SOUTH + y * COLUMNS * SIDE])
const turn = fc.double({ min: 0, max: Math.PI, noNaN: true })
const edit = fc.oneof(
  fc.record({ kind: fc.constant('split' as const), place, turn }),
  fc.record({ kind: fc.constant('merge' as const), place, other: place }),
  fc.record({ kind: fc.constant('move' as const), place, other: place }),
)
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

function apply(mesh: MultiPolygonCoordinates[], edit: Edit): MultiPolygonCoordinates[] {
  const at = (p: LngLat) => mesh.findIndex((cell) => sideOfPolygon(cell, p[0], p[1]) === 'inside')
  const index = at(edit.place)
  if (index < 0) return mesh
  if (edit.kind === 'split') {
    const [dx, dy] = [Math.cos(edit.turn) * 0.1, Math.sin(edit.turn) * 0.1]
    const [lng, lat] = edit.place
    const split = splitCell(mesh, index, [
      [lng - dx, lat - dy],
      [lng, lat],
      [lng + dx, lat + dy],
    ])
    return split.ok ? [...split.mesh, split.second] : mesh
  }
  if (edit.kind === 'merge') {
    const other = at(edit.other)
    if (other < 0 || other === index) return mesh
    const merged = mergeCells([mesh[index]!, mesh[other]!])
    return merged.length === 1 ? [...mesh.filter((_, i) => i !== index && i !== other), merged] : mesh
  }
  const locked = outlineCorners(mesh)
  const corner = mesh[index]![0]![0]!.find((p) => !locked.has(String(p)))
  if (!corner) return mesh
  const to: LngLat = [
    corner[0] + (edit.other[0] - corner[0]) / 8,
    corner[1] + (edit.other[1] - corner[1]) / 8,
  ]
  return moveCorner(mesh, corner, to) ?? mesh
}

describe('editing a mesh of cells', () => {
  test('whatever is split, merged and moved: no area is lost, nothing gaps, nothing overlaps', () => {
    fc.assert(
      fc.property(
        fc.array(edit, { maxLength: 12 }),
        fc.array(place, { minLength: 40, maxLength: 40 }),
        (edits, places) => {
          const mesh = edits.reduce(apply, nine())
          for (const cell of mesh) expect(validatePolygon(cell)).toEqual({ ok: true })
          const sum = mesh.reduce((all, cell) => all + areaSquareMeters(cell), 0)
          expect(Math.abs(sum - total) / total).toBeLessThan(1e-4)
          for (const [lng, lat] of places) {
            const sides = mesh.map((cell) => sideOfPolygon(cell, lng, lat))
            expect(sides.filter((side) => side === 'inside').length).toBeLessThan(2)
            expect(sides.some((side) => side !== 'outside')).toBe(true)
          }
          const whole = mergeCells(mesh)
          expect(whole.length).toBe(1)
          expect(whole[0]!.length).toBe(1)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('a corner on a neighbour’s long edge becomes its corner too', () => {
    const [long, upper, lower] = nodeCells([box(0, 0, 1, 2), box(1, 1, 2, 2), box(1 + 1e-7, 0, 2, 1)])
    expect(long![0]![0]).toContainEqual([1, 1])
    expect(mergeCells([long!, upper!, lower!])).toHaveLength(1)
    expect(mergeCells([long!, upper!, lower!])[0]).toHaveLength(1)
  })

  test('what is merged round a third cell has it as a hole', () => {
    const mesh = nine()
    const ring = mergeCells(mesh.filter((_, i) => i !== 4))
    expect(ring).toHaveLength(1)
    expect(ring[0]).toHaveLength(2)
    expect(areaSquareMeters(ring)).toBeCloseTo(total - areaSquareMeters(mesh[4]!), 0)
  })

  test('cells that only meet in a corner do not become one', () => {
    const mesh = nine()
    expect(mergeCells([mesh[0]!, mesh[4]!])).toHaveLength(2)
  })

  test('a cut gives the neighbours its ends, and says why it is none', () => {
    const mesh = nine()
    const at = WEST + SIDE / 2
    const split = splitCell(mesh, 0, [
      [at, SOUTH - 0.001],
      [at, SOUTH + SIDE * 1.5],
    ])
    expect(split.ok && split.mesh[3]![0]![0]).toContainEqual([at, SOUTH + SIDE])
    expect(
      splitCell(mesh, 0, [
        [at, SOUTH + 0.002],
        [at, SOUTH + SIDE * 1.5],
      ]),
    ).toMatchObject({
      ok: false,
      reason: 'does-not-cross',
    })
    const wave: LngLat[] = [0.2, 0.4, 0.6, 0.8].map((x, i) => [
      WEST + x * SIDE,
      SOUTH + (i % 2 ? 1.2 : -0.2) * SIDE,
    ])
    expect(splitCell(mesh, 0, wave)).toMatchObject({ ok: false, reason: 'crosses-often' })
  })

  test('both sides of a border follow; what would cross itself stays', () => {
    const mesh = nine()
    const corner: LngLat = mesh[4]![0]![0]![0]!
    const to: LngLat = [corner[0] + 0.001, corner[1] + 0.001]
    const moved = moveCorner(mesh, corner, to)
    expect(moved?.filter((cell) => cell[0]![0]!.some((p) => String(p) === String(to)))).toHaveLength(4)
    expect(moved?.[8]).toBe(mesh[8])
    expect(moveCorner(mesh, corner, [WEST + 2.5 * SIDE, SOUTH + 2.5 * SIDE])).toBeUndefined()
  })

  test('a corner comes and goes on both sides; a meeting of three borders stays', () => {
    const mesh = nine()
    const [a, b] = [mesh[4]![0]![0]![0]!, mesh[4]![0]![0]![1]!]
    const at: LngLat = [(a[0] + b[0]) / 2, a[1]]
    const more = insertCorner(mesh, a, b, at)
    expect(more.filter((cell) => cell[0]![0]!.length === 6)).toHaveLength(2)
    expect(removeCorner(more, at)).toEqual(mesh)
    expect(removeCorner(mesh, a)).toBeUndefined()
  })
})

test('cells are counted from west to east, then from north to south', () => {
  expect(
    orderWestNorth([
      [118.82, 31.9],
      [118.8, 31.9],
      [118.8, 31.95],
    ]),
  ).toEqual([2, 1, 0])
  expect(orderWestNorth([[118.8, 31.9]])).toEqual([0])
})
