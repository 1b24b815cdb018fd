import { sql } from 'kysely'
import type { BundleProfessionalGrid } from '../bundle.ts'
import { currentIds, idsOf, loadVersions } from './load-geography.ts'
import { idsByCode } from './load-organization.ts'
import { inTransaction, type Loader } from './loader.ts'

/** The beats of trades, versioned like the unit grids that they are made of. */
export async function loadProfessionalGrids(loader: Loader): Promise<void> {
  const { sourceSystem, professionalGrids = [], unitGrids } = loader.bundle
  if (professionalGrids.length === 0) return
  await inTransaction(loader, async (trx) => {
    const departmentIds = await idsByCode(trx, 'department')
    const areaIds = await currentIds(trx, 'area', sourceSystem)
    const unitGridIds = await currentIds(trx, 'unit_grid', sourceSystem)
    const areaOfUnitGrid = new Map(unitGrids.map(({ code, areaCode }) => [code, areaIds.get(areaCode)]))
    const ids = await idsOf(trx, 'professional_grid', sourceSystem, professionalGrids)
    const intArray = (
      name: string,
      value: (row: BundleProfessionalGrid) => readonly (number | undefined)[],
    ) => ({
      name,
      type: 'text',
      value: (row: BundleProfessionalGrid) =>
        `{${[...new Set(value(row).filter((id) => id !== undefined))].join(',')}}`,
      as: (column: ReturnType<typeof sql>) => sql`${column}::int[]`,
    })
    await loadVersions<BundleProfessionalGrid>(loader, trx, 'professional_grid', professionalGrids, ids, [
      { name: 'professional_grid_id', type: 'int', value: ({ code }) => ids.get(code) },
      { name: 'name_en', type: 'text', value: ({ nameEn }) => nameEn },
      { name: 'sector', type: 'text', value: ({ sector }) => sector },
      {
        name: 'department_id',
        type: 'int',
        value: ({ departmentCode }) =>
          departmentCode === null ? null : (departmentIds.get(departmentCode) ?? null),
      },
      intArray('unit_grid_ids', ({ unitGridCodes }) => unitGridCodes.map((code) => unitGridIds.get(code))),
      intArray('scope_area_ids', ({ unitGridCodes }) =>
        unitGridCodes.map((code) => areaOfUnitGrid.get(code)),
      ),
    ])
  })
}
