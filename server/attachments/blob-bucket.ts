import { openAsBlob } from 'node:fs'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import { CodedError } from '../errors.ts'
import type { Blobs } from './blobs.ts'

/** A bucket of an S3-compatible store. */
export type Bucket = {
  /** Its address without a last slash: `https://s3.example/bucket`, or `https://bucket.s3.example`. */
  readonly url: string
  readonly region: string
  readonly keyId: string
  readonly secret: string
}

/** Until the store begins to answer, beside the time that the bytes themselves take. */
const PATIENCE_MS = 15_000
/** A slower line to the store than this is taken for a broken one, in bytes a millisecond. */
const SLOWEST = 100
const MAX_RETRIES = 2

/**
 * Blobs as objects of a bucket. What is written is signed together with the hash of its content, so that the store
 * refuses what changed on the way; nothing is kept until it has said so.
 */
export function blobBucket({ url, region, keyId, secret }: Bucket): Blobs {
  const client = new AwsClient({
    accessKeyId: keyId,
    secretAccessKey: secret,
    service: 's3',
    region,
    retries: MAX_RETRIES,
  })
  const addressOf = (name: string) => `${url}/${name}`

  async function send(address: string, init: RequestInit, patienceMs = PATIENCE_MS): Promise<Response> {
    const abort = new AbortController()
    // Until the answer begins, not until its last byte: a reader may be slow.
    const timer = setTimeout(() => abort.abort(new Error('no answer in time')), patienceMs)
    try {
      return await client.fetch(address, { ...init, signal: abort.signal })
    } catch (error) {
      throw away(reasonOf(error))
    } finally {
      clearTimeout(timer)
    }
  }
  /** Sends, and takes 404 as "none" and everything else that is not well as being away. */
  async function ask(address: string, init: RequestInit, patienceMs?: number): Promise<Response | undefined> {
    const response = await send(address, init, patienceMs)
    if (response.ok) return response
    const text = await response.text().catch(() => '')
    const code = /<Code>([^<]+)<\/Code>/.exec(text)?.[1]
    if (response.status === 404 && code !== 'NoSuchBucket') return undefined
    throw away(`${response.status}${code ? ` ${code}` : ''}`)
  }
  async function list(prefix: string, max: number): Promise<string[]> {
    const query = new URLSearchParams({ 'list-type': '2', prefix, 'max-keys': String(max) })
    const response = await ask(`${url}?${query}`, { method: 'GET' })
    if (!response) throw away('404')
    return [...(await response.text()).matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key!)
  }

  return {
    async size(name) {
      const response = await ask(addressOf(name), { method: 'HEAD' })
      return response && Number(response.headers.get('content-length'))
    },
    async write(name, content, sha256) {
      const isFile = !(content instanceof Uint8Array)
      const body = isFile ? await openAsBlob(content.path) : (content as Uint8Array<ArrayBuffer>)
      const bytes = isFile ? content.bytes : content.length
      const headers = { 'x-amz-content-sha256': sha256, 'content-type': 'application/octet-stream' }
      const response = await ask(
        addressOf(name),
        { method: 'PUT', body, headers },
        PATIENCE_MS + bytes / SLOWEST,
      )
      if (!response) throw away('404')
      await response.text()
    },
    async open(name, range) {
      const headers = range && { range: `bytes=${range.start}-${range.end}` }
      const response = await ask(addressOf(name), { method: 'GET', ...(headers && { headers }) })
      return response?.body ? Readable.fromWeb(response.body as ReadableStream) : undefined
    },
    async copy(from, to) {
      const source = new URL(addressOf(from)).pathname
      // Where the bucket stands in the host, its name is the host's first label.
      const isInPath = new URL(url).pathname !== '/'
      const bucket = new URL(url).hostname.split('.')[0]!
      const headers = { 'x-amz-copy-source': isInPath ? source : `/${bucket}${source}` }
      const response = await ask(addressOf(to), { method: 'PUT', headers })
      // A copy that fails on the way says so inside an answer of 200.
      const text = (await response?.text()) ?? ''
      if (!text.includes('CopyObjectResult')) throw away(/<Code>([^<]+)/.exec(text)?.[1] ?? 'copy failed')
    },
    remove: async (name) => void (await ask(addressOf(name), { method: 'DELETE' })),
    async removeAll(prefix) {
      for (;;) {
        const names = await list(prefix, 1000)
        if (names.length === 0) return
        for (const name of names) await ask(addressOf(name), { method: 'DELETE' })
      }
    },
    problem: () =>
      list('', 1).then(
        () => undefined,
        (error: Error) => error.message,
      ),
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : message
}

function away(reason: string): CodedError {
  return new CodedError(
    'unavailable',
    'ATTACHMENTS_AWAY',
    `照片存储暂时不可用（${reason}），请稍后再传`,
    `The attachment store is away (${reason}): send it again later`,
    { expected: 'an S3-compatible store that answers' },
  )
}
