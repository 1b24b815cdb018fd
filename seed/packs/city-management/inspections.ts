import type { Gather } from '../../../server/inspections/gather-objects.ts'
import type { Check } from '../../../server/inspections/tables.ts'

type Item = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly objectKinds: readonly string[]
  readonly ratioPercent: number
  readonly timesPerYear: number
  readonly radiusMeters: number
  readonly categoryCode: string
  readonly basis: string
  readonly basisEn: string
  readonly checklist: readonly Check[]
}

/** 抽查事项清单. Ratio and frequency are ours to start from; each city sets its own. */
export const inspectionItems: readonly Item[] = [
  {
    code: 'GD-01',
    name: '建设工地扬尘与占道',
    nameEn: 'Dust and roads at building sites',
    objectKinds: ['construction'],
    ratioPercent: 20,
    timesPerYear: 4,
    radiusMeters: 150,
    categoryCode: '200302',
    basis: '《生态环境法典》第二百四十条；《城市市容和环境卫生管理条例》第十六条',
    basisEn: 'The environmental code, article 240; the regulations on the city’s appearance, article 16',
    checklist: [
      {
        code: 'fence',
        zh: '围挡完整，没有占用人行道',
        en: 'The hoarding is whole and leaves the pavement free',
        categoryCode: '200305',
      },
      { code: 'cover', zh: '裸土和堆料已覆盖', en: 'Bare soil and heaps are covered' },
      {
        code: 'wash',
        zh: '出入口有冲洗，路面没有带泥',
        en: 'Lorries are washed; no mud on the road',
        categoryCode: '200304',
      },
      {
        code: 'permit',
        zh: '渣土外运有核准',
        en: 'Rubble leaves with a permit',
        categoryCode: '200303',
      },
    ],
  },
  {
    code: 'SC-01',
    name: '市场和商业街市容秩序',
    nameEn: 'Order at markets and shopping streets',
    objectKinds: ['market'],
    ratioPercent: 15,
    timesPerYear: 2,
    radiusMeters: 150,
    categoryCode: '200507',
    basis: '《城市市容和环境卫生管理条例》；门前三包责任书',
    basisEn: 'The regulations on the city’s appearance; the shops’ own pledges',
    checklist: [
      { code: 'front', zh: '门前没有堆物堆料', en: 'Nothing is piled up in front' },
      {
        code: 'lane',
        zh: '消防通道畅通',
        en: 'The fire lane is free',
        categoryCode: '200602',
      },
      { code: 'noise', zh: '没有外放音响揽客', en: 'No loudspeakers outside', categoryCode: '200508' },
    ],
  },
  {
    code: 'GG-01',
    name: '户外广告牌匾安全',
    nameEn: 'Safety of billboards',
    objectKinds: ['100307'],
    ratioPercent: 5,
    timesPerYear: 2,
    radiusMeters: 100,
    categoryCode: '200202',
    basis: '《城市市容和环境卫生管理条例》第十一条',
    basisEn: 'The regulations on the city’s appearance, article 11',
    checklist: [
      { code: 'fixed', zh: '固定牢靠，没有锈蚀松脱', en: 'Fixed well, no rust, nothing loose' },
      { code: 'permit', zh: '设置手续在有效期内', en: 'Its permit is in force' },
    ],
  },
  {
    code: 'XQ-01',
    name: '住宅小区消防通道与电动车充电',
    nameEn: 'Fire lanes and e-bike charging at estates',
    objectKinds: ['estate'],
    ratioPercent: 10,
    timesPerYear: 2,
    radiusMeters: 200,
    categoryCode: '200602',
    basis: '《消防法》第二十八条',
    basisEn: 'The fire protection law, article 28',
    checklist: [
      { code: 'lane', zh: '消防通道畅通', en: 'The fire lane is free' },
      {
        code: 'cable',
        zh: '没有飞线充电',
        en: 'No charging by loose cable',
        categoryCode: '200601',
      },
    ],
  },
]

/** 检查对象名录库: what of the city comes onto the list. */
export const inspectionSources: readonly Gather[] = [
  { source: 'ground', kinds: ['construction'] },
  { source: 'place', kinds: ['market', 'estate'] },
  { source: 'part', kinds: ['100307'] },
]

/** Made-up companies that answer for the objects of a seeded city. */
export const inspectionOwners: readonly string[] = [
  '恒泽商业管理公司',
  '云岭物业服务公司',
  '江畔置业公司',
  '新桥建设工程公司',
  '百禾市场经营公司',
  '翠屏物业服务公司',
  '联远广告传媒公司',
  '镜湖城建公司',
  '和顺商贸公司',
  '望江实业公司',
]

/** What inspectors of a seeded city have declared: the n-th on the list, which company, why. */
export const inspectionTies = [
  { nth: 1, owner: '恒泽商业管理公司', kind: 'relative' },
  { nth: 3, owner: '新桥建设工程公司', kind: 'former_employee' },
  { nth: 6, owner: '云岭物业服务公司', kind: 'relative' },
  { nth: 9, owner: '百禾市场经营公司', kind: 'shareholder' },
] as const
