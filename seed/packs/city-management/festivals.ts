/** Days on which a city lives otherwise: what there is more of, and what people say they see. Dates are data. */
export type Festival = {
  readonly name: string
  readonly nameEn: string
  /** Local days, YYYY-MM-DD, first and last. */
  readonly from: string
  readonly to: string
  /** Category code → so many times as many. */
  readonly times: Readonly<Record<string, number>>
  /** Category code → words for it. */
  readonly plain: Readonly<Record<string, readonly string[]>>
}

type Kind = Pick<Festival, 'name' | 'nameEn' | 'times' | 'plain'>

const springFestival: Kind = {
  name: '春节',
  nameEn: 'Spring Festival',
  times: {
    '200605': 420,
    '200104': 3.2,
    '200102': 2.6,
    '100305': 2.4,
    '200301': 0.1,
    '200302': 0.2,
    '200304': 0.3,
  },
  plain: {
    '200104': ['满地都是鞭炮皮', '炮仗屑子红彤彤一地没人扫', '烟花筒子扔得到处都是'],
    '200102': ['烟花纸箱和垃圾堆在一起', '过年这几天垃圾没人收，堆成山了'],
    '100305': ['果皮箱里塞满烟花筒，满出来了', '过年垃圾桶爆满'],
  },
}
const lanternFestival: Kind = {
  ...springFestival,
  name: '元宵节',
  nameEn: 'Lantern Festival',
  times: { '200605': 300, '200104': 2.4, '200501': 2.2 },
}
const qingming: Kind = {
  name: '清明',
  nameEn: 'Qingming',
  times: { '200604': 420, '200505': 1.5 },
  plain: {},
}
const ghostFestival: Kind = { name: '中元节', nameEn: 'Ghost Festival', times: { '200604': 320 }, plain: {} }
const exam: Kind = {
  name: '高考',
  nameEn: 'College entrance examination',
  times: { '200301': 5, '200508': 4.5, '200505': 1.3 },
  plain: {
    '200301': ['马上高考了工地还在夜里施工', '高考期间还打桩，一点不顾考生', '考点旁边电钻响个不停'],
    '200508': ['明天高考了广场舞还放那么响', '高考静音期喇叭照放'],
  },
}
const midAutumn: Kind = {
  name: '中秋',
  nameEn: 'Mid-Autumn',
  times: { '200501': 2.4, '200102': 1.5, '200508': 1.8 },
  plain: { '200501': ['赏月灯会边上摆满了小摊', '卖月饼灯笼的占了半条路'] },
}
const nationalDay: Kind = {
  name: '国庆',
  nameEn: 'National Day',
  times: { '200505': 1.9, '200501': 2.3, '200603': 2.1, '200102': 1.6, '200105': 1.8, '200301': 0.4 },
  plain: {
    '200505': ['国庆游客车停满了人行道', '外地车把路口堵死了'],
    '200501': ['景点门口摆摊的把路都占了'],
  },
}

/** Of the moon: days that move. Spring Festival is the first of the first month, the Lantern Festival its fifteenth. */
const moving: readonly (readonly [kind: Kind, days: readonly string[], before: number, after: number])[] = [
  [springFestival, ['2025-01-29', '2026-02-17', '2027-02-06', '2028-01-26'], 1, 5],
  [lanternFestival, ['2025-02-12', '2026-03-03', '2027-02-20', '2028-02-09'], 0, 0],
  [qingming, ['2025-04-04', '2026-04-05', '2027-04-05', '2028-04-04'], 2, 1],
  [ghostFestival, ['2025-09-06', '2026-08-27', '2027-08-16', '2028-09-03'], 2, 0],
  [midAutumn, ['2025-10-06', '2026-09-25', '2027-09-15', '2028-10-03'], 0, 1],
]
const YEARS = ['2025', '2026', '2027', '2028']
const DAY_MS = 86_400_000

export const festivals: readonly Festival[] = [
  ...moving.flatMap(([kind, days, before, after]) =>
    days.map((day) => ({ ...kind, from: shifted(day, -before), to: shifted(day, after) })),
  ),
  ...YEARS.flatMap((year) => [
    { ...exam, from: `${year}-06-03`, to: `${year}-06-09` },
    { ...nationalDay, from: `${year}-10-01`, to: `${year}-10-07` },
  ]),
]

function shifted(day: string, byDays: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + byDays * DAY_MS).toISOString().slice(0, 10)
}
