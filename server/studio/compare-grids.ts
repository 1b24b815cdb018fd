import { areaSquareMeters } from '../../geo/area-square-meters.ts'
import type { GridCell, GridContent, GridDuty } from './grid-content.ts'

/** A cell whose border only got corners that lie on it is the same cell. */
const SAME_SQUARE_METERS = 0.01

export type GridChanges = {
  readonly newCells: readonly GridCell[]
  /** Same id, other shape or other duty grid. */
  readonly changedCells: readonly GridCell[]
  readonly endedCells: readonly GridCell[]
  readonly newDuties: readonly GridDuty[]
  readonly changedDuties: readonly GridDuty[]
  readonly endedDuties: readonly GridDuty[]
}

/** What a division changes against another, grid by grid. */
export function compareGrids(content: GridContent, base: GridContent): GridChanges {
  const cellsBefore = new Map(base.cells.map((cell) => [cell.unitGridId, cell]))
  const dutiesBefore = new Map(base.duties.map((duty) => [duty.dutyGridId, duty]))
  const dutyIds = new Map([...base.duties, ...content.duties].map((duty) => [duty.key, duty.dutyGridId]))
  const goingOn = content.cells.filter(({ unitGridId }) => cellsBefore.has(unitGridId))
  const changedCells = goingOn.filter((cell) => {
    const before = cellsBefore.get(cell.unitGridId)
    return !before || dutyIds.get(cell.dutyKey) !== dutyIds.get(before.dutyKey) || !isSameShape(cell, before)
  })
  const newCells = content.cells.filter(({ unitGridId }) => !cellsBefore.has(unitGridId))
  const cellIds = new Set(content.cells.map(({ unitGridId }) => unitGridId))
  const endedCells = base.cells.filter(({ unitGridId }) => !cellIds.has(unitGridId))
  const touched = new Set([
    ...[...newCells, ...changedCells].map(({ dutyKey }) => dutyKey),
    ...[...changedCells, ...endedCells].flatMap(({ unitGridId }) => {
      const before = base.cells.find((cell) => cell.unitGridId === unitGridId)
      return before ? [before.dutyKey] : []
    }),
  ])
  const dutyIdsAfter = new Set(content.duties.map(({ dutyGridId }) => dutyGridId))
  return {
    newCells,
    changedCells,
    endedCells,
    newDuties: content.duties.filter(({ dutyGridId }) => !dutiesBefore.has(dutyGridId)),
    changedDuties: content.duties.filter((duty) => {
      const before = dutiesBefore.get(duty.dutyGridId)
      if (!before) return false
      return touched.has(duty.key) || duty.name !== before.name || duty.nameEn !== before.nameEn
    }),
    endedDuties: base.duties.filter(({ dutyGridId }) => !dutyIdsAfter.has(dutyGridId)),
  }
}

function isSameShape(a: GridCell, b: GridCell): boolean {
  if (a.polygons.length !== b.polygons.length) return false
  if (Math.abs(areaSquareMeters(a.polygons) - areaSquareMeters(b.polygons)) >= SAME_SQUARE_METERS)
    return false
  return hasAll(a, b) || hasAll(b, a)
}

function hasAll(a: GridCell, b: GridCell): boolean {
  const corners = new Set(a.polygons.flat(2).map(String))
  return b.polygons.flat(2).every((corner) => corners.has(String(corner)))
}
