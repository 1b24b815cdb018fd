import type { BundleDepartment, BundleDuty } from '../../../server/exchange/bundle.ts'
import { categories } from './categories.ts'

type Row = readonly [
  code: string,
  name: string,
  nameEn: string,
  kind: BundleDepartment['kind'],
  integrationLevel: 1 | 2 | 3,
  mandate: string,
  mandateEn: string,
]

const rows: readonly Row[] = [
  [
    'ZH',
    '区城市运行指挥中心',
    'City Operations Command Center',
    'center',
    3,
    '统筹全区案件分拨、指挥调度与应急联动',
    'Dispatches and commands across the district',
  ],
  [
    'JD',
    '区城市管理监督中心',
    'City Management Supervision Center',
    'supervision',
    3,
    '受理、立案、核查与结案，监督处置质量',
    'Takes reports, registers, checks and closes',
  ],
  [
    'CG',
    '区城市管理局',
    'City Management Bureau',
    'bureau',
    3,
    '市容环境与城市管理的主管部门',
    'In charge of the city environment',
  ],
  [
    'ZF',
    '区综合行政执法大队',
    'Administrative Enforcement Brigade',
    'bureau',
    3,
    '占道经营、违章搭建、油烟噪声等执法',
    'Enforces street order and building rules',
  ],
  [
    'JJ',
    '区交警大队',
    'Traffic Police Brigade',
    'bureau',
    2,
    '道路交通秩序与交通设施',
    'Traffic order and traffic facilities',
  ],
  [
    'ZJ',
    '区住房和城乡建设局',
    'Housing and Construction Bureau',
    'bureau',
    3,
    '建设工地与房屋安全监管',
    'Supervises building sites and houses',
  ],
  ['SW', '区水务局', 'Water Affairs Bureau', 'bureau', 3, '河湖水域管理与保洁', 'Rivers and lakes'],
  [
    'YJ',
    '区应急管理局',
    'Emergency Management Bureau',
    'bureau',
    2,
    '应急救援与消防安全隐患',
    'Rescue and fire hazards',
  ],
  [
    'HW',
    '临江环卫服务公司',
    'Linjiang Sanitation Services',
    'company',
    3,
    '道路清扫、垃圾收运与公厕保洁',
    'Sweeping, refuse and public toilets',
  ],
  [
    'SZ',
    '临江市政养护公司',
    'Linjiang Road Maintenance',
    'company',
    3,
    '道路、桥梁与人行道养护',
    'Roads, bridges and pavements',
  ],
  [
    'ZM',
    '临江照明运维公司',
    'Linjiang Lighting Services',
    'company',
    3,
    '路灯与景观照明运维',
    'Street and landscape lighting',
  ],
  [
    'PS',
    '临江排水管理公司',
    'Linjiang Drainage Company',
    'company',
    3,
    '雨污水管网养护与防汛排涝',
    'Sewers, drains and flood pumping',
  ],
  [
    'YL',
    '临江园林绿化公司',
    'Linjiang Parks and Greenery',
    'company',
    3,
    '行道树、公园与绿地养护',
    'Trees, parks and green space',
  ],
  [
    'GS',
    '云江自来水公司',
    'Yunjiang Water Supply',
    'company',
    2,
    '供水管网与消火栓维护',
    'Water mains and hydrants',
  ],
  ['RQ', '云江燃气公司', 'Yunjiang Gas', 'company', 2, '燃气管网与泄漏抢修', 'Gas network and leaks'],
  ['RL', '云江热电公司', 'Yunjiang Heat and Power', 'company', 2, '热力管网与井盖维护', 'Heating network'],
  [
    'GD',
    '云江供电公司',
    'Yunjiang Power Supply',
    'company',
    2,
    '供电设施与电杆维护',
    'Power network and poles',
  ],
  [
    'TX',
    '通信运营联合体',
    'Telecom Operators Consortium',
    'company',
    2,
    '通信线缆、交接箱与井盖维护',
    'Telecom cables and cabinets',
  ],
  [
    'QX',
    '区气象局',
    'Meteorological Bureau',
    'bureau',
    1,
    '气象预警与雨量观测数据',
    'Weather warnings and rain measurements',
  ],
]

export const departments: readonly BundleDepartment[] = rows.map(
  ([code, name, nameEn, kind, integrationLevel, mandate, mandateEn]) => ({
    code,
    name,
    nameEn,
    kind,
    integrationLevel,
    areaCode: null,
    mandate,
    mandateEn,
  }),
)

/** Who answers for which skill. `order` is left out on purpose: it falls to the subdistrict. */
export const departmentOfSkill: Readonly<Record<string, string>> = {
  sanitation: 'HW',
  road: 'SZ',
  lighting: 'ZM',
  drainage: 'PS',
  greening: 'YL',
  enforcement: 'ZF',
  traffic: 'JJ',
  construction: 'ZJ',
  water_body: 'SW',
  water: 'GS',
  gas: 'RQ',
  heat: 'RL',
  power: 'GD',
  telecom: 'TX',
  rescue: 'YJ',
}

/** Who does the work in the field for a department, a lot each; where there is none it does its own. */
const contractors: Readonly<Record<string, readonly string[]>> = {
  HW: ['洁达环境服务一标段', '绿洲环境服务二标段', '云洁城市服务三标段'],
  SZ: ['宏远市政工程队', '江路养护工程队'],
  ZM: ['明辉照明维护一组', '光源电力维护二组'],
  PS: ['清源管网养护一队', '畅通管道养护二队'],
  YL: ['青禾园林养护一标段', '绿荫园林养护二标段'],
  JJ: ['交安设施维护公司'],
  ZF: ['市容协管服务公司'],
  TX: ['通建线路维护公司'],
}
const nameOf = new Map(departments.map(({ code, name }) => [code, name]))

export function contractorsOf(departmentCode: string): readonly string[] {
  return contractors[departmentCode] ?? [nameOf.get(departmentCode)!]
}

/** Companies whose network is the whole city's. */
const cityCompanies = new Set(['GS', 'RQ', 'RL', 'GD', 'TX'])
const enforcing = new Set(['enforcement', 'construction'])

function dutyKindOf({ severity, skill }: (typeof categories)[number]): BundleDuty['kind'] {
  if (severity === 'urgent' || skill === 'rescue') return 'emergency'
  return enforcing.has(skill) ? 'enforcement' : 'upkeep'
}

export const duties: readonly BundleDuty[] = categories.flatMap((category) => {
  const departmentCode = departmentOfSkill[category.skill]
  if (!departmentCode) return []
  return [
    {
      categoryCode: category.code,
      areaCode: null,
      departmentCode,
      kind: dutyKindOf(category),
      level: cityCompanies.has(departmentCode) ? 'city' : 'district',
    },
  ]
})
