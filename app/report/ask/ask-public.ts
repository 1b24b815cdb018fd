import type { Answer } from '../../ask/answer-type.ts'

type Body = { error?: { code?: string; message?: string; messageZh?: string } } | Answer | null
type Refused = Error & { data: { httpStatus: number; coded: object } }

/** Asks at the public door; what it refuses reads like a refusal of the API. */
export async function askPublic(question: {
  readonly question: string
  readonly previous?: string
  readonly isUseless?: boolean
}): Promise<Answer | null> {
  const response = await fetch('/api/answers', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  })
  const body = (await response.json().catch(() => null)) as Body
  if (response.ok) return body as Answer | null
  const coded = body && 'error' in body ? body.error : undefined
  throw Object.assign(new Error(coded?.message ?? `HTTP ${response.status}`), {
    data: { httpStatus: response.status, coded },
  }) as Refused
}
