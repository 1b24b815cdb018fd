import type {
  BundleDepartment,
  BundleDutyGrid,
  BundlePerson,
  BundleRosterShift,
  BundleUnit,
} from '../../server/exchange/bundle.ts'
import { takesCases } from '../../server/organization/integration.ts'
import { departments } from '../packs/city-management/departments.ts'
import { fleets } from '../packs/city-management/fleets.ts'
import type { Geography } from './geography.ts'
import type { Layout } from './layout.ts'
import { personName } from './names.ts'
import { toLngLat } from './plane.ts'
import type { Random } from './random.ts'
import type { Roadside } from './roadside.ts'
import { rosterOf } from './roster.ts'

export type Organization = {
  readonly departments: readonly BundleDepartment[]
  readonly people: readonly BundlePerson[]
  readonly roster: readonly BundleRosterShift[]
  readonly units: readonly BundleUnit[]
  readonly peopleOfDutyGrid: ReadonlyMap<string, BundleDutyGrid['people']>
}

/** Two crews share a depot. */
const CREWS_A_DEPOT = 2
/** Fleets are counted for a district of so many unit grids. */
const USUAL_GRIDS = 1000

const dayShift = [6 * 60 + 30, 18 * 60 + 30] as const
const nightShift = [18 * 60 + 30, 30 * 60 + 30] as const

function shiftsOf(index: number): BundleUnit['shifts'] {
  const [startMinute, endMinute] = index % 3 === 1 ? nightShift : dayShift
  // One free day a week, not the same for all.
  return [0, 1, 2, 3, 4, 5, 6]
    .filter((weekday) => index < 3 || weekday !== (index * 2) % 7)
    .map((weekday) => ({ weekday, startMinute, endMinute }))
}

const posts: readonly (readonly [post: string, departmentCode: string, count: number])[] = [
  ['shift_leader', 'ZH', 4],
  ['dispatcher', 'ZH', 10],
  ['call_taker', 'JD', 12],
  ['supervisor', 'JD', 8],
  ['planner', 'CG', 2],
  ['admin', 'ZH', 1],
]
/** Grids one worker walks, and one collector. */
const GRIDS_PER_WORKER = 2
const GRIDS_PER_COLLECTOR = 4

/** The office of a subdistrict, by the district's and the subdistrict's own digits: a city has several districts. */
export function officeCodeOf(subdistrictCode: string): string {
  return `JD${subdistrictCode.slice(4, 9)}`
}

export function staff(
  layout: Layout,
  geography: Geography,
  roadside: Roadside,
  random: Random,
): Organization {
  const subdistricts = geography.areas.filter((area) => area.level === 'subdistrict')
  const offices: BundleDepartment[] = subdistricts.map((area) => ({
    code: officeCodeOf(area.code),
    name: `${area.name}${area.name.endsWith('镇') ? '人民政府' : '办事处'}`,
    nameEn: `${area.nameEn} Office`,
    kind: 'subdistrict',
    integrationLevel: 3,
    areaCode: area.code,
    mandate: '辖区兜底处置、网格管理与基层治理',
    mandateEn: 'Answers for whatever in its area falls to nobody else',
  }))
  const allDepartments = [...departments, ...offices]
  const people: BundlePerson[] = []
  const hire = (post: string, departmentCode: string | null, areaCode: string | null): string => {
    const code = `P${String(people.length + 1).padStart(4, '0')}`
    people.push({
      code,
      ...personName(random),
      post,
      departmentCode,
      areaCode,
      // 199 with a zero block is not given out by any operator.
      phone: `1990000${String(random.integer(0, 9999)).padStart(4, '0')}`,
    })
    return code
  }
  for (const [post, departmentCode, count] of posts) {
    for (let i = 0; i < count; i++) hire(post, departmentCode, null)
  }
  // Of one that only shares its data, nobody works here.
  for (const department of allDepartments.filter((one) => takesCases(one.integrationLevel)))
    hire('handler', department.code, null)
  const peopleOfDutyGrid = new Map<string, BundleDutyGrid['people']>()
  let worker = ''
  let collector = ''
  geography.communities.forEach((community) => {
    const office = officeCodeOf(community.subdistrictCode)
    const chief = hire('grid_chief', office, community.code)
    const grids = geography.dutyGrids.filter((grid) => grid.areaCode === community.code)
    grids.forEach((grid, i) => {
      if (i % GRIDS_PER_WORKER === 0) worker = hire('grid_worker', office, community.code)
      if (i % GRIDS_PER_COLLECTOR === 0) collector = hire('collector', 'JD', community.code)
      peopleOfDutyGrid.set(grid.code, [
        { personCode: chief, duty: 'chief' },
        { personCode: worker, duty: 'worker' },
        { personCode: collector, duty: 'collector' },
      ])
    })
  })
  return {
    departments: allDepartments,
    people,
    roster: rosterOf(people),
    units: buildFleets(layout, offices, roadside, random),
    peopleOfDutyGrid,
  }
}

function buildFleets(
  layout: Layout,
  offices: readonly BundleDepartment[],
  roadside: Roadside,
  random: Random,
): BundleUnit[] {
  const depots = layout.landUses.flatMap((use, face) =>
    (use === 'commercial' || use === 'residential') && roadside.hasRoad(face) ? [face] : [],
  )
  const units: BundleUnit[] = []
  const size = Math.max(1, (layout.landUses.length / USUAL_GRIDS) * 0.8)
  const names = new Map(departments.map(({ code, name }) => [code, name]))
  for (const fleet of fleets) {
    const count = Math.round(fleet.count * size)
    const depotCount = Math.ceil(count / CREWS_A_DEPOT)
    // Spread over the district: every n-th place, not the first ones.
    const bases = Array.from({ length: depotCount }, (_, i) => {
      const face = depots[Math.floor(((i + random.next()) / depotCount) * depots.length) % depots.length]!
      return roadside.spotIn(face, random)
    })
    for (let i = 0; i < count; i++) {
      const base = bases[i % depotCount]!
      units.push({
        code: `U-${fleet.departmentCode}-${String(i + 1).padStart(2, '0')}`,
        name: `${fleet.name}${i + 1}组`,
        nameEn: `${fleet.nameEn} ${i + 1}`,
        kind: fleet.kind,
        departmentCode: fleet.departmentCode,
        skills: fleet.skills,
        home: toLngLat([base.at[0] + (i % 3) * 4, base.at[1] + (i % 2) * 4]),
        areaCode: null,
        shifts: shiftsOf(i),
        outfit: {
          crewSize: fleet.crewSize,
          vehicleKind: fleet.vehicles[i % fleet.vehicles.length]!,
          vehiclePlate: plateOf(units.length),
          equipment: fleet.equipment,
          depot: `${names.get(fleet.departmentCode)!}${base.road}基地`,
        },
      })
    }
  }
  const depotFaces = new Set(depots)
  offices.forEach((office, i) => {
    const subdistrict = layout.division.subdistricts[i]!
    const nearby = subdistrict.faces.filter((face) => depotFaces.has(face))
    // A town of fields has no depot of its own.
    const built = nearby.length > 0 ? nearby : depots
    units.push({
      code: `U-${office.code}-01`,
      name: `${subdistrict.plan.name.replace(/(街道|镇)$/, '')}巡查组`,
      nameEn: `${subdistrict.plan.nameEn.replace(/ (Subdistrict|Town)$/, '')} Patrol`,
      kind: 'patrol',
      departmentCode: office.code,
      skills: ['order', 'sanitation'],
      home: toLngLat(roadside.spotIn(random.pick(built), random).at),
      areaCode: office.areaCode,
      shifts: shiftsOf(i % 2 === 0 ? 0 : 2),
      outfit: {
        crewSize: 2,
        vehicleKind: '电动巡逻车',
        vehiclePlate: plateOf(units.length),
        equipment: ['手持终端', '扩音器', '警示锥'],
        depot: office.name,
      },
    })
  })
  return units
}

/** 江 is no province: these plates are on no car. */
function plateOf(index: number): string {
  return `江A·${String(((index + 1) * 7919) % 100_000).padStart(5, '0')}`
}
