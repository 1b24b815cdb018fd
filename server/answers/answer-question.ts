import { z } from 'zod'
import { findCity } from '../city/find-city.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { maskPeople } from '../text/mask-people.ts'
import type { Answer } from './answer.ts'
import { answerArticle } from './answering/answer-article.ts'
import { answerCase } from './answering/answer-case.ts'
import { answerCount } from './answering/answer-count.ts'
import { answerDeadline } from './answering/answer-deadline.ts'
import { answerDepartment } from './answering/answer-department.ts'
import { answerMatter } from './answering/answer-matter.ts'
import { answerTerm } from './answering/answer-term.ts'
import { answerRefused, answerUnknown } from './answering/answer-unknown.ts'
import { type Answered, type Asked, PUBLIC_READER } from './answering/asked.ts'
import { keepUnanswered } from './keep-unanswered.ts'
import { readLexicon } from './read-lexicon.ts'
import { MAX_QUESTION_CHARACTERS } from './reading/normal-text.ts'
import { areaNamedIn, readQuestion } from './reading/read-question.ts'
import type { Reading } from './reading/reading.ts'
import { restate } from './reading/restate.ts'

export const questionSchema = z.object({
  question: z.string().trim().min(1).max(MAX_QUESTION_CHARACTERS),
  /** The question before, as it was taken: a short one may lean on it. */
  previous: z.string().trim().max(MAX_QUESTION_CHARACTERS).optional(),
})
const MOST_ALTERNATIVES = 5

/**
 * Answers from what the city has: by rules, with sources, under the asker's own permission. Nobody signed in asks as
 * the public. What is not known is said to be unknown.
 */
export async function answerQuestion(
  services: Services,
  actor: Actor | null,
  { question, previous }: z.output<typeof questionSchema>,
): Promise<Answer> {
  const [lexicon, city] = await Promise.all([readLexicon(services), findCity(services.db)])
  const timeZone = city?.timeZone ?? 'UTC'
  const asked: Asked = {
    services,
    lexicon,
    reader: actor ?? PUBLIC_READER,
    isPublic: actor === null,
    timeZone,
  }
  const now = { ms: services.clock.now().getTime(), timeZone }
  const before = previous ? readQuestion(previous, lexicon, now) : null
  const reading = readQuestion(question, lexicon, now, before)
  const answered = await answer(asked, reading, question)
  const intent = answered.intent ?? reading.intent
  if (intent === 'unknown')
    await keepUnanswered(services, {
      question,
      reason: answered.reason ?? 'nothing_known',
      isPublic: asked.isPublic,
    })
  const masked = maskPeople(question)
  const taken = restate(reading, masked)
  return {
    intent,
    reason: answered.reason ?? null,
    taken,
    confidence: answered.confidence ?? confidenceOf(reading),
    ignored: reading.ignored,
    parts: answered.parts,
    sources: answered.sources,
    counted: answered.counted ?? null,
    alternatives: (answered.alternatives ?? [])
      .filter(({ zh }, i, all) => zh !== taken.zh && all.findIndex((other) => other.zh === zh) === i)
      .slice(0, MOST_ALTERNATIVES),
    areaId: answered.areaId ?? areaNamedIn(question, lexicon)?.areaId ?? null,
  }
}

function answer(asked: Asked, reading: Reading, question: string): Promise<Answered> | Answered {
  switch (reading.intent) {
    case 'matter':
      return answerMatter(asked, reading)
    case 'department':
      return answerDepartment(asked, reading)
    case 'article':
      return answerArticle(asked, reading)
    case 'case':
      return answerCase(asked, reading)
    case 'count':
      return answerCount(asked, reading)
    case 'term':
      return answerTerm(asked, reading)
    case 'deadline':
      return answerDeadline(asked)
    case 'refused':
      return answerRefused()
    case 'unknown':
      return answerUnknown(asked, reading, question)
  }
}

function confidenceOf(reading: Reading): Answer['confidence'] {
  if (reading.ignored.length > 0) return 'guess'
  const subject = 'subject' in reading ? reading.subject : null
  if (!subject) return 'exact'
  return ({ name: 'exact', word: 'likely', guess: 'guess' } as const)[subject.how]
}
