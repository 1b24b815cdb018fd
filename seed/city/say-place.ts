import type { CaseScene, Place } from './case-scene.ts'
import type { Landmark } from './landmark.ts'
import { distance } from './plane.ts'
import type { Random } from './random.ts'

const NEAR_METERS = 320
/** How one stands to a landmark in words, by its class. */
const sides: Readonly<Record<string, readonly string[]>> = {
  school: ['门口', '大门对面', '后门', '接送区', '围墙外'],
  hospital: ['门口', '急诊对面', '停车场入口'],
  park: ['北门', '东门口', '里面', '南侧步道', '停车场'],
  plaza: ['东侧', '西南角', '边上'],
  market: ['门口', '后门', '旁边', '出入口', '东侧巷子'],
  office: ['楼下', '门口', '北侧', '地库出口'],
  industrial: ['大门口', '围墙外', '西门'],
  police: ['旁边', '对面'],
  fire: ['旁边', '对面'],
  station: ['出站口', '站前广场', '公交站旁', '东侧'],
  water: ['边上', '步道', '堤岸'],
  hill: ['脚下', '登山口'],
  government: ['对面', '东侧'],
  attraction: ['门口', '停车场', '旁边'],
}
/** Happens where people live: the estate is named rather than the road. */
const atHome: ReadonlySet<string> = new Set([
  '200101',
  '200110',
  '200404',
  '200507',
  '200508',
  '200601',
  '200602',
  '200605',
  '100126',
])
const plainSides = ['门口', '旁边', '对面', '东侧', '后面'] as const

/** Puts a place into words: house number, crossing, estate and building, landmark, the nearest of each. */
export function sayPlaces({ layout, landmarks, geography }: CaseScene) {
  const nearest = layout.patchwork.places.map(({ center }) => {
    let best: Landmark | undefined
    let bestMeters = NEAR_METERS
    for (const landmark of landmarks) {
      const meters = distance(landmark.at, center)
      if (meters < bestMeters) [best, bestMeters] = [landmark, meters]
    }
    return best
  })

  return (
    place: Place,
    channel: string,
    categoryCode: string,
    random: Random,
  ): { text: string; en: string } => {
    const { address, addressEn } = place
    const isAtHome = atHome.has(categoryCode)
    const landmark = nearest[place.face]
    const isOfficial = channel === 'collector' || channel === 'patrol' || channel === 'superior'
    const draw = random.next()
    if (
      address === '' ||
      (landmark && draw < (isAtHome && landmark.class === 'estate' ? 0.6 : isOfficial ? 0.1 : 0.28))
    ) {
      if (landmark) return { text: `${landmark.name}${sideOf(landmark, random)}`, en: landmark.nameEn }
      return {
        text: `${geography.communityOfFace[place.face]!.name}${random.pick(['河边', '里面的小路', '后面空地'])}`,
        en: 'the river',
      }
    }
    if (landmark && draw < 0.7 && draw > 0.52) {
      return {
        text: random.pick([
          `${address}（${landmark.name}附近）`,
          `${landmark.name}旁边的${address}`,
          `${address}，靠近${landmark.name}`,
        ]),
        en: `${addressEn}, near ${landmark.nameEn}`,
      }
    }
    const crossing = /^(.+)与(.+)交叉口$/.exec(address)
    if (crossing) {
      const [, a, b] = crossing
      return {
        text: isOfficial
          ? `${address}${random.pick(['', '东北角', '西南角', '东南角', '西侧'])}`
          : random.pick([
              `${a}${b}路口`,
              `${a}跟${b}拐弯口`,
              `${a}/${b}`,
              `${a}和${b}交叉口红绿灯那里`,
              address,
              `${a}靠近${b}`,
            ]),
        en: addressEn,
      }
    }
    return {
      text: isOfficial
        ? `${address}${isAtHome ? '' : random.pick(['', '', '门前', '门前人行道', '旁', '路边'])}`
        : `${address}${isAtHome ? '' : random.pick(['', '', '门前', '附近', '路边', '对面', '楼下', '那家店门口'])}`,
      en: addressEn,
    }
  }
}

function sideOf({ class: kind }: Landmark, random: Random): string {
  if (kind !== 'estate') return random.pick(sides[kind] ?? plainSides)
  const building = random.integer(1, 28)
  return random.pick([
    `${building}幢楼下`,
    `${building}栋${random.integer(1, 4)}单元门口`,
    `${building}号楼东侧`,
    '北门',
    '门口',
    '小区里面',
    '垃圾房旁边',
  ])
}
