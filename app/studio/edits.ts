import { insertCorner, moveCorner, removeCorner } from '../../geo/border-edits.ts'
import type { LngLat, MultiPolygonCoordinates } from '../../geo/lng-lat.ts'
import { mergeCells } from '../../geo/merge-cells.ts'
import { type Split, splitCell } from '../../geo/split-cell.ts'
import type { Outputs } from '../_trpc/api.ts'

export type GridContent = Outputs['studio']['get']['content']
export type GridCell = GridContent['cells'][number]
export type SplitFault = Extract<Split, { ok: false }>['reason']

function shapesOf({ cells }: GridContent): readonly MultiPolygonCoordinates[] {
  return cells.map(({ polygons }) => polygons)
}

function withShapes(content: GridContent, shapes: readonly MultiPolygonCoordinates[]): GridContent {
  return {
    ...content,
    cells: content.cells.map((cell, i) => {
      const polygons = shapes[i] ?? cell.polygons
      return polygons === cell.polygons ? cell : { ...cell, polygons }
    }),
  }
}

function originsOf({ unitGridId, from }: GridCell): readonly number[] {
  return unitGridId === null ? from : [unitGridId]
}

/** Splits a cell; its second half is a new cell of the same duty grid, at the end of the list. */
export function splitAt(
  content: GridContent,
  index: number,
  line: readonly LngLat[],
): { content: GridContent } | { fault: SplitFault } {
  const cell = content.cells[index]
  const split = splitCell(shapesOf(content), index, line)
  if (!cell || !split.ok) return { fault: split.ok ? 'many-parts' : split.reason }
  const whole = withShapes(content, split.mesh)
  const half = { ...cell, unitGridId: null, code: '', from: [...originsOf(cell)], polygons: split.second }
  return { content: { ...whole, cells: [...whole.cells, half] } }
}

/** One new cell in the place of several; undefined where they do not touch. */
export function mergeAt(content: GridContent, indices: readonly number[]): GridContent | undefined {
  const merging = indices.flatMap((i) => content.cells[i] ?? [])
  const [first] = merging
  const polygons = mergeCells(merging.map((cell) => cell.polygons))
  if (!first || merging.length < 2 || polygons.length !== 1) return undefined
  const from = [...new Set(merging.flatMap(originsOf))]
  const merged = { ...first, unitGridId: null, code: '', from, polygons }
  const rest = content.cells.filter((_, i) => !indices.includes(i))
  return withoutEmptyDuties({ ...content, cells: [...rest, merged] })
}

/** Gives cells to a duty grid; one that is left without cells ends. */
export function assignTo(content: GridContent, indices: readonly number[], dutyKey: string): GridContent {
  return withoutEmptyDuties({
    ...content,
    cells: content.cells.map((cell, i) => (indices.includes(i) ? { ...cell, dutyKey } : cell)),
  })
}

/** Makes cells a duty grid of their own, whose people come from where the cells were. */
export function foundDuty(content: GridContent, indices: readonly number[], name: string): GridContent {
  const keys = new Set(content.duties.map(({ key }) => key))
  let number = content.duties.length + 1
  while (keys.has(`new-${number}`)) number++
  const key = `new-${number}`
  const olds = new Set(indices.map((i) => content.cells[i]?.dutyKey))
  const from = content.duties
    .filter((duty) => olds.has(duty.key))
    .flatMap(({ dutyGridId, from: earlier }) => (dutyGridId === null ? earlier : [dutyGridId]))
  const duty = { key, dutyGridId: null, code: '', name, nameEn: '', from: [...new Set(from)] }
  return assignTo({ ...content, duties: [...content.duties, duty] }, indices, key)
}

export function renameDuty(
  content: GridContent,
  key: string,
  names: { readonly name?: string; readonly nameEn?: string },
): GridContent {
  return {
    ...content,
    duties: content.duties.map((duty) => (duty.key === key ? { ...duty, ...names } : duty)),
  }
}

/** Undefined where a cell would cross itself. */
export function dragCorner(content: GridContent, from: LngLat, to: LngLat): GridContent | undefined {
  const shapes = moveCorner(shapesOf(content), from, to)
  return shapes && withShapes(content, shapes)
}

export function addCorner(content: GridContent, a: LngLat, b: LngLat, at: LngLat): GridContent {
  return withShapes(content, insertCorner(shapesOf(content), a, b, at))
}

/** Undefined where borders meet in it. */
export function dropCorner(content: GridContent, corner: LngLat): GridContent | undefined {
  const shapes = removeCorner(shapesOf(content), corner)
  return shapes && withShapes(content, shapes)
}

function withoutEmptyDuties(content: GridContent): GridContent {
  const used = new Set(content.cells.map(({ dutyKey }) => dutyKey))
  return { ...content, duties: content.duties.filter(({ key }) => used.has(key)) }
}
