import { createHmac, timingSafeEqual } from 'node:crypto'

/** A signature older or newer than this is refused, so that a recorded request cannot be played again for long. */
export const TOLERANCE_SECONDS = 300

export type SignatureFault = 'NO_SIGNATURE' | 'STALE_SIGNATURE' | 'BAD_SIGNATURE'

/**
 * What a sender puts into `x-tongguan-signature`, beside `x-tongguan-timestamp`: `sha256=` and the HMAC-SHA256, in hex,
 * of the timestamp (Unix seconds), a dot, and the body's bytes.
 */
export function signatureOf(secret: string, timestampSeconds: string, body: Uint8Array): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestampSeconds}.`).update(body).digest('hex')}`
}

/** Undefined where the signature holds. Compares in constant time. */
export function findSignatureFault(
  secret: string,
  {
    timestamp,
    signature,
  }: { readonly timestamp: string | undefined; readonly signature: string | undefined },
  body: Uint8Array,
  now: Date,
): SignatureFault | undefined {
  if (!timestamp || !signature) return 'NO_SIGNATURE'
  const ageSeconds = now.getTime() / 1000 - Number(timestamp)
  if (!(Math.abs(ageSeconds) <= TOLERANCE_SECONDS)) return 'STALE_SIGNATURE'
  const [expected, given] = [signatureOf(secret, timestamp, body), signature].map((text) => Buffer.from(text))
  const isSame = expected!.length === given!.length && timingSafeEqual(expected!, given!)
  return isSame ? undefined : 'BAD_SIGNATURE'
}
