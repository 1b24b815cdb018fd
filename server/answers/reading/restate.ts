import { chineseNumeral } from '../../basis/chinese-number.ts'
import { both, named, type Words } from '../answer.ts'
import { termOf } from '../glossary.ts'
import type { CountReading, CountState, Reading } from './reading.ts'

export const STATE_PHRASES: Readonly<Record<CountState, Words>> = {
  open: { zh: '未办结', en: 'open' },
  overdue: { zh: '超期', en: 'overdue' },
  open_overdue: { zh: '未办结且超期', en: 'open and overdue' },
  near: { zh: '快到期', en: 'nearly overdue' },
  closed: { zh: '已结案', en: 'closed' },
  shelved: { zh: '挂账', en: 'shelved' },
  unchecked: { zh: '待核查', en: 'unchecked' },
  undispatched: { zh: '待派遣', en: 'undispatched' },
  unsigned: { zh: '未签收', en: 'unsigned' },
}

/** The question as it was understood: read again it gives the same reading. */
export function restate(reading: Reading, askedAs: string): Words {
  switch (reading.intent) {
    case 'matter': {
      const { subject, area } = reading
      return {
        zh: `${area ? `${area.name}的` : ''}${subject.words.zh}由谁负责，依据什么，多久办结？`,
        en: `Who is responsible for ${inSentence(subject.words.en)}${area ? ` in ${named(area).en}` : ''}, on what basis, and by when?`,
      }
    }
    case 'department':
      return {
        zh: `${reading.department.name}负责哪些事项？`,
        en: `What is ${named(reading.department).en} responsible for?`,
      }
    case 'article':
      return restateArticle(reading)
    case 'case':
      return {
        zh: `案件 ${reading.number ?? reading.followToken} 办到哪一步了？`,
        en: `What is the status of case ${reading.number ?? reading.followToken}?`,
      }
    case 'count':
      return restateCount(reading)
    case 'term': {
      const names = reading.termIds.flatMap((id) => termOf.get(id)?.name ?? [])
      return {
        zh: `${names.map(({ zh }) => zh).join('、')}是什么意思？`,
        en: `What does ${names.map(({ en }) => `“${en}”`).join(', ')} mean?`,
      }
    }
    case 'deadline':
      return { zh: '案件怎么算超期？', en: 'When does a case count as overdue?' }
    default:
      return both(() => askedAs)
  }
}

function restateArticle({ regulation, articleKey, words }: Extract<Reading, { intent: 'article' }>): Words {
  const about = words.join(' ')
  if (!regulation)
    return { zh: `法规里关于“${about}”怎么说？`, en: `What do the regulations say about “${about}”?` }
  const title = { zh: `《${regulation.title}》`, en: regulation.titleEn || regulation.title }
  if (articleKey) {
    const [number, further] = articleKey.split('-')
    return {
      zh: `${title.zh}第${chineseNumeral(Number(number))}条${further ? `之${chineseNumeral(Number(further))}` : ''}说什么？`,
      en: `What does article ${number} of ${title.en} say?`,
    }
  }
  return about
    ? { zh: `${title.zh}关于“${about}”怎么说？`, en: `What does ${title.en} say about “${about}”?` }
    : { zh: `${title.zh}有什么内容？`, en: `What does ${title.en} say?` }
}

function restateCount({ subject, area, placeWords, department, period, state }: CountReading): Words {
  const [within, at] = [area ? named(area) : null, placeWords]
  const office = department ? named(department) : null
  return {
    zh: `${[
      period?.words.zh,
      within?.zh,
      at?.zh,
      office?.zh,
      state && STATE_PHRASES[state].zh,
      subject && `${subject.words.zh}`,
    ]
      .filter(Boolean)
      .join('')}案件有多少？`,
    en: `How many ${[state && STATE_PHRASES[state].en, subject && inSentence(subject.words.en)]
      .filter(Boolean)
      .map((one) => `${one} `)
      .join('')}cases${[
      within && ` in ${within.en}`,
      at && ` on ${at.en}`,
      office && ` with ${office.en}`,
      period && ` ${period.words.en}`,
    ]
      .filter(Boolean)
      .join('')}?`,
  }
}

function inSentence(name: string): string {
  return name.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())
}
