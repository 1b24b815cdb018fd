import { withSystem } from '../db/client.ts'
import { CodedError, codedErrorOf } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { submitReport } from '../reports/submit.ts'
import type { SubmitAnswer } from '../reports/take-report.ts'
import type { Services } from '../services.ts'
import { keepRejection } from './keep-rejection.ts'
import { findSignatureFault, type SignatureFault } from './signature.ts'

const FAULTS: Readonly<Record<SignatureFault, readonly [zh: string, en: string]>> = {
  NO_SIGNATURE: ['缺少签名', 'The signature is missing'],
  STALE_SIGNATURE: ['签名时间超出五分钟', 'The timestamp is more than five minutes off'],
  BAD_SIGNATURE: ['签名不符', 'The signature does not hold'],
}

export type SignedBody = {
  readonly source: string
  readonly timestamp: string | undefined
  readonly signature: string | undefined
  readonly body: Uint8Array
}

/**
 * A report of a system that signs: the same fields as `POST /api/reports`. What does not hold is refused and kept for
 * a person; nothing of it is done.
 */
export async function takeSigned(
  services: Services,
  sent: SignedBody,
  senderKey: string,
): Promise<SubmitAnswer> {
  try {
    await checkSignature(services, sent)
    const fields = { ...parseObject(sent.body), source_system: sent.source, channel: 'other_system' }
    return await submitReport(services, systemActor(sent.source), { fields, photos: [] }, senderKey)
  } catch (error) {
    if (codedErrorOf(error)) await keepRejection(services, sent.source.slice(0, 64), sent.body, error)
    throw error
  }
}

async function checkSignature(services: Services, { source, body, ...given }: SignedBody): Promise<void> {
  const known = await withSystem(services.db, 'intake.verify', (trx) =>
    trx
      .selectFrom('intake_source')
      .select('secret')
      .where('name', '=', source)
      .where('revoked_at', 'is', null)
      .executeTakeFirst(),
  )
  // An unknown sender is told the same as a wrong signature: names are not to be guessed.
  const fault = known ? findSignatureFault(known.secret, given, body, services.clock.now()) : 'BAD_SIGNATURE'
  if (!fault) return
  const [zh, en] = FAULTS[fault]
  throw new CodedError('unauthenticated', fault, zh, en, {
    field: 'x-tongguan-signature',
    expected:
      'sha256=hex of HMAC-SHA256(secret, timestamp + "." + body), with x-tongguan-timestamp in Unix seconds',
  })
}

function parseObject(body: Uint8Array): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {}
  throw new CodedError('bad_input', 'BAD_JSON', '请求内容不是 JSON 对象', 'The body is no JSON object', {
    expected: 'the fields of POST /api/reports',
  })
}

/** A system by its signature: it may report, and read nothing. */
function systemActor(source: string): Actor {
  return {
    userId: `intake:${source}`,
    name: source,
    roles: ['device'],
    scopeAreaIds: [],
    isWholeCity: false,
    handedTo: null,
    departmentIds: [],
    personId: null,
  }
}
