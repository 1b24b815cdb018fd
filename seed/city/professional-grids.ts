import type { BundleProfessionalGrid } from '../../server/exchange/bundle.ts'
import { closed } from './closed.ts'
import type { Geography } from './geography.ts'
import { growRegions } from './grow-regions.ts'
import type { LandUse, Layout } from './layout.ts'
import { outlineOf } from './outline.ts'

type Sector = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly departmentCode: string
  /** Unit grids of one beat. */
  readonly size: number
  readonly isServed: (use: LandUse) => boolean
}

const sectors: readonly Sector[] = [
  {
    code: 'HW',
    name: '环卫',
    nameEn: 'Sanitation',
    departmentCode: 'HW',
    size: 26,
    isServed: (use) => use !== 'water' && use !== 'hill',
  },
  {
    code: 'YL',
    name: '园林',
    nameEn: 'Greening',
    departmentCode: 'YL',
    size: 40,
    isServed: (use) => use !== 'water' && use !== 'farmland',
  },
  {
    code: 'SZ',
    name: '市政',
    nameEn: 'Road Works',
    departmentCode: 'SZ',
    size: 48,
    isServed: (use) => use !== 'water' && use !== 'hill' && use !== 'farmland',
  },
  {
    code: 'SW',
    name: '河道',
    nameEn: 'Waterway',
    departmentCode: 'SW',
    size: 12,
    isServed: (use) => use === 'water',
  },
]

/** Beats of the trades inside each subdistrict: unit grids that touch, about as many in each. */
export function drawProfessionalGrids(layout: Layout, geography: Geography): BundleProfessionalGrid[] {
  const grids: BundleProfessionalGrid[] = []
  for (const sector of sectors) {
    for (const { plan, faces } of layout.division.subdistricts) {
      const served = faces.filter((face) => sector.isServed(layout.landUses[face]!))
      if (served.length === 0) continue
      const name = plan.name.replace(/(街道|镇)$/, '')
      const nameEn = plan.nameEn.replace(/ (Subdistrict|Town)$/, '')
      growRegions(layout.patchwork, served, Math.max(1, Math.round(served.length / sector.size))).forEach(
        (members, i) => {
          const number = String(i + 1).padStart(2, '0')
          const [first] = members
          grids.push({
            code: `${geography.unitGridCodeOfFace[first!]!.slice(0, 9)}${sector.code}${number}`,
            sector: sector.code,
            name: `${name}${sector.name}${i + 1}号网格`,
            nameEn: `${nameEn} ${sector.nameEn} ${i + 1}`,
            departmentCode: sector.departmentCode,
            unitGridCodes: members.map((face) => geography.unitGridCodeOfFace[face]!).sort(),
            geometry: outlineOf(layout.mesh, members).map((rings) =>
              rings.map((ring) => closed(ring.map((vertex) => layout.mesh.points[vertex]!))),
            ),
          })
        },
      )
    }
  }
  return grids
}
