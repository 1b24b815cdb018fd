import { lookup } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'

export type CallAnswer = { readonly status: number; readonly body: string }
/** An address that is not called, whatever it would answer. */
export class RefusedAddress extends Error {}

const TIMEOUT_MS = 10_000
const MAX_ANSWER_BYTES = 4096

const inside = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6')

/** Whether an IP address lies in a network of one's own: loopback, private, link-local, not routed. */
export function isPrivateAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return inside.check(address, 'ipv4')
  if (version !== 6) return true
  // An IPv4 address in IPv6 clothes is what it is underneath.
  if (/^(0*:)*:?ffff:/i.test(address)) return true
  return inside.check(address, 'ipv6')
}

/**
 * What is wrong with an address that notices are to be sent to, or undefined. Names are looked up only when it is
 * called: what they mean may change in between.
 */
export function faultOfAddress(
  text: string,
  mayBePrivate: boolean,
): 'NOT_HTTP' | 'WITH_PASSWORD' | 'PRIVATE' | undefined {
  if (!URL.canParse(text)) return 'NOT_HTTP'
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'NOT_HTTP'
  if (url.username || url.password) return 'WITH_PASSWORD'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (mayBePrivate) return undefined
  if (host === 'localhost' || host.endsWith('.localhost')) return 'PRIVATE'
  return isIP(host) && isPrivateAddress(host) ? 'PRIVATE' : undefined
}

/** Posts and reads the beginning of the answer. Follows no redirect, and connects to no private address unless it may. */
export function callAddress(
  address: string,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
  mayBePrivate: boolean,
): Promise<CallAnswer> {
  const fault = faultOfAddress(address, mayBePrivate)
  if (fault) return Promise.reject(new RefusedAddress(fault))
  const url = new URL(address)
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': body.length },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        // Checked where the connection is made, so that a name cannot mean one thing now and another then.
        lookup: (hostname, options, done) =>
          lookup(hostname, { ...options, all: true }, (error, found) => {
            const refused = !error && !mayBePrivate && found.some((one) => isPrivateAddress(one.address))
            if (error || refused) return done(error ?? new RefusedAddress('PRIVATE'), '', 0)
            if (options.all) return done(null, found)
            return done(null, found[0]!.address, found[0]!.family)
          }),
      },
      (answer) => {
        let said = ''
        answer.setEncoding('utf8')
        answer.on('data', (chunk: string) => {
          if (said.length < MAX_ANSWER_BYTES) said += chunk
        })
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, body: said.slice(0, MAX_ANSWER_BYTES) }),
        )
        answer.on('error', reject)
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}
