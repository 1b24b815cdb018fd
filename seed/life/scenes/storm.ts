import type { ScenePlace, SceneScript } from './scene.ts'
import type { ScriptWriter } from './script-writer.ts'

/** In this window people report, 40 times in all: 31 matters, nine of them told twice. */
const FROM_SECONDS = 300
const UNTIL_SECONDS = 600
const SECONDS = 1800
const REPEATS = 9
/** Of the low roads, so many are closed when the water stands too high. */
const CLOSED_BLOCKS = 3
const RETRIES = 10

const flooded = [
  '积水很深，小车都熄火了',
  '路口积水没过脚踝，行人过不去',
  '一下大雨就淹，水快漫进店里了',
  '积水到膝盖了，有电动车推着走',
  '低洼路段积水，请派人排水',
]
const floodedAgain = ['还在积水，水又涨了', '水排不下去，车都绕行了', '积水，公交都停了，刚才也有人打过电话']
const riverside = ['江边步道被水淹了', '亲水平台进水，还有人在拍照', '河水快漫上来了，请封闭步道']
const treeDown = ['大风把树吹倒了，横在路上', '树倒了压住一辆车', '大树枝砸下来挡住人行道']
const cableDown = ['电线被风刮断垂下来了', '有线缆掉在地上，不敢过去']
const lampsOut = ['一整段路灯都灭了，下着雨看不见路', '路灯忽然全黑了']
const coverGone = ['雨水井盖被水顶开了', '井盖被冲走了，水面上看不见']

const isPumpStation = ({ near }: ScenePlace) => near.includes('泵站')

/** A storm in the night: the gauges rise, low roads and the river's edge go under, lamps fail, and everybody calls at once. */
export function stormScene(writer: ScriptWriter): SceneScript {
  const { random } = writer
  writer.say(0, '暴雨开始，雨量上升', 'The storm begins: rain rises')
  for (const place of writer.some(['rain'], 12)) {
    const peak = (place.alarmAbove ?? 30) * random.between(1.1, 1.5)
    writer.tell(place, [
      [0, 2],
      [360, peak],
      [960, peak * 0.9],
      [SECONDS, 3],
    ])
  }
  const low = writer.some(['ponding'], 13)
  for (const place of low) {
    const startSeconds = random.integer(120, 330)
    const peak = (place.alarmAbove ?? 27) * random.between(0.8, 1.6)
    writer.tell(place, [
      [startSeconds, 0],
      [startSeconds + 300, peak],
      [1200, peak],
      [SECONDS, peak * 0.3],
    ])
  }
  for (const place of writer.some(['water_level'], 6, isPumpStation)) {
    const peak = (place.alarmAbove ?? 3.2) * random.between(1.02, 1.2)
    // What runs together reaches them before the river itself has risen.
    writer.tell(place, [
      [240, place.lastValue ?? 1.8],
      [720, peak],
      [1260, peak * 0.97],
      [SECONDS, (place.warnAbove ?? 2.6) * 0.9],
    ])
  }
  for (const place of low.slice(0, CLOSED_BLOCKS))
    writer.close(place, random.integer(480, 660), SECONDS, {
      reason: 'flood',
      note: '低洼路段积水，车辆绕行',
    })
  const river = writer.some(['water_level'], 10, (place) => !isPumpStation(place))
  for (const place of river) {
    const usual = place.lastValue ?? 1.8
    const peak = (place.warnAbove ?? 2.6) * random.between(1.02, 1.3)
    writer.tell(
      place,
      [
        [60, usual],
        [1440, Math.max(usual, peak)],
        [SECONDS, Math.max(usual, peak)],
      ],
      120,
    )
  }
  for (const place of writer.some(['manhole_tilt'], 5))
    writer.tell(
      place,
      [
        [random.integer(360, 600), (place.alarmAbove ?? 25) * random.between(0.9, 1.5)],
        [SECONDS, 30],
      ],
      300,
    )
  const circuits = writer.some(['lamp_current'], 3)
  for (const place of circuits) {
    const fails = random.integer(380, 460)
    // A short circuit, then nothing.
    writer.tell(place, [
      [fails, (place.alarmAbove ?? 50) * 1.2],
      [fails + 60, (place.alarmAbove ?? 50) * 1.3],
    ])
    writer.tell(
      place,
      [
        [fails + 120, 0],
        [SECONDS, 0],
      ],
      300,
    )
  }
  const trees = writer.some(['noise', 'air_pm25'], 7)
  const matters: readonly (readonly [
    count: number,
    places: readonly ScenePlace[],
    code: string,
    words: readonly string[],
  ])[] = [
    [13, low, '200111', flooded],
    [4, river, '200111', riverside],
    [5, trees, '200406', treeDown],
    [2, trees, '200405', cableDown],
    [4, circuits, '100118', lampsOut],
    [3, low, '100103', coverGone],
  ]
  for (const [count, places, categoryCode, words] of matters) {
    for (let i = 0; i < count && places.length > 0; i++) {
      const channel = random.weighted([10, 5, 3])
      writer.report({
        atSeconds: random.integer(FROM_SECONDS, UNTIL_SECONDS - 160),
        place: places[i % places.length]!,
        categoryCode,
        words,
        channel: (['hotline', 'resident', 'patrol'] as const)[channel]!,
      })
    }
  }
  const matterKeys = [...writer.keys]
  for (const key of matterKeys.slice(0, REPEATS)) writer.repeat(key, random.integer(20, 150), floodedAgain)
  const unheard = writer.keys.filter((_, i) => i % 4 === 0).slice(0, RETRIES)
  for (const key of unheard) writer.retry(key, random.integer(1, 3))
  writer.say(UNTIL_SECONDS, '五分钟内涌入 40 件上报', '40 reports arrived in five minutes')
  writer.say(
    780,
    '泵站前池水位超警，机组全开',
    'Pumping stations run at full power: their basins are past the alarm',
  )
  writer.say(1260, '雨势减弱', 'The rain eases')
  return writer.finish('storm', SECONDS)
}
