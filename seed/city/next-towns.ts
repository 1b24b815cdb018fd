import { roadsBeyond } from './beyond.ts'
import { COMPASS } from './compass.ts'
import { smoothLine } from './curve.ts'
import type { GroundLine, LandPatch } from './grounds.ts'
import type { Name } from './names.ts'
import { between, direction, distance, isInside, type Point } from './plane.ts'
import type { Random } from './random.ts'
import type { Skeleton } from './skeleton.ts'

type Town = Name & {
  readonly at: Point
  readonly patch: LandPatch
  readonly lines: readonly GroundLine[]
}

const names: readonly Name[] =
  '柳林镇 Liulin,白马镇 Baima,青溪镇 Qingxi,石塘镇 Shitang,长丰镇 Changfeng,双桥镇 Shuangqiao,陈集镇 Chenji,沙河镇 Shahe,龙潭镇 Longtan,大庙镇 Damiao,黄埠镇 Huangbu,东坝镇 Dongba,北湾镇 Beiwan,汤泉镇 Tangquan,永丰镇 Yongfeng,桥林镇 Qiaolin,湖熟镇 Hushu,杨柳镇 Yangliu,官塘镇 Guantang,铜山镇 Tongshan,古渡镇 Gudu,竹镇 Zhu,新集镇 Xinji,马坝镇 Maba'
    .split(',')
    .map((entry) => {
      const [name, stem] = entry.split(' ')
      return { name: name!, nameEn: `${stem} Town` }
    })
const APART_METERS = 3200
const STREETS = 5

/** Where main roads lead to: a town at the end of each, with a few streets. */
export function drawNextTowns(skeleton: Skeleton, random: Random): Town[] {
  const towns: Town[] = []
  for (const { line, points } of roadsBeyond(skeleton)) {
    const [end, next] = points
    const name = names[towns.length]
    if (line.class !== 'arterial' || !end || !next || !name || distance(end, next) < 2000) continue
    if (towns.some(({ at }) => distance(at, end) < APART_METERS)) continue
    const own = random.fork(`${towns.length}`)
    const radius = own.between(520, 900)
    const outline = smoothLine(
      COMPASS.map(([east, north]): Point => {
        const reach = radius * own.between(0.75, 1.1)
        return [end[0] + east * reach, end[1] + north * reach]
      }),
      60,
      true,
    )
    const ahead = direction(next, end)
    const lines = [ahead, [-ahead[1], ahead[0]] as Point].flatMap((along) => {
      const aside: Point = [-along[1], along[0]]
      return Array.from({ length: STREETS }, (_, i): GroundLine[] => {
        const off = ((i - (STREETS - 1) / 2) * radius) / 3 + own.between(-30, 30)
        const at = (share: number): Point => [
          end[0] + aside[0] * off + along[0] * share * radius,
          end[1] + aside[1] * off + along[1] * share * radius,
        ]
        const inside = Array.from({ length: 25 }, (_unused, k) => at(k / 12 - 1)).filter((point) =>
          isInside(between(end, point, 1.06), outline),
        )
        return inside.length < 4
          ? []
          : [{ layer: 'road', class: 'lane', points: [inside[0]!, inside.at(-1)!] }]
      }).flat()
    })
    towns.push({ ...name, at: end, patch: { class: 'residential', ring: outline }, lines })
  }
  return towns
}
