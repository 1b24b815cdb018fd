import type { SubdistrictPlan } from './divide.ts'
import type { Extent } from './extent.ts'
import type { Mesh } from './mesh.ts'
import { distance, innerPoint, type Point } from './plane.ts'
import type { Zone } from './skeleton.ts'

const drawn: readonly Omit<SubdistrictPlan, 'districtCode'>[] = [
  { code: '001', name: '古城街道', nameEn: 'Gucheng Subdistrict', at: [3800, 4300] },
  { code: '002', name: '望江街道', nameEn: 'Wangjiang Subdistrict', at: [5550, 5300] },
  { code: '003', name: '西渡街道', nameEn: 'Xidu Subdistrict', at: [1900, 4900] },
  { code: '004', name: '站前街道', nameEn: 'Zhanqian Subdistrict', at: [4100, 6100] },
  { code: '005', name: '镜湖街道', nameEn: 'Jinghu Subdistrict', at: [1900, 1900] },
  { code: '006', name: '南苑街道', nameEn: 'Nanyuan Subdistrict', at: [3800, 1700] },
  { code: '007', name: '云江新城街道', nameEn: 'Yunjiang New Town Subdistrict', at: [5600, 2900] },
  { code: '008', name: '学府街道', nameEn: 'Xuefu Subdistrict', at: [6300, 1100] },
  { code: '009', name: '东港街道', nameEn: 'Donggang Subdistrict', at: [7850, 5700] },
  { code: '101', name: '沙洲镇', nameEn: 'Shazhou Town', at: [8300, 1600] },
]

/** Of a larger city: subdistricts between those drawn. */
const more: readonly (readonly [zh: string, en: string])[] = [
  ['永定', 'Yongding'],
  ['华阳', 'Huayang'],
  ['石门', 'Shimen'],
  ['清河', 'Qinghe'],
  ['金山', 'Jinshan'],
  ['枫桥', 'Fengqiao'],
  ['洪塘', 'Hongtang'],
  ['白云', 'Baiyun'],
  ['安贞', 'Anzhen'],
  ['秦淮', 'Qinhuai'],
  ['双桥', 'Shuangqiao'],
  ['花园', 'Huayuan'],
  ['虎丘', 'Huqiu'],
  ['玄武', 'Xuanwu'],
  ['栖霞', 'Qixia'],
  ['江宁', 'Jiangning'],
  ['浦口', 'Pukou'],
  ['汤山', 'Tangshan'],
  ['秣陵', 'Moling'],
  ['板桥', 'Banqiao'],
  ['雨花', 'Yuhua'],
  ['小行', 'Xiaohang'],
  ['红山', 'Hongshan'],
  ['迈皋', 'Maigao'],
  ['燕子矶', 'Yanziji'],
  ['马群', 'Maqun'],
  ['仙林', 'Xianlin'],
  ['龙潭', 'Longtan'],
  ['八卦洲', 'Baguazhou'],
  ['大厂', 'Dachang'],
  ['葛塘', 'Getang'],
  ['长芦', 'Changlu'],
  ['沿江', 'Yanjiang'],
  ['泰山新村', 'Taishan Xincun'],
  ['顶山', 'Dingshan'],
  ['桥林', 'Qiaolin'],
  ['汤泉', 'Tangquan'],
  ['星甸', 'Xingdian'],
  ['永宁洲', 'Yongningzhou'],
  ['竹镇', 'Zhuzhen'],
]

/** A district has its code, its name, and the middle of its ground as a share of the whole, from the south-west. */
export type DistrictPlan = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly at: readonly [east: number, north: number]
}

/** 3299 is unassigned in GB/T 2260, so that nobody's city is meant. */
const districts: readonly DistrictPlan[] = [
  { code: '329901', name: '临江区', nameEn: 'Linjiang District', at: [0.42, 0.6] },
  { code: '329902', name: '江南新区', nameEn: 'Jiangnan New District', at: [0.6, 0.28] },
  { code: '329903', name: '镜湖区', nameEn: 'Jinghu District', at: [0.2, 0.24] },
  { code: '329904', name: '东港区', nameEn: 'Donggang District', at: [0.86, 0.74] },
]

export function districtsOf({ districts: count }: Extent): readonly DistrictPlan[] {
  return districts.slice(0, count)
}

/** The size of the smallest city's board, in meters. */
const BOARD: Point = [9000, 7000]
/** One subdistrict for so many times the ground of one in the smallest city. */
const GROUND_SHARE = 2

/** Where the subdistricts' middles lie: those drawn, and in a larger city others as far from them as may be. */
export function planSubdistricts(extent: Extent, zones: readonly Zone[], mesh: Mesh): SubdistrictPlan[] {
  const { scale } = extent
  const places = drawn.map(({ at, ...plan }) => ({
    ...plan,
    at: [at[0] * scale, at[1] * scale] as Point,
    isTown: plan.code >= '100',
  }))
  const wanted = Math.round((drawn.length * scale * scale) / GROUND_SHARE)
  const candidates = zones.flatMap((zone, face) =>
    zone === 'river' || zone === 'lake'
      ? []
      : [{ at: innerPoint(mesh.ring(face)), isTown: zone === 'village' }],
  )
  for (const [name, nameEn] of more) {
    if (places.length >= wanted) break
    let best: (typeof candidates)[number] | undefined
    let bestMeters = 0
    for (const candidate of candidates) {
      const meters = places.reduce((least, { at }) => Math.min(least, distance(at, candidate.at)), Infinity)
      if (meters <= bestMeters) continue
      best = candidate
      bestMeters = meters
    }
    if (!best) break
    const { at, isTown } = best
    places.push({
      name: `${name}${isTown ? '镇' : '街道'}`,
      nameEn: `${nameEn} ${isTown ? 'Town' : 'Subdistrict'}`,
      code: '',
      at,
      isTown,
    })
  }
  return withCodes(places, extent)
}

/** Each to the nearest district; numbered within it, streets from 001 and towns from 101. */
function withCodes(
  places: readonly { name: string; nameEn: string; code: string; at: Point; isTown: boolean }[],
  extent: Extent,
): SubdistrictPlan[] {
  const all = districtsOf(extent)
  const taken = new Map<string, number>()
  return places.map(({ isTown, at, name, nameEn }) => {
    const middle = ({ at: [east, north] }: DistrictPlan): Point => [
      east * BOARD[0] * extent.scale,
      north * BOARD[1] * extent.scale,
    ]
    const district = all.reduce((best, one) =>
      distance(middle(one), at) < distance(middle(best), at) ? one : best,
    )
    const key = `${district.code}${isTown}`
    const serial = (taken.get(key) ?? 0) + 1
    taken.set(key, serial)
    return {
      name,
      nameEn,
      districtCode: district.code,
      code: String((isTown ? 100 : 0) + serial).padStart(3, '0'),
      at,
    }
  })
}
