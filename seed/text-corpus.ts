import { createHash } from 'node:crypto'
import { voices } from './city/case-phrases.ts'
import { describe } from './city/case-texts.ts'
import { createRandom, type Random } from './city/random.ts'
import { categories } from './packs/city-management/categories.ts'
import { categoryWords, topics } from './packs/city-management/text/index.ts'

/** `group`: texts of one group share sentences, and stand on one side of any split. */
export type CorpusText = { readonly text: string; readonly label: string; readonly group: string }

const TEXTS_PER_MATTER = 60
const TEXTS_PER_CATEGORY = 90

const names =
  '桂花|长青|望江|新华|凤凰|石桥|滨河|育才|金沙|柳树|红星|东湖|和平|文昌|龙泉|青山|永安|白云|中和|银杏|丰收|月亮|星光|同心|翠竹|梅园|杏林|朝阳|北门|南塘|西苑|建设|人民|兴业|梧桐|江畔|水井|大塘|高桥|黄土岭'.split(
    '|',
  )
const streets = ['路', '街', '大道', '巷', '东路', '西街'] as const
const estates = ['小区', '花园', '新村', '家园', '社区', '公寓', '嘉园', '苑'] as const
const towns = ['镇', '乡', '村', '县', '区', '街道', '组', '市'] as const

/** What says nothing of the matter: who writes, to whom, how tired of it. In every topic alike. */
const openings =
  '尊敬的领导您好|尊敬的书记|市长您好|领导好|您好|各位领导|我是一名普通市民|我是本地的居民|作为一名老百姓|我们是这里的住户|我代表全体居民反映|网友反映|有市民来信说|本人实名反映|打扰领导了|我想咨询一个问题|请问|关于这件事我已经反映多次|您好，想向您反映一个情况|尊敬的市委市政府领导|你好，我是在外打工的|百忙之中打扰您|我怀着沉重的心情给您写信'.split(
    '|',
  )
const asides =
  '我们多次向有关部门反映，都没有结果|打了市长热线，一直没有人回复|相关部门互相推诿，没有人管|群众的意见非常大|这个问题存在好几年了|老百姓的日子怎么过|我们普通百姓没有办法|希望政府能为民做主|请领导体谅我们的难处|不知道该找哪个部门|村干部和社区都说管不了|找了县里，县里让找市里|电话打过去态度很差|大家都敢怒不敢言|严重影响了居民的正常生活|家里上有老下有小|我们的要求并不过分|上次的回复没有解决实际问题|网上留言了也是套话|周围的住户都可以作证|这样的事情不止一次|难道就没有人管吗|究竟由谁负责|国家政策是好的，下面执行走了样|从去年拖到今年'.split(
    '|',
  )
const wishes =
  '请领导重视，尽快解决|恳请有关部门调查处理|希望得到您的回复，谢谢|请给我们一个明确的答复|望领导在百忙之中关注一下|盼复|请相关部门核实|希望早日解决，万分感谢|请问具体的政策是怎样的|谢谢领导|请给一个说法|希望政府主持公道|请问什么时候能够解决|此致敬礼|恳请严肃查处|敬请回复为盼'.split(
    '|',
  )

function placeOf(random: Random): string {
  const name = random.pick(names)
  const draw = random.next()
  if (draw < 0.35) return `${name}${random.pick(estates)}`
  if (draw < 0.7)
    return `${name}${random.pick(streets)}${random.chance(0.3) ? `${random.integer(1, 300)}号` : ''}`
  return `${name}${random.pick(towns)}`
}

function letterOf(said: readonly string[], head: string, random: Random): string {
  const place = placeOf(random)
  if (random.chance(0.12)) return `${random.chance(0.5) ? place : ''}${head}`
  const sentences: string[] = []
  const wanted = 1 + random.weighted([3, 4, 4, 2])
  const left = [...said]
  while (sentences.length < wanted && left.length > 0)
    sentences.push(...left.splice(random.integer(0, left.length - 1), 1))
  const parts = [
    ...(random.chance(0.6) ? [`${place}${head}`] : []),
    ...(random.chance(0.6) ? [random.pick(openings)] : []),
    `${random.chance(0.6) ? `${placeOf(random)}` : ''}${sentences[0]}`,
    ...(random.chance(0.5) ? [random.pick(asides)] : []),
    ...sentences.slice(1),
    ...(random.chance(0.35) ? [random.pick(asides)] : []),
    ...(random.chance(0.6) ? [random.pick(wishes)] : []),
  ]
  return `${parts.join(random.pick(['，', '。', '。', '；']))}。`
}

/** Letters to a mayor's mailbox, labelled by the desk that answers. Bit-stable for the same sentences. */
export function topicTexts(): CorpusText[] {
  const random = createRandom('text-corpus/topics')
  return topics.flatMap(({ label, matters }) =>
    matters.flatMap(({ name, heads, said }) => {
      const draw = random.fork(`${label}/${name}`)
      const headings = heads.split('|')
      const sentences = said.split('|')
      return Array.from({ length: TEXTS_PER_MATTER }, () => ({
        text: letterOf(sentences, draw.pick(headings), draw),
        label,
        group: `${label}/${name}`,
      }))
    }),
  )
}

const channels = ['hotline', 'resident', 'resident', 'resident', 'collector', 'patrol', 'superior'] as const

/** Reports labelled by category code, in the voices of the seeded city and in further words for each trouble. */
export function categoryTexts(): CorpusText[] {
  const random = createRandom('text-corpus/categories')
  return categories.flatMap(({ code, name, nameEn }) => {
    const draw = random.fork(code)
    const [chinese = '', english = ''] = (categoryWords[code] ?? '').split('/')
    const words = [name, ...chinese.split('|').filter(Boolean)]
    const wordsEn = [nameEn.toLowerCase(), ...english.split('|').filter(Boolean)]
    const voice = voices.get(code)
    return Array.from({ length: TEXTS_PER_CATEGORY }, (_, i): CorpusText => {
      const place = placeOf(draw)
      const isVoice = voice !== undefined && draw.chance(0.55)
      if (isVoice) {
        const text = describe(code, draw.pick(channels), { text: place, en: 'the crossing' }, draw)
        return { text, label: code, group: `${code}/voice-${i % 5}` }
      }
      if (draw.chance(0.15)) {
        const word = draw.pick(wordsEn)
        const text = draw.pick([
          `${word}`,
          `There is a problem: ${word} near the school, please help`,
          `${word}!`,
        ])
        return { text, label: code, group: `${code}/english` }
      }
      const at = draw.integer(0, words.length - 1)
      const effect = voice && draw.chance(0.3) ? `，${draw.pick(voice.effect)}` : ''
      const text = draw.pick([
        `${place}${words[at]}${effect}`,
        `${words[at]}${effect}`,
        `${draw.pick(openings)}，${place}${words[at]}${effect}，${draw.pick(wishes)}`,
        `${place}附近${words[at]}${effect}，${draw.pick(asides)}`,
      ])
      return { text, label: code, group: `${code}/word-${at}` }
    })
  })
}

/** Names a corpus by its content: a model keeps it, and a test says when the texts have moved on. */
export function corpusSha256(texts: readonly CorpusText[]): string {
  const hash = createHash('sha256')
  for (const { text, label, group } of texts) hash.update(`${label}\t${group}\t${text}\n`)
  return hash.digest('hex')
}
