import { mergeCells } from '../../geo/merge-cells.ts'
import { Locator } from '../locate/locator.ts'
import type { GridContent } from './grid-content.ts'

/** Ids and versions that a grid of a division has, or will have. */
export type GridIds = {
  readonly ofCell: (index: number) => { readonly id: number; readonly versionId: string }
  readonly ofDuty: (key: string) => { readonly id: number; readonly versionId: string }
}

/** Decides by the city's own rule, borders and all, which grid of a division a place would belong to. */
export function gridLocator(areaId: number, { cells, duties }: GridContent, ids: GridIds): Locator {
  return new Locator({
    areas: [],
    dutyGrids: duties.map(({ key, code, name }) => {
      const { id, versionId } = ids.ofDuty(key)
      const own = cells.filter(({ dutyKey }) => dutyKey === key)
      return {
        dutyGridId: id,
        versionId,
        code,
        name,
        nameEn: '',
        scopeAreaId: areaId,
        people: [],
        polygons: mergeCells(own.map(({ polygons }) => polygons)),
      }
    }),
    unitGrids: cells.map(({ code, dutyKey, polygons }, i) => {
      const { id, versionId } = ids.ofCell(i)
      return { unitGridId: id, versionId, code, dutyGridId: ids.ofDuty(dutyKey).id, polygons }
    }),
  })
}
