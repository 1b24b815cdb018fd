import type { ScenePlace, SceneScript } from './scene.ts'
import type { ScriptWriter } from './script-writer.ts'

/** Nothing but everyday life. */
export function ordinaryScene(writer: ScriptWriter): SceneScript {
  return writer.finish('ordinary', 0)
}

const FESTIVAL_SECONDS = 3600
const festivalMatters = [
  ['200501', ['摆满了小摊，路都走不动', '流动摊贩占了整条人行道']],
  ['200510', ['有人露天烧烤，烟很大', '烧烤摊一直摆到路中间']],
  ['200508', ['商家音响开得震天响', '露天唱歌，声音太大']],
  ['200102', ['垃圾桶早满了，垃圾堆了一地', '看完灯会一地垃圾没人收']],
  ['200505', ['车停到人行道上了', '乱停车，消防车都进不来']],
  ['200603', ['共享单车堆成山', '单车把路口堵死了']],
] as const

/** A festival's evening: crowds where it is loud, full bins, stalls, parked cars. */
export function festivalScene(writer: ScriptWriter): SceneScript {
  const { random } = writer
  writer.say(0, '节日晚间，人流聚集', 'Festival evening: crowds gather')
  const loud = writer.some(['noise'], 8)
  for (const place of loud) {
    const peak = (place.warnAbove ?? 70) * random.between(1.05, 1.25)
    writer.tell(
      place,
      [
        [0, 58],
        [900, peak],
        [2700, peak],
        [FESTIVAL_SECONDS, 60],
      ],
      120,
    )
  }
  for (const place of writer.some(['bin_fill'], 10))
    writer.tell(
      place,
      [
        [0, 60],
        [1500, 99],
        [FESTIVAL_SECONDS, 100],
      ],
      300,
    )
  for (const place of loud.slice(0, 3))
    writer.close(place, 60, FESTIVAL_SECONDS, { reason: 'event', note: '灯会步行街，车辆绕行' })
  if (loud.length > 0) {
    for (let i = 0; i < 32; i++) {
      const [categoryCode, words] = random.pick(festivalMatters)
      const atSeconds = random.integer(300, 3200)
      const place = loud[i % loud.length]!
      const key = writer.report({ atSeconds, place, categoryCode, words, withinMeters: 60 })
      if (i % 8 === 0) writer.repeat(key, random.integer(60, 300), words)
    }
  }
  writer.say(1500, '噪声超标，垃圾桶满溢', 'It is too loud, and the bins are full')
  writer.say(3000, '人流散去', 'The crowd goes home')
  return writer.finish('festival', FESTIVAL_SECONDS)
}

const HANDOVER_SECONDS = 1800
const handoverMatters = [
  ['200102', ['垃圾堆在路边没人收', '垃圾桶旁边全是袋子']],
  ['200505', ['有车停在盲道上', '路口停了两辆车挡视线']],
  ['200111', ['水管漏水，路面积水', '洗车水流了一路']],
  ['100118', ['路灯不亮', '路灯一闪一闪']],
] as const

/** A change of shift: the desks stand still while one hands over to the next, reports wait, then are worked off at once. */
export function handoverScene(writer: ScriptWriter): SceneScript {
  const { random } = writer
  writer.say(0, '交接班开始，席位暂停处理', 'Shift handover begins: the desks pause')
  writer.add({ atSeconds: 0, does: 'rest', who: 'desks' })
  for (const place of writer.some(['noise', 'bin_fill', 'ponding', 'air_pm25'], 12)) {
    const [categoryCode, words] = random.pick(handoverMatters)
    writer.report({ atSeconds: random.integer(30, 660), place, categoryCode, words })
  }
  writer.say(720, '接班席位上线，集中处理积压', 'The next shift is on, and works off what waited')
  writer.add({ atSeconds: 720, does: 'wake', who: 'desks', hurry: { times: 6, seconds: 600 } })
  return writer.finish('handover', HANDOVER_SECONDS)
}

const VIP_SECONDS = 2700
const VIP_STOPS = 12
/** From stop to stop, so much of the route is closed to others. */
const VIP_CLOSED_LEGS = 5
const vipMatters = [
  ['200102', ['路边有垃圾，需立即清理（路线保障）']],
  ['200104', ['路面有泥渍，需冲洗（路线保障）']],
  ['200505', ['路线上有车辆违停，需清理（路线保障）']],
  ['200603', ['共享单车占道，需规整（路线保障）']],
  ['100103', ['井盖不平，需复位（路线保障）']],
] as const
const vipDetours = [
  '临时管控绕行，公交站没有通知',
  '路封了，去医院怎么走',
  '管控什么时候结束，接孩子来不及了',
]

/** A guarded visit: patrols clear the route stop by stop beforehand, then the road is closed and people ask why. */
export function vipScene(writer: ScriptWriter): SceneScript {
  const { random } = writer
  const route = routeThrough(
    writer.some(['noise', 'lamp_current', 'bin_fill', 'air_pm25', 'ponding'], 60),
    VIP_STOPS,
  )
  writer.say(0, '重要活动保障：路线巡查开始', 'A guarded visit: the route is patrolled')
  route.forEach((place, i) => {
    const [categoryCode, words] = random.pick(vipMatters)
    writer.report({ atSeconds: 30 + i * 70, place, categoryCode, words, channel: 'patrol' })
  })
  writer.say(1200, '路线管控开始', 'The route is closed to traffic')
  for (const place of route.filter((_, i) => i % 2 === 0))
    writer.report({ atSeconds: random.integer(1260, 2200), place, categoryCode: '200505', words: vipDetours })
  route.slice(0, VIP_CLOSED_LEGS).forEach((place, i) => {
    const to = route[i + 1]
    if (to) writer.close(place, 1200, 2400, { reason: 'guard', note: '重要活动，临时管控', to })
  })
  writer.say(2400, '管控解除', 'The route is open again')
  return writer.finish('vip', VIP_SECONDS)
}

/** From the first, always on to the nearest that is left. */
function routeThrough(places: readonly ScenePlace[], stops: number): ScenePlace[] {
  const route = places.slice(0, 1)
  let left = places.slice(1)
  while (route.length < stops && left.length > 0) {
    const [lng, lat] = route.at(-1)!.lngLat
    const away = ({ lngLat }: ScenePlace) =>
      (lngLat[0] - lng) * (lngLat[0] - lng) + (lngLat[1] - lat) * (lngLat[1] - lat)
    const next = left.reduce((best, place) => (away(place) < away(best) ? place : best))
    route.push(next)
    left = left.filter((place) => place !== next)
  }
  return route
}

const CUT = { fromSeconds: 60, untilSeconds: 900, seconds: 1500 } as const
const cutMatters = [
  ['200102', ['发现暴露垃圾，断网时登记']],
  ['100103', ['井盖松动，断网时登记']],
  ['200505', ['机动车占用盲道，断网时登记']],
] as const

/** The field's network is cut: devices fall silent; back again they send what they kept, late, and twice where unsure. */
export function networkCutScene(writer: ScriptWriter): SceneScript {
  const { random } = writer
  writer.say(CUT.fromSeconds, '外场网络中断，终端离线', 'The field network is cut: devices are silent')
  writer.add({ atSeconds: CUT.fromSeconds, does: 'rest', who: 'devices' })
  for (const place of writer.some(['noise', 'bin_fill', 'ponding', 'air_pm25'], 8)) {
    const [categoryCode, words] = random.pick(cutMatters)
    const atSeconds = random.integer(CUT.fromSeconds + 60, CUT.untilSeconds - 60)
    const sent = CUT.untilSeconds + random.integer(5, 30)
    const key = writer.report({ atSeconds, place, categoryCode, words, channel: 'collector' }, sent)
    writer.retry(key, random.integer(2, 8))
  }
  const kept = writer.some(['water_level', 'ponding', 'noise', 'air_pm25'], 20).flatMap((place) =>
    Array.from({ length: 7 }, (_, i) => ({
      sensorCode: place.sensorCode,
      value: Math.round((place.lastValue ?? 1) * random.between(0.97, 1.03) * 100) / 100,
      takenAtSeconds: CUT.fromSeconds + 60 + i * 120,
    })),
  )
  writer.say(CUT.untilSeconds, '网络恢复，终端补传', 'The network is back: devices send what they kept')
  for (const afterSeconds of [10, 40])
    writer.add({ atSeconds: CUT.untilSeconds + afterSeconds, does: 'tell', readings: kept })
  writer.add({ atSeconds: CUT.untilSeconds + 60, does: 'wake', who: 'devices' })
  return writer.finish('network-cut', CUT.seconds)
}
