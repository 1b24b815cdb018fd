import type { Answer, Words } from '../answer.ts'
import { named } from '../answer.ts'
import type { Reading, Unknown } from '../reading/reading.ts'
import { restate } from '../reading/restate.ts'
import type { Answered, Asked } from './asked.ts'

const LEAST_GUESS = 0.4

/** Questions that can be answered anywhere. */
export const EXAMPLES: readonly Words[] = [
  { zh: '路灯不亮归谁管？多久修好？', en: 'Who is responsible for a street light, and by when?' },
  { zh: '本周超期案件有多少？', en: 'How many overdue cases this week, and where?' },
  { zh: '挂账是什么意思？', en: 'What does “shelve” mean?' },
  { zh: '案件怎么算超期？', en: 'When does a case count as overdue?' },
]

const REASONS: Readonly<Record<NonNullable<Answer['reason']>, (said: string) => Words>> = {
  nothing_known: (said) =>
    said
      ? {
          zh: `不认识“${said}”，不知道您要问什么。`,
          en: `“${said}” is not known here, so what you want is not understood.`,
        }
      : { zh: '没有听懂这个问题。', en: 'This question is not understood.' },
  future: () => ({
    zh: '将来的事这里不知道，只能数已经发生的案件。',
    en: 'The future is not known here; only what has happened can be counted.',
  }),
  not_computed: (said) => ({
    zh: `${said ? `“${said}”` : '这个数'}这里不算：只按上报时间或结案时间数案件。比率、平均、趋势请看体检、监控和大屏。`,
    en: `${said ? `“${said}”` : 'That figure'} is not computed here: cases are counted by report or by closing. For rates, averages and trends see health, monitor and wall.`,
  }),
  no_such_place: (said) => ({
    zh: `本市没有“${said}”这个地名，没有按全市代答。`,
    en: `There is no “${said}” in this city, and the whole city was not counted in its place.`,
  }),
  no_such_regulation: (said) => ({
    zh: said ? `没有登记“${said}”。` : '请说明是哪部法规的条文。',
    en: said ? `“${said}” is not registered here.` : 'Say which regulation the article is of.',
  }),
  no_such_article: () => ({ zh: '没有这一条。', en: 'There is no such article.' }),
  no_such_case: () => ({ zh: '没有这个案件。', en: 'There is no such case.' }),
  nothing_found: () => ({ zh: '没有找到。', en: 'Nothing was found.' }),
}

/** Says that it does not know, why, and what comes nearest. */
export function answerUnknown(
  { lexicon, isPublic }: Asked,
  { reason, said }: Unknown,
  asked: string,
): Answered {
  const nearest = nearestOf(lexicon, reason, said, asked)
  const examples = EXAMPLES.filter((_, i) => !isPublic || i !== 1)
  return {
    reason,
    parts: [{ title: { zh: '', en: '' }, text: REASONS[reason](said), sources: [] }],
    sources: [],
    alternatives: nearest.length > 0 ? nearest : examples,
  }
}

function nearestOf(
  lexicon: Asked['lexicon'],
  reason: Unknown['reason'],
  said: string,
  asked: string,
): Words[] {
  if (reason === 'no_such_place')
    return lexicon.areasLike(said).map((area) => ({
      zh: asked.replace(said, area.name),
      en: asked.replace(new RegExp(escaped(said), 'i'), named(area).en),
    }))
  if (reason === 'no_such_regulation')
    return lexicon
      .regulationsLike(said)
      .map((regulation) =>
        restate({ intent: 'article', regulation, articleKey: null, words: [], ignored: [] }, asked),
      )
  if (reason !== 'nothing_known') return []
  return lexicon.rows
    .guess(said || asked)
    .filter(({ score }) => score >= LEAST_GUESS)
    .slice(0, 2)
    .flatMap(({ code }) => lexicon.rows.categories.find((one) => one.code === code) ?? [])
    .map((category) =>
      restate(
        {
          intent: 'matter',
          subject: { categoryIds: [category.categoryId], words: named(category), how: 'guess' },
          area: null,
          others: [],
          ignored: [],
        } satisfies Reading,
        asked,
      ),
    )
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

export function answerRefused(): Answered {
  return {
    parts: [
      {
        title: { zh: '', en: '' },
        text: {
          zh: '不提供他人的姓名、电话、住址等个人信息。办案确有需要的，由有权限的岗位在案件里查看，查看会留痕。',
          en: 'Names, telephone numbers, addresses and other personal data of people are not given here. Who needs them for a case and may see them finds them in the case, and it is recorded.',
        },
        sources: [],
      },
    ],
    sources: [],
  }
}
