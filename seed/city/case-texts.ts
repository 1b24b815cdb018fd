import { type Voice, voices } from './case-phrases.ts'
import type { Random } from './random.ts'

/** What is known besides category and place, where it is. */
export type Circumstance = {
  /** Local hour, 0–23. */
  readonly hour?: number
  /** In place of the category's words: what a festival or a cause makes people see. */
  readonly plain?: string
  /** What is said about the cause: 这里的管子几十年了. */
  readonly remark?: string
  /** It was reported before and nothing happened. */
  readonly isAgain?: boolean
}
type Told = Circumstance & { readonly isSudden: boolean }
/** Happened just now: nobody has been calling about it for weeks. */
const sudden: ReadonlySet<string> = new Set([
  '200111',
  '200113',
  '200401',
  '200402',
  '200403',
  '200405',
  '200406',
  '200604',
  '200605',
  '200304',
])
type PlaceWords = { readonly text: string; readonly en: string }

/** A report in the words of its channel: neighbours are short and cross, call-takers write long, collectors fill a form. */
export function describe(
  categoryCode: string,
  channel: string,
  place: PlaceWords,
  random: Random,
  circumstance: Circumstance = {},
): string {
  const voice = voices.get(categoryCode)
  if (!voice) throw new Error(`No words for category ${categoryCode}`)
  const isSudden = sudden.has(categoryCode)
  switch (channel) {
    case 'hotline':
      return fromHotline(voice, place, random, { ...circumstance, isSudden })
    case 'resident':
      return fromResident(voice, place, random, { ...circumstance, isSudden })
    case 'collector':
      return fromCollector(voice, place, categoryCode, random)
    case 'patrol':
      return random.pick([
        `${place.text}，巡逻中发现${random.pick(voice.formal)}，已拍照上传。`,
        `巡逻至${place.text}，见${random.pick(voice.formal)}，转有关单位处置。`,
        `${place.text}${random.pick(voice.formal)}，请派人处置。`,
      ])
    case 'camera':
      return `视频识别线索：${place.text}疑似${random.pick(voice.formal)}，置信度${random.integer(72, 97)}%。`
    case 'sensor':
      return `设备告警：${place.text}监测数据越限，疑似${random.pick(voice.formal)}，请核实。`
    default:
      return random.pick([
        `上级交办：${place.text}${random.pick(voice.formal)}，请于时限内办结并反馈。`,
        `区领导调研时发现，${place.text}${random.pick(voice.formal)}，请牵头核查整改。`,
        `市级督查通报：${place.text}${random.pick(voice.formal)}，限期整改并举一反三。`,
      ])
  }
}

const openings = [
  '市民来电反映：',
  '来电人反映，',
  '市民来电称，',
  '群众来电：',
  '来电人表示，',
  '市民致电咨询并反映：',
  '来电人（不愿透露姓名）反映，',
  '来电人为附近商户，反映',
] as const
const wishes = [
  '请相关部门尽快处理。',
  '希望尽快解决。',
  '来电人要求回复处理结果。',
  '请核实处理。',
  '望有关单位到现场查看。',
  '诉求：尽快处理并电话回复。',
  '诉求：希望从根本上解决，不要治标不治本。',
  '望尽快派人到场。',
  '来电人表示愿意配合现场指认。',
  '请属地核实。',
] as const
const pleasAgain = [
  '来电人称此前已反映过，至今未处理。',
  '已是第二次来电，请重视。',
  '来电人称上次处理后又反复。',
] as const

function fromHotline(voice: Voice, place: PlaceWords, random: Random, about: Told): string {
  const wrong = about.plain ?? random.pick(random.chance(0.6) ? voice.plain : voice.formal)
  const effect = about.remark ?? random.pick(voice.effect)
  const since = random.chance(0.3) ? sinceWhen(about, random) : ''
  const more = random.chance(0.25) ? `，${random.pick(voice.effect)}` : ''
  const close =
    about.isAgain || (!about.isSudden && random.chance(0.06)) ? random.pick(pleasAgain) : random.pick(wishes)
  return random.chance(0.85)
    ? `${random.pick(openings)}${since}${place.text}${wrong}，${effect}${more === `，${effect}` ? '' : more}。${close}`
    : `【${random.pick(['投诉', '投诉', '求助', '举报'])}】${place.text}${wrong}。${close}`
}

function fromResident(voice: Voice, place: PlaceWords, random: Random, about: Told): string {
  if (random.chance(0.025)) return inEnglish(voice, place, random)
  const wrong = about.plain ?? random.pick(voice.plain)
  const effect = about.remark ?? random.pick(voice.effect)
  const since = random.chance(0.4) ? sinceWhen(about, random) : ''
  const said = random.pick([
    () => `${place.text}${wrong}`,
    () => `${since}${place.text}${wrong}，${effect}`,
    () => `${place.text}${wrong}，${effect}，麻烦来看看，谢谢`,
    () => `你们管不管啊，${place.text}${wrong}，${effect}！`,
    () => `${wrong}，就在${place.text}，${effect}`,
    () =>
      `您好，${place.text}${wrong}，已经${random.pick(['好几天', '一个礼拜', '半个月', '两三天'])}了，${effect}`,
    () => `${place.text}${wrong}，${random.pick(dialect)}`,
    () =>
      about.isSudden
        ? `${place.text}${wrong}！！！${effect}`
        : `第${random.integer(2, 5)}次反映了！！${place.text}${wrong}，${effect}`,
    () => `请问${place.text}归谁管？${wrong}，${effect}`,
    () => `${place.text} ${wrong} ${effect}`,
    () => `${since}路过${place.text}，看到${wrong}，${random.pick(thanks)}`,
    () => `${place.text}${wrong}。打电话打不通，在这里说一下。${effect}。`,
  ])()
  return withSlips(said, random)
}

const thanks = ['拍了照片你们看看', '顺手报一下', '希望早点处理，谢谢', '辛苦了', '给你们提个醒'] as const
const dialect = [
  '蛮吓人的',
  '搞得一塌糊涂',
  '真是作孽哦',
  '阿有人管啊',
  '这块老是这样子',
  '不得了了快来个人',
  '要死嘞，天天这样',
  '乖乖，太不像话了',
  '侬讲讲看有啥办法',
] as const

function sinceWhen({ hour, isSudden }: Told, random: Random): string {
  const now =
    hour === undefined
      ? '今天'
      : hour < 5
        ? '半夜'
        : hour < 9
          ? '今天一大早'
          : hour < 12
            ? '上午'
            : hour < 14
              ? '中午'
              : hour < 18
                ? '下午'
                : '晚上'
  if (isSudden) return random.pick([now, '刚才', '就刚刚，'])
  return random.pick([now, now, '从昨天开始，', '这几天', '最近', '从上周开始，', '连着几天'])
}

function inEnglish(voice: Voice, { en }: PlaceWords, random: Random): string {
  const wrong = random.pick(voice.en)
  return random.pick([
    `Near ${en}: ${wrong}. Please have a look, thank you.`,
    `Hi, ${wrong}. It is at ${en}.`,
    `${wrong[0]!.toUpperCase()}${wrong.slice(1)} (${en}). Could someone come and check?`,
    `At ${en} ${wrong}. This is the second time I report it.`,
  ])
}

function fromCollector(voice: Voice, { text }: PlaceWords, categoryCode: string, random: Random): string {
  const wrong = random.pick(voice.formal)
  const isHazard = categoryCode.startsWith('10') || categoryCode.startsWith('2004')
  return random.pick([
    `巡查发现，${text}${wrong}。`,
    `${text}，${wrong}。`,
    `${text}${wrong}，已拍照取证。`,
    `日常巡查：${text}${wrong}，请派遣处置。`,
    `${text}${wrong}，${isHazard ? '现场已设置警示' : '已告知当事人'}。`,
    `【巡查】${text}：${wrong}。`,
  ])
}

/** What thumbs do on a phone: a wrong word of the same sound, a lost stop. */
const slips: readonly (readonly [right: string, slip: string])[] = [
  ['井盖', '井概'],
  ['垃圾', '拉圾'],
  ['路灯', '路登'],
  ['已经', '以经'],
  ['再', '在'],
  ['的时候', '得时候'],
  ['噪', '躁'],
  ['麻烦', '麻凡'],
  ['堵', '赌'],
  ['垂', '锤'],
  ['希望', '西望'],
  ['天天', '天夭'],
  ['停满', '听满'],
  ['走不', '走布'],
]

function withSlips(said: string, random: Random): string {
  if (random.chance(0.07)) {
    const fit = slips.filter(([right]) => said.includes(right))
    if (fit.length > 0) {
      const [right, slip] = random.pick(fit)
      return said.replace(right, slip)
    }
  }
  if (random.chance(0.06)) return said.replaceAll('，', ' ')
  if (random.chance(0.05)) return `${said}${random.pick(['😡', '！！！', '🙏', '…', '。。。'])}`
  return said
}
