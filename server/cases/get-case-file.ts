import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { maskNumbers } from '../reports/mask-personal.ts'
import type { Services } from '../services.ts'
import { getCase } from './get-case.ts'

/** Where people write freely: numbers of phones and identity cards in these are masked. */
const FREE_TEXTS = new Set([
  'address',
  'decision',
  'description',
  'minutes',
  'note',
  'reason',
  'reply',
  'requirement',
  'title',
  'topic',
])

/** The case as it is printed: paper travels further than a screen, so free texts are masked and who took it is noted. */
export async function getCaseFile(services: Services, actor: Actor, caseId: number) {
  const detail = await getCase(services, actor, caseId)
  const at = services.clock.now()
  await withScope(services.db, actor, (trx) =>
    trx
      .insertInto('access_log')
      .values({ user_id: actor.userId, subject: 'case_file', subject_id: String(caseId), at })
      .execute(),
  )
  return { detail: maskTexts(detail), takenBy: actor.name, takenAt: at.toISOString() }
}

function maskTexts<T>(value: T): T {
  if (Array.isArray(value)) return value.map((one: unknown) => maskTexts(one)) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, child]: [string, unknown]) => [
      key,
      typeof child === 'string' && FREE_TEXTS.has(key) ? maskNumbers(child) : maskTexts(child),
    ]),
  ) as T
}
