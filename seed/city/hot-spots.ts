import type { Landmark } from './landmark.ts'
import type { Layout } from './layout.ts'
import type { Random } from './random.ts'

/** A place where something causes cases, found again by whoever looks: `times` as many of these categories. */
export type HotSpot = {
  readonly cause: string
  readonly faces: readonly number[]
  readonly categories: readonly string[]
  readonly times: number
  /** What people say about it. */
  readonly remarks: readonly string[]
  /** Days before the end between which the cause exists; missing: all year. */
  readonly daysAgo?: readonly [from: number, to: number]
}

export function plantHotSpots(layout: Layout, landmarks: readonly Landmark[], random: Random): HotSpot[] {
  const facesWhere = (isWanted: (face: number) => boolean) =>
    layout.landUses.flatMap((_, face) => (isWanted(face) ? [face] : []))
  const cluster = (around: number, count: number): number[] => {
    const found = [around]
    for (let i = 0; i < found.length && found.length < count; i++) {
      for (const { place } of layout.patchwork.beside[found[i]!]!) {
        if (found.length < count && !found.includes(place) && layout.landUses[place] !== 'water')
          found.push(place)
      }
    }
    return found
  }
  const inZone = (zone: string, use: string) =>
    facesWhere((face) => layout.zones[face] === zone && layout.landUses[face] === use)
  const faceOf = (kind: string) =>
    landmarks.filter((landmark) => landmark.class === kind).map(({ face }) => face)
  const oldTown = inZone('old_town', 'residential')
  return [
    {
      cause: 'night market',
      remarks: ['夜市一开就是这样，天天搞到凌晨', '都是夜市那边过来的', '夜市没人管'],
      faces: cluster(random.pick(inZone('old_town', 'commercial')), 4),
      categories: ['200501', '200510', '200508', '200104', '200504'],
      times: 26,
    },
    {
      cause: 'old sewer',
      remarks: ['这片管子几十年没换过了', '老小区管子细，一年堵好几回', '通了又堵，根本没修到位'],
      faces: cluster(random.pick(oldTown), 7),
      categories: ['200404', '200111', '100102'],
      times: 18,
    },
    {
      cause: 'old water main',
      remarks: ['这条水管老掉牙了，今年爆了好几次', '每年冬天都爆', '听说是六几年的铁管'],
      faces: cluster(random.pick(oldTown), 5),
      categories: ['200402', '200401'],
      times: 60,
    },
    {
      cause: 'construction site',
      remarks: ['就是那个新楼盘的工地', '工地说有夜间施工证，谁也没见过', '工地围挡里传出来的'],
      faces: cluster(random.pick(inZone('new_town', 'residential')), 4),
      categories: ['200301', '200302', '200304', '200305'],
      times: 30,
      daysAgo: [230, 20],
    },
    {
      cause: 'second construction site',
      remarks: ['商业街改造的工地', '拆了建建了拆，没完没了'],
      faces: cluster(random.pick(inZone('center', 'commercial')), 3),
      categories: ['200301', '200302', '200305'],
      times: 30,
      daysAgo: [90, 0],
    },
    {
      cause: 'school gates',
      remarks: ['上下学时间最严重', '放学那半小时根本走不动', '学校门口太乱了'],
      faces: faceOf('school'),
      categories: ['200501', '200505', '200506'],
      times: 4,
    },
    {
      cause: 'railway station',
      remarks: ['火车站门口天天这样', '出站的人都没地方走'],
      faces: faceOf('station').flatMap((face) => cluster(face, 3)),
      categories: ['200505', '200506', '200603', '200502', '200501'],
      times: 16,
    },
    {
      cause: 'markets',
      remarks: ['菜场周边一直这样', '菜场收摊以后没人管'],
      faces: faceOf('market'),
      categories: ['200102', '200504', '200501', '200104'],
      times: 4,
    },
    {
      cause: 'underpass',
      remarks: ['这个下穿道逢雨必淹', '每次下大雨都淹，泵是不是坏的'],
      faces: [random.pick(inZone('residential', 'residential'))],
      categories: ['200111'],
      times: 400,
    },
    {
      cause: 'wholesale street',
      remarks: ['批发市场装货卸货都在路上', '批发一条街都这么干'],
      faces: cluster(random.pick(inZone('residential', 'commercial')), 3),
      categories: ['200507', '200505', '200602'],
      times: 14,
    },
    {
      cause: 'dumping ground',
      remarks: ['这里成了偷倒点了', '晚上总有车来倒，装个探头吧'],
      faces: [random.pick(inZone('village', 'farmland'))],
      categories: ['200103', '200303'],
      times: 60,
    },
  ]
}
