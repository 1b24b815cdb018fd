import type {
  BundleDepartment,
  BundleDutyGrid,
  BundlePerson,
  BundleUnit,
} from '../../server/exchange/bundle.ts'
import { departments } from '../packs/city-management/departments.ts'
import type { Geography } from './geography.ts'
import type { Layout } from './layout.ts'
import { personName } from './names.ts'
import { toLngLat } from './plane.ts'
import type { Random } from './random.ts'
import type { Roadside } from './roadside.ts'

export type Organization = {
  readonly departments: readonly BundleDepartment[]
  readonly people: readonly BundlePerson[]
  readonly units: readonly BundleUnit[]
  readonly peopleOfDutyGrid: ReadonlyMap<string, BundleDutyGrid['people']>
}

type Fleet = {
  readonly departmentCode: string
  readonly kind: string
  readonly name: string
  readonly nameEn: string
  readonly skills: readonly string[]
  readonly count: number
}

const fleets: readonly Fleet[] = [
  {
    departmentCode: 'HW',
    kind: 'sanitation',
    name: '环卫作业',
    nameEn: 'Sanitation crew',
    skills: ['sanitation'],
    count: 14,
  },
  {
    departmentCode: 'ZF',
    kind: 'enforcement',
    name: '执法中队',
    nameEn: 'Enforcement squad',
    skills: ['enforcement'],
    count: 9,
  },
  {
    departmentCode: 'JJ',
    kind: 'traffic',
    name: '交警铁骑',
    nameEn: 'Traffic motorcycle',
    skills: ['traffic'],
    count: 6,
  },
  {
    departmentCode: 'SZ',
    kind: 'repair',
    name: '市政抢修',
    nameEn: 'Road repair crew',
    skills: ['road'],
    count: 5,
  },
  {
    departmentCode: 'ZM',
    kind: 'lighting',
    name: '照明抢修',
    nameEn: 'Lighting crew',
    skills: ['lighting'],
    count: 4,
  },
  {
    departmentCode: 'PS',
    kind: 'drainage',
    name: '排水抢险',
    nameEn: 'Drainage crew',
    skills: ['drainage'],
    count: 5,
  },
  {
    departmentCode: 'YL',
    kind: 'greening',
    name: '园林养护',
    nameEn: 'Greenery crew',
    skills: ['greening'],
    count: 4,
  },
  {
    departmentCode: 'ZJ',
    kind: 'inspection',
    name: '工地巡查',
    nameEn: 'Site inspection',
    skills: ['construction'],
    count: 3,
  },
  {
    departmentCode: 'SW',
    kind: 'river',
    name: '河道保洁',
    nameEn: 'River cleaning boat',
    skills: ['water_body'],
    count: 2,
  },
  {
    departmentCode: 'GS',
    kind: 'water',
    name: '供水抢修',
    nameEn: 'Water repair crew',
    skills: ['water'],
    count: 3,
  },
  {
    departmentCode: 'RQ',
    kind: 'gas',
    name: '燃气抢修',
    nameEn: 'Gas repair crew',
    skills: ['gas'],
    count: 2,
  },
  {
    departmentCode: 'GD',
    kind: 'power',
    name: '电力抢修',
    nameEn: 'Power repair crew',
    skills: ['power'],
    count: 3,
  },
  {
    departmentCode: 'TX',
    kind: 'telecom',
    name: '通信抢修',
    nameEn: 'Telecom repair crew',
    skills: ['telecom'],
    count: 2,
  },
  {
    departmentCode: 'YJ',
    kind: 'rescue',
    name: '应急救援',
    nameEn: 'Rescue team',
    skills: ['rescue'],
    count: 3,
  },
]

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

export function staff(
  layout: Layout,
  geography: Geography,
  roadside: Roadside,
  random: Random,
): Organization {
  const subdistricts = geography.areas.filter((area) => area.level === 'subdistrict')
  const offices: BundleDepartment[] = subdistricts.map((area) => ({
    code: `JD${area.code.slice(6, 9)}`,
    name: `${area.name}${area.name.endsWith('镇') ? '人民政府' : '办事处'}`,
    nameEn: `${area.nameEn} Office`,
    kind: 'subdistrict',
    integrationLevel: 3,
    areaCode: area.code,
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
  for (const department of allDepartments) hire('handler', department.code, null)
  const peopleOfDutyGrid = new Map<string, BundleDutyGrid['people']>()
  let worker = ''
  let collector = ''
  geography.communities.forEach((community) => {
    const office = `JD${community.subdistrictCode.slice(6, 9)}`
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
  for (const fleet of fleets) {
    for (let i = 0; i < fleet.count; i++) {
      // Spread over the district: every n-th depot, not the first ones.
      const face = depots[Math.floor(((i + random.next()) / fleet.count) * depots.length) % depots.length]!
      units.push({
        code: `U-${fleet.departmentCode}-${String(i + 1).padStart(2, '0')}`,
        name: `${fleet.name}${i + 1}组`,
        nameEn: `${fleet.nameEn} ${i + 1}`,
        kind: fleet.kind,
        departmentCode: fleet.departmentCode,
        skills: fleet.skills,
        home: toLngLat(roadside.spotIn(face, random).at),
        areaCode: null,
        shifts: shiftsOf(i),
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
    })
  })
  return units
}
