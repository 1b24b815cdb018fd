import type { Lexicon } from '../server/answers/reading/lexicon.ts'
import { readQuestion } from '../server/answers/reading/read-question.ts'
import type { Reading } from '../server/answers/reading/reading.ts'
import { seededLexicon } from '../test/seeded-lexicon.ts'
import { type Expected, heldOutQuestions, laterQuestions } from './data/answer-questions.ts'
import { englishQuestions, freshEnglishQuestions } from './data/english-questions.ts'
import { type BenchDefinition, type Figure, time } from './harness.ts'

const NOW = { ms: Date.parse('2026-11-29T10:00:00Z'), timeZone: 'Asia/Shanghai' }

export type Verdict = 'right' | 'said_unknown' | 'wrong'

/** Silence is no mistake: an answer that was not asked for is. */
export function judge(reading: Reading, expected: Expected, lexicon: Lexicon): Verdict {
  const isSilent = reading.intent === 'unknown' || reading.intent === 'refused'
  if (expected.intent === 'none' || expected.intent === 'refused')
    return reading.intent === 'unknown'
      ? expected.intent === 'none'
        ? 'right'
        : 'said_unknown'
      : reading.intent === expected.intent
        ? 'right'
        : 'wrong'
  if (isSilent) return 'said_unknown'
  return isRight(reading, expected, lexicon) ? 'right' : 'wrong'
}

function isRight(reading: Reading, expected: Expected, lexicon: Lexicon): boolean {
  const codesOf = (ids: readonly number[] = []) => ids.map((id) => lexicon.categoryById.get(id)?.code ?? '')
  if (reading.intent !== expected.intent) return false
  if (reading.intent === 'matter' && expected.intent === 'matter') {
    const codes = codesOf(reading.subject.categoryIds)
    return codes.length > 0 && codes.every((code) => expected.categories.includes(code))
  }
  if (reading.intent === 'article' && expected.intent === 'article')
    return (
      reading.regulation?.code === expected.regulation &&
      (reading.articleKey ?? undefined) === expected.article
    )
  if (reading.intent === 'case' && expected.intent === 'case') return reading.number === expected.number
  if (reading.intent === 'term' && expected.intent === 'term') return reading.termIds[0] === expected.term
  if (reading.intent === 'count' && expected.intent === 'count') {
    const codes = codesOf(reading.subject?.categoryIds).toSorted()
    const wanted = [...(expected.categories ?? [])].sort()
    const areCodesRight = expected.atLeast
      ? wanted.every((code) => codes.includes(code))
      : codes.join() === wanted.join()
    return (
      areCodesRight &&
      reading.area?.name === expected.area &&
      reading.period?.key === expected.period &&
      (reading.state ?? undefined) === expected.state
    )
  }
  return true
}

export default {
  title: 'Answers: questions put aside, and how fast questions are read',
  run: async (say) => {
    const lexicon = seededLexicon()
    const judged = (questions: typeof heldOutQuestions, name: string): Figure[] => {
      const verdicts = questions.map(([question, expected]) => {
        const reading = readQuestion(question, lexicon, NOW)
        const verdict = judge(reading, expected, lexicon)
        if (verdict !== 'right') say(`${verdict}: ${question} → ${reading.intent}`)
        return verdict
      })
      const share = (verdict: Verdict) =>
        Math.round((1000 * verdicts.filter((one) => one === verdict).length) / verdicts.length) / 10
      return [
        { what: `${name}: read rightly`, value: share('right'), unit: '%' },
        {
          what: `${name}: said unknown, or refused, though it could be known`,
          value: share('said_unknown'),
          unit: '%',
        },
        { what: `${name}: read wrongly`, value: share('wrong'), unit: '%' },
      ]
    }
    const { medianMs } = await time(() => {
      for (const [question] of heldOutQuestions) readQuestion(question, lexicon, NOW)
    }, 5)
    return {
      data: `${heldOutQuestions.length} and ${laterQuestions.length} questions in Chinese and English, each put aside before it was read`,
      figures: [
        ...judged(heldOutQuestions, 'first set'),
        ...judged(laterQuestions, 'second set'),
        ...judged(englishQuestions, 'English, improved on'),
        ...judged(freshEnglishQuestions, 'English, put aside'),
        {
          what: 'questions read, without the database',
          value: Math.round((heldOutQuestions.length / medianMs) * 1000),
          unit: 'questions/s',
          target: { atLeast: 200 },
        },
      ],
    }
  },
} satisfies BenchDefinition
