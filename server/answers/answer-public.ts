import { z } from 'zod'
import { CodedError } from '../errors.ts'
import { RateLimiter } from '../reports/rate-limiter.ts'
import type { Services } from '../services.ts'
import type { Answer } from './answer.ts'
import { answerQuestion, questionSchema } from './answer-question.ts'
import { keepUnanswered } from './keep-unanswered.ts'

/** More than a household behind one address asks in five minutes, and little for a script. */
const STRANGERS = { max: 60, windowMs: 300_000 } as const
const limiters = new WeakMap<Services, RateLimiter>()

export const publicQuestionSchema = questionSchema.extend({
  /** The answer was of no use: it is kept, and nothing is answered. */
  isUseless: z.boolean().default(false),
})

/** A resident's question: public facts alone. @throws {CodedError} TOO_MANY_QUESTIONS */
export async function answerPublic(
  services: Services,
  body: unknown,
  sender: string,
): Promise<Answer | null> {
  let limiter = limiters.get(services)
  if (!limiter) {
    limiter = new RateLimiter(STRANGERS)
    limiters.set(services, limiter)
  }
  if (!limiter.take(sender, services.clock.now().getTime()))
    throw new CodedError(
      'too_many',
      'TOO_MANY_QUESTIONS',
      '提问过于频繁，请五分钟后再试，或拨打热线',
      'Too many questions from here: try again in five minutes, or call the hotline',
    )
  const { isUseless, ...question } = parse(body)
  if (!isUseless) return answerQuestion(services, null, question)
  await keepUnanswered(services, { ...question, reason: 'not_helpful', isPublic: true })
  return null
}

function parse(body: unknown): z.output<typeof publicQuestionSchema> {
  const read = publicQuestionSchema.safeParse(body)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new CodedError(
    'bad_input',
    'BAD_INPUT',
    '问题应为 1 到 300 字',
    'A question has 1 to 300 characters',
    {
      field: issue?.path.join('.') ?? 'question',
    },
  )
}
