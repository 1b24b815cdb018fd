import { z } from 'zod'
import { isLngLat, type MultiPolygonCoordinates } from '../../geo/lng-lat.ts'
import { CodedError } from '../errors.ts'

/** A sequence of three digits. */
export const MOST_CELLS = 999
const MOST_POSITIONS = 100_000

const position = z
  .tuple([z.number(), z.number()])
  .refine(([lng, lat]) => isLngLat(lng, lat), 'longitude and latitude in degrees')
const polygons = z
  .array(z.array(z.array(position).min(4).max(20_000)).min(1).max(500))
  .min(1)
  .max(100)

export const gridContentSchema = z.object({
  cells: z
    .array(
      z.object({
        unitGridId: z.number().int().positive().nullable(),
        /** Empty until the server gives one. */
        code: z.string().max(40),
        dutyKey: z.string().min(1).max(40),
        landUse: z.string().max(100),
        /** Unit grids that it is made of. */
        from: z.array(z.number().int().positive()).max(MOST_CELLS),
        polygons,
      }),
    )
    .max(MOST_CELLS + 1),
  duties: z
    .array(
      z.object({
        key: z.string().min(1).max(40),
        dutyGridId: z.number().int().positive().nullable(),
        code: z.string().max(40),
        name: z.string().trim().max(100),
        nameEn: z.string().trim().max(100),
        /** Duty grids that it is made of: whose people it takes over. */
        from: z.array(z.number().int().positive()).max(MOST_CELLS),
      }),
    )
    .max(MOST_CELLS),
})

export type GridCell = {
  readonly unitGridId: number | null
  readonly code: string
  readonly dutyKey: string
  readonly landUse: string
  readonly from: readonly number[]
  readonly polygons: MultiPolygonCoordinates
}
export type GridDuty = {
  readonly key: string
  readonly dutyGridId: number | null
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly from: readonly number[]
}
/** One community's unit grids, and the duty grids that they make up. */
export type GridContent = { readonly cells: readonly GridCell[]; readonly duties: readonly GridDuty[] }

/** Refuses what the fields alone do not tell: doubled ids, keys that are not there, too much to draw. */
export function mustFit(content: GridContent, base: GridContent): void {
  const keys = new Set(content.duties.map(({ key }) => key))
  if (keys.size !== content.duties.length) throw refuse('content.duties', 'each key once')
  const wrong = content.cells.findIndex(({ dutyKey }) => !keys.has(dutyKey))
  if (wrong >= 0) throw refuse(`content.cells.${wrong}.dutyKey`, 'the key of a duty grid')
  mustKnow(content.cells, base.cells, (cell) => cell.unitGridId, 'content.cells')
  mustKnow(content.duties, base.duties, (duty) => duty.dutyGridId, 'content.duties')
  const count = content.cells.reduce((sum, { polygons }) => sum + polygons.flat(2).length, 0)
  if (count > MOST_POSITIONS) throw refuse('content.cells', `at most ${MOST_POSITIONS} positions`)
}

/** A grid that goes on is one that the draft began with, and goes on once. */
function mustKnow<T>(
  mine: readonly T[],
  before: readonly T[],
  idOf: (row: T) => number | null,
  field: string,
) {
  const known = new Set(before.map(idOf))
  for (const [i, row] of mine.entries()) {
    const id = idOf(row)
    if (id !== null && !known.delete(id)) throw refuse(`${field}.${i}`, 'a grid of this community, once')
  }
}

function refuse(field: string, expected: string): CodedError {
  return new CodedError(
    'bad_input',
    'BAD_GRIDS',
    `网格草稿不符合要求（${field}）`,
    `The grids do not fit: ${field}`,
    {
      field,
      expected,
    },
  )
}
