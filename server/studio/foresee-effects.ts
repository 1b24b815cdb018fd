import { areaSquareMeters } from '../../geo/area-square-meters.ts'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Trx } from '../db/client.ts'
import type { Locator } from '../locate/locator.ts'
import { compareGrids } from './compare-grids.ts'
import type { GridContent } from './grid-content.ts'
import { gridLocator } from './grid-locator.ts'
import { listPlaced } from './list-placed.ts'

export type DraftEffects = {
  readonly cells: {
    readonly fresh: readonly string[]
    readonly changed: readonly string[]
    readonly ended: readonly string[]
  }
  readonly duties: {
    readonly key: string
    readonly code: string
    readonly name: string
    readonly nameEn: string
    readonly how: 'new' | 'changed' | 'ended'
    readonly squareMeters: { readonly before: number; readonly after: number }
    readonly openCases: { readonly before: number; readonly after: number }
    /** Who is there, or comes along; of a grid that ends: who has no grid any more. */
    readonly people: readonly {
      readonly name: string
      readonly nameEn: string
      readonly duty: 'chief' | 'worker' | 'collector'
    }[]
  }[]
  /** Open cases that get another duty grid. */
  readonly movedCases: readonly {
    readonly caseId: number
    readonly number: string
    readonly lngLat: LngLat
    readonly from: string
    readonly to: string
  }[]
  readonly movedCaseCount: number
  readonly movedPartCount: number
}

const MOST_LISTED = 200

/** What would change, and for whom, if a division took effect now. Closed cases keep the grids they had. */
export async function foreseeEffects(
  trx: Trx,
  areaId: number,
  content: GridContent,
  base: GridContent,
): Promise<DraftEffects> {
  const changes = compareGrids(content, base)
  const after = locatorOf(areaId, content)
  const { cases, parts } = await listPlaced(trx, areaId)
  const codeOf = new Map(base.duties.map(({ dutyGridId, code }) => [dutyGridId, code]))
  const placed = cases.map((record) => ({
    ...record,
    from: codeOf.get(record.dutyGridId) ?? '',
    to: after.locate(record.lngLat[0], record.lngLat[1]).dutyGrid?.code ?? '',
  }))
  const moved = placed.filter(({ from, to }) => from !== to)
  const movedParts = parts.filter(
    ({ lngLat, unitGridId }) =>
      (after.locate(lngLat[0], lngLat[1]).unitGrid?.code ?? null) !==
      (base.cells.find((cell) => cell.unitGridId === unitGridId)?.code ?? null),
  )
  const people = await trx
    .selectFrom('duty_grid_person')
    .innerJoin('person', 'person.person_id', 'duty_grid_person.person_id')
    .select(['duty_grid_id', 'person.name', 'person.name_en', 'duty'])
    .execute()
  const areaOf = ({ cells }: GridContent, key: string) =>
    cells.reduce((sum, cell) => sum + (cell.dutyKey === key ? areaSquareMeters(cell.polygons) : 0), 0)
  const touched = [
    ...changes.newDuties.map((duty) => ({ duty, how: 'new' as const })),
    ...changes.changedDuties.map((duty) => ({ duty, how: 'changed' as const })),
    ...changes.endedDuties.map((duty) => ({ duty, how: 'ended' as const })),
  ]
  return {
    cells: {
      fresh: changes.newCells.map(({ code }) => code),
      changed: changes.changedCells.map(({ code }) => code),
      ended: changes.endedCells.map(({ code }) => code),
    },
    duties: touched.map(({ duty: { key, code, name, nameEn, dutyGridId, from }, how }) => ({
      key,
      code,
      name,
      nameEn,
      how,
      squareMeters: { before: Math.round(areaOf(base, key)), after: Math.round(areaOf(content, key)) },
      openCases: {
        before: placed.filter((record) => record.from === code).length,
        after: placed.filter((record) => record.to === code).length,
      },
      people: people
        .filter(({ duty_grid_id }) =>
          dutyGridId === null ? from.includes(duty_grid_id) : duty_grid_id === dutyGridId,
        )
        .map(({ name: personName, name_en, duty }) => ({ name: personName, nameEn: name_en, duty })),
    })),
    movedCases: moved
      .slice(0, MOST_LISTED)
      .map(({ caseId, number, lngLat, from, to }) => ({ caseId, number, lngLat, from, to })),
    movedCaseCount: moved.length,
    movedPartCount: movedParts.length,
  }
}

/** Grids that are not there yet have no ids: places in the list serve. */
function locatorOf(areaId: number, content: GridContent): Locator {
  const dutyNumbers = new Map(content.duties.map(({ key }, i) => [key, i + 1]))
  return gridLocator(areaId, content, {
    ofCell: (index) => ({ id: index + 1, versionId: '' }),
    ofDuty: (key) => ({ id: dutyNumbers.get(key) ?? 0, versionId: '' }),
  })
}
