import type { SkeletonLine } from './arrange.ts'
import { offsetLine, smoothLine } from './curve.ts'
import { distance, type Point } from './plane.ts'
import type { Random } from './random.ts'

/** The bones of the district: outline, river, lake, and the lines that everything else grows between. */
export type Skeleton = {
  readonly scale: number
  readonly boundary: readonly Point[]
  readonly river: {
    readonly left: readonly Point[]
    readonly center: readonly Point[]
    readonly right: readonly Point[]
  }
  readonly lake: readonly Point[]
  readonly canal: readonly Point[]
  /** Round the old town, from the river back to the river. */
  readonly moat: readonly Point[]
  readonly island: readonly Point[]
  readonly lines: readonly SkeletonLine[]
}

const boundaryControls: readonly Point[] = [
  [180, 420],
  [1500, 60],
  [3100, 260],
  [4700, 30],
  [6300, 180],
  [7700, 60],
  [8800, 520],
  [9020, 1700],
  [8760, 2900],
  [8980, 4100],
  [8840, 5300],
  [8980, 6400],
  [7900, 6930],
  [6400, 6780],
  [5000, 7000],
  [3400, 6820],
  [1900, 6990],
  [620, 6700],
  [60, 5700],
  [260, 4500],
  [20, 3100],
  [240, 1700],
]

const riverControls: readonly Point[] = [
  [-700, 4900],
  [300, 4720],
  [1200, 4080],
  [2150, 3420],
  [3150, 3160],
  [4050, 3420],
  [4700, 4060],
  [5450, 4560],
  [6300, 4420],
  [6950, 3720],
  [7550, 3020],
  [8350, 2720],
  [9700, 2960],
]

const lakeControls: readonly Point[] = [
  [1480, 1700],
  [1760, 1330],
  [2260, 1180],
  [2750, 1360],
  [2960, 1760],
  [2790, 2150],
  [2330, 2290],
  [1980, 2120],
  [1660, 2060],
]

const moatControls: readonly Point[] = [
  [2690, 3150],
  [2640, 3900],
  [2630, 4700],
  [2740, 5240],
  [3300, 5400],
  [4050, 5450],
  [4760, 5360],
  [4930, 4900],
  [5000, 4330],
]

/** North–south and west–east main roads by the points they pass; they run past the outline and are trimmed there. */
const roadControls: readonly {
  readonly class: 'expressway' | 'arterial' | 'rail'
  readonly name: string
  readonly nameEn: string
  readonly points: readonly Point[]
}[] = [
  {
    class: 'arterial',
    name: '西环路',
    nameEn: 'Xihuan Road',
    points: [
      [1010, -200],
      [980, 900],
      [930, 1900],
      [960, 2900],
      [1230, 3900],
      [1330, 5000],
      [1250, 6000],
      [1290, 7300],
    ],
  },
  {
    class: 'arterial',
    name: '湖心堤路',
    nameEn: 'Huxin Causeway',
    points: [
      [2210, -200],
      [2230, 700],
      [2290, 1700],
      [2240, 2600],
      [2290, 3600],
      [2480, 4600],
      [2420, 5600],
      [2480, 7300],
    ],
  },
  {
    class: 'arterial',
    name: '文昌路',
    nameEn: 'Wenchang Road',
    points: [
      [3330, -200],
      [3360, 900],
      [3300, 2000],
      [3320, 3150],
      [3400, 4200],
      [3480, 5200],
      [3440, 6200],
      [3500, 7300],
    ],
  },
  {
    class: 'arterial',
    name: '人民路',
    nameEn: 'Renmin Road',
    points: [
      [4520, -200],
      [4500, 900],
      [4560, 1900],
      [4480, 2900],
      [4420, 3800],
      [4370, 4700],
      [4470, 5600],
      [4520, 6500],
      [4500, 7300],
    ],
  },
  {
    class: 'arterial',
    name: '中山路',
    nameEn: 'Zhongshan Road',
    points: [
      [5640, -200],
      [5660, 900],
      [5700, 1900],
      [5640, 3000],
      [5560, 3900],
      [5480, 4700],
      [5580, 5700],
      [5610, 6190],
    ],
  },
  {
    class: 'arterial',
    name: '迎宾大道',
    nameEn: 'Yingbin Avenue',
    points: [
      [6780, -200],
      [6760, 800],
      [6830, 1800],
      [6800, 2800],
      [6720, 3700],
      [6660, 4600],
      [6720, 5600],
      [6760, 7300],
    ],
  },
  {
    class: 'arterial',
    name: '工业大道',
    nameEn: 'Gongye Avenue',
    points: [
      [7980, -200],
      [7960, 900],
      [7900, 1900],
      [7960, 2900],
      [7900, 3900],
      [7960, 4900],
      [7900, 5900],
      [7940, 7300],
    ],
  },
  {
    class: 'arterial',
    name: '南苑路',
    nameEn: 'Nanyuan Road',
    points: [
      [-300, 980],
      [1000, 880],
      [2200, 760],
      [3340, 820],
      [4500, 700],
      [5660, 840],
      [6800, 760],
      [7960, 880],
      [9400, 820],
    ],
  },
  {
    class: 'arterial',
    name: '学府路',
    nameEn: 'Xuefu Road',
    points: [
      [890, 1905],
      [960, 1900],
      [1700, 2420],
      [2260, 2560],
      [3310, 1960],
      [4560, 1860],
      [5700, 1960],
      [6830, 1800],
      [7900, 1880],
      [9400, 2060],
    ],
  },
  {
    class: 'arterial',
    name: '建设路',
    nameEn: 'Jianshe Road',
    points: [
      [900, 2962],
      [960, 2960],
      [1800, 2900],
      [3310, 2640],
      [4500, 2780],
      [5650, 2960],
      [6800, 2760],
      [7960, 2160],
      [9400, 1900],
    ],
  },
  {
    class: 'arterial',
    name: '解放路',
    nameEn: 'Jiefang Road',
    points: [
      [-300, 5420],
      [1320, 5200],
      [2440, 4980],
      [3470, 5060],
      [4420, 5180],
      [5540, 5420],
      [6690, 5180],
      [7950, 4960],
      [9400, 5020],
    ],
  },
  {
    class: 'arterial',
    name: '北门大街',
    nameEn: 'Beimen Avenue',
    points: [
      [2300, 4440],
      [3430, 4400],
      [4380, 4640],
      [5500, 5120],
      [6670, 4760],
      [7930, 4060],
      [9400, 3900],
    ],
  },
  {
    class: 'arterial',
    name: '云江大道',
    nameEn: 'Yunjiang Boulevard',
    points: [
      [4425, 3455],
      [5080, 3130],
      [5900, 2480],
      [6860, 1790],
    ],
  },
  {
    class: 'expressway',
    name: '绕城高架',
    nameEn: 'Ring Expressway',
    points: [
      [-300, 6120],
      [1200, 6020],
      [2440, 5800],
      [3450, 5760],
      [4490, 5900],
      [5600, 6100],
      [6500, 5960],
      [7180, 5400],
      [7320, 4400],
      [7360, 3400],
      [7400, 2400],
      [7380, 1400],
      [7420, 600],
      [7500, -300],
    ],
  },
  {
    class: 'rail',
    name: '云江铁路',
    nameEn: 'Yunjiang Railway',
    points: [
      [-300, 6520],
      [1260, 6420],
      [2450, 6300],
      [3450, 6290],
      [4510, 6420],
      [5600, 6520],
      [6750, 6400],
      [7930, 6140],
      [9400, 5980],
    ],
  },
]

/**
 * Left is north: the river runs west to east.
 *
 * @param scale how many times larger than drawn here; main roads then stand between those drawn, too
 */
export function growSkeleton(random: Random, scale: number): Skeleton {
  const shake = (points: readonly Point[], meters: number): Point[] =>
    points.map(([east, north]) => [
      east * scale + random.between(-meters, meters),
      north * scale + random.between(-meters, meters),
    ])
  const boundary = smoothLine(shake(boundaryControls, 60), 90, true)
  const center = smoothLine(shake(riverControls, 45), 60)
  // A river through a larger city is wider, not as much as the city.
  const widths = Array.from({ length: 14 }, () => random.between(88, 128) * (0.5 + scale / 2))
  // A wide reach with a sandbar in it.
  widths[2]! += 85
  const halfWidth = (share: number) => {
    const at = share * (widths.length - 1)
    const low = Math.min(widths.length - 2, Math.floor(at))
    return widths[low]! + (widths[low + 1]! - widths[low]!) * (at - low)
  }
  const left = offsetLine(center, halfWidth)
  const right = offsetLine(center, (share) => -halfWidth(share))
  const lake = smoothLine(shake(lakeControls, 30), 45, true)
  const canal = smoothLine(
    shake(
      [
        [2300, 2200],
        [2620, 2480],
        [2700, 2760],
        [2830, 3020],
        [2870, 3320],
      ],
      25,
    ),
    60,
  )
  const moat = smoothLine(shake(moatControls, 18), 70)
  const islandAt = Math.round((center.length - 1) * (2 / (widths.length - 1))) + 5
  const reach = center.slice(islandAt - 5, islandAt + 6)
  const spread = (side: number) => (share: number) => side * 58 * (0.5 + scale / 2) * 4 * share * (1 - share)
  const island = [...offsetLine(reach, spread(1)), ...offsetLine(reach, spread(-1)).slice(1, -1).reverse()]
  const lines: SkeletonLine[] = [
    { class: 'bank', name: '', nameEn: '', points: left },
    { class: 'centerline', name: '', nameEn: '', points: center },
    { class: 'bank', name: '', nameEn: '', points: right },
    { class: 'bank', name: '', nameEn: '', points: [...lake, lake[0]!] },
    { class: 'stream', name: '', nameEn: '', points: canal },
    { class: 'stream', name: '', nameEn: '', points: moat },
    {
      class: 'arterial',
      name: '滨江北路',
      nameEn: 'Binjiang North Road',
      points: offsetLine(center, (s) => halfWidth(s) + 75),
    },
    {
      class: 'arterial',
      name: '滨江南路',
      nameEn: 'Binjiang South Road',
      points: offsetLine(center, (s) => -halfWidth(s) - 85),
    },
    ...roadControls.map(({ points, ...line }) => ({
      ...line,
      points: smoothLine(shake(points, line.class === 'rail' ? 15 : 30), 120),
    })),
    ...(scale > 1.5 ? mainRoadsBetween(scale, shake) : []),
  ]
  return { scale, boundary, river: { left, center, right }, lake, canal, moat, island, lines }
}

/** Names of main roads between those drawn, in their order from west to east and from south to north. */
const betweenNames: readonly (readonly [zh: string, en: string])[] = [
  ['丰泽路', 'Fengze Road'],
  ['崇德路', 'Chongde Road'],
  ['凤鸣路', 'Fengming Road'],
  ['泰山路', 'Taishan Road'],
  ['长江路', 'Changjiang Road'],
  ['华山路', 'Huashan Road'],
  ['振兴大道', 'Zhenxing Avenue'],
  ['江海大道', 'Jianghai Avenue'],
  ['通江路', 'Tongjiang Road'],
  ['兴隆大道', 'Xinglong Avenue'],
  ['友谊路', 'Youyi Road'],
  ['昆仑大道', 'Kunlun Avenue'],
]

/** In a larger city the drawn main roads stand far apart: another runs halfway between each two neighbours. */
function mainRoadsBetween(
  scale: number,
  shake: (points: readonly Point[], meters: number) => Point[],
): SkeletonLine[] {
  const isNorthward = ({ points }: (typeof roadControls)[number]) =>
    Math.abs(points.at(-1)![1] - points[0]![1]) > 4500 && Math.abs(points.at(-1)![0] - points[0]![0]) < 1500
  const isEastward = ({ points }: (typeof roadControls)[number]) =>
    Math.abs(points.at(-1)![0] - points[0]![0]) > 7000
  const northward = roadControls.filter((road) => road.class === 'arterial' && isNorthward(road))
  const eastward = roadControls.filter((road) => road.class === 'arterial' && isEastward(road))
  const halfway = (roads: typeof northward, axis: 0 | 1) =>
    roads.slice(1).map((road, i) => {
      const before = roads[i]!.points
      return road.points.map((point): Point => {
        const beside = pointAtLevel(before, axis === 0 ? 1 : 0, point[axis === 0 ? 1 : 0])
        return [(point[0] + beside[0]) / 2, (point[1] + beside[1]) / 2]
      })
    })
  return [...halfway(northward, 0), ...halfway(eastward, 1)].map((points, i) => {
    const [name, nameEn] = betweenNames[i % betweenNames.length]!
    return { class: 'arterial', name, nameEn, points: smoothLine(shake(points, 30 * scale), 120) }
  })
}

/** Where a line that runs along an axis passes a value of that axis; beyond its ends, its end. */
function pointAtLevel(points: readonly Point[], axis: 0 | 1, level: number): Point {
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1]!, points[i]!]
    if (a[axis] > level === b[axis] > level) continue
    const share = (level - a[axis]) / (b[axis] - a[axis])
    return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
  }
  return Math.abs(points[0]![axis] - level) < Math.abs(points.at(-1)![axis] - level)
    ? points[0]!
    : points.at(-1)!
}

export type Zone =
  | 'river'
  | 'lake'
  | 'old_town'
  | 'center'
  | 'new_town'
  | 'residential'
  | 'industrial'
  | 'hill'
  | 'village'

const OLD_TOWN: Point = [3800, 4540]
const CENTER: Point = [5240, 2560]
export const HILL: Point = [560, 6060]

/** What kind of place it is: decides how finely blocks are cut and what stands on them. */
export function zoneAt(at: Point, scale: number): Exclude<Zone, 'river' | 'lake'> {
  const point: Point = [at[0] / scale, at[1] / scale]
  const [east, north] = point
  if (distance(point, HILL) < 1150) return 'hill'
  if (Math.abs(east - OLD_TOWN[0]) < 1170 && Math.abs(north - OLD_TOWN[1]) < 880) return 'old_town'
  if (distance(point, CENTER) < 700) return 'center'
  if (east > 6900 && north > 4700) return 'industrial'
  if (east < 950 || north < 780 || east > 8050 || north > 6450) return 'village'
  if (east > 4480 && north < 4200) return 'new_town'
  return 'residential'
}
