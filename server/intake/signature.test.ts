import { expect, test } from 'vitest'
import { findSignatureFault, signatureOf, TOLERANCE_SECONDS } from './signature.ts'

const now = new Date('2026-03-05T02:00:00Z')
const timestamp = String(now.getTime() / 1000)
const body = Buffer.from('{"description":"井盖"}')
const signature = signatureOf('secret', timestamp, body)

test('a signature is the HMAC of timestamp, dot and body', () => {
  // As `printf '1772676000.{"description":"井盖"}' | openssl dgst -sha256 -hmac secret` computes it.
  expect(signature).toMatch(/^sha256=[0-9a-f]{64}$/)
  expect(findSignatureFault('secret', { timestamp, signature }, body, now)).toBeUndefined()
})

test.each([
  ['NO_SIGNATURE', { timestamp, signature: undefined }, body],
  ['NO_SIGNATURE', { timestamp: undefined, signature }, body],
  ['BAD_SIGNATURE', { timestamp, signature: signature.slice(0, -1) }, body],
  ['BAD_SIGNATURE', { timestamp, signature: signatureOf('other', timestamp, body) }, body],
  ['BAD_SIGNATURE', { timestamp, signature }, Buffer.from('{"description":"井盖 "}')],
  ['BAD_SIGNATURE', { timestamp: String(Number(timestamp) + 1), signature }, body],
  ['STALE_SIGNATURE', { timestamp: 'yesterday', signature }, body],
] as const)('%s', (fault, given, sent) => {
  expect(findSignatureFault('secret', given, sent, now)).toBe(fault)
})

test.each([-1, 1])('a signature ends %i × five minutes away', (side) => {
  const at = (seconds: number) => {
    const moved = String(Number(timestamp) + side * seconds)
    return findSignatureFault(
      'secret',
      { timestamp: moved, signature: signatureOf('secret', moved, body) },
      body,
      now,
    )
  }
  expect(at(TOLERANCE_SECONDS)).toBeUndefined()
  expect(at(TOLERANCE_SECONDS + 1)).toBe('STALE_SIGNATURE')
})
