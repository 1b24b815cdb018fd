import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import path from 'node:path'
import { type Kysely, sql } from 'kysely'
import { expect } from 'vitest'
import type { Database } from '../server/db/schema.ts'
import { TINY_POINTS } from './tiny-city.ts'

const root = path.join(import.meta.dirname, '..')
const CLIENTS = 6
/** Steps under way before a round's kill. */
const LEAST_ACTS = 3
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

export type KillOptions = {
  /** Undefined: the embedded database under `dataDir`. */
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  readonly apiKey: string
  readonly rounds: number
}

/** What a client was told, or undefined where the line went dead. */
type Told = { readonly caseId: number; readonly caseNumber: string }
type Act = {
  readonly caseId: number
  readonly version: number
  readonly verb: string
  readonly note?: string
  readonly idempotencyKey: string
}

/** A film on its way by pieces, and then in a report of its own. */
type Film = {
  readonly id: string
  readonly bytes: Buffer
  address: string | undefined
  /** So many bytes were acknowledged. */
  acknowledged: number
  told: Told | undefined
}
const FILM_BYTES = 300_000
const PIECE_BYTES = 100_000

/**
 * Sends reports, steps and films from several clients while the process is killed (SIGKILL) again and again, then sends once
 * more what got no answer. `judgeAfterKills` says whether anything was lost, doubled or left impossible.
 */
export async function sendWhileKilling(options: KillOptions): Promise<{
  readonly reports: ReadonlyMap<string, Told | undefined>
  readonly acts: readonly { readonly act: Act; readonly isAnswered: boolean }[]
  readonly films: readonly Film[]
  readonly stop: () => Promise<void>
}> {
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const reports = new Map<string, Told | undefined>()
  const acts: { act: Act; isAnswered: boolean }[] = []
  const films: Film[] = []
  let serial = 0
  for (let round = 0; round < options.rounds; round++) {
    const child = await startChild(options, port)
    let isOver = false
    const client = async () => {
      while (!isOver) {
        const id = `kill-${++serial}`
        reports.set(id, undefined)
        const told = await sendReport(base, options.apiKey, id).catch(() => undefined)
        if (!told) return
        reports.set(id, told)
        const version = await versionOf(base, options.apiKey, told.caseId).catch(() => undefined)
        if (!version) return
        const act: Act = {
          caseId: told.caseId,
          version,
          verb: 'cancel',
          note: '重复',
          idempotencyKey: `act-${id}`,
        }
        const entry = { act, isAnswered: false }
        acts.push(entry)
        const isDone = await sendAct(base, options.apiKey, act).catch(() => undefined)
        if (isDone === undefined) return
        entry.isAnswered = true
      }
    }
    const filmer = async () => {
      while (!isOver) {
        const id = `film-${++serial}`
        const film: Film = { id, bytes: makeFilm(id), address: undefined, acknowledged: 0, told: undefined }
        films.push(film)
        const isSent = await sendFilm(base, options.apiKey, film).catch(() => false)
        if (!isSent) return
      }
    }
    const clients = [...Array.from({ length: CLIENTS }, client), filmer(), filmer()]
    // A different moment of a report's way each time.
    await sleep(350 + round * 137)
    // A slow machine is given time until it has something to lose.
    for (let waits = 0; waits < 1000 && acts.length < (round + 1) * LEAST_ACTS; waits++) await sleep(20)
    child.kill('SIGKILL')
    isOver = true
    await Promise.all(clients)
    await gone(child)
  }
  const child = await startChild(options, port)
  for (const [id, told] of reports) if (!told) reports.set(id, await sendReport(base, options.apiKey, id))
  for (const entry of acts) {
    // Also what was answered: a phone that missed the answer sends again.
    expect(await sendAct(base, options.apiKey, entry.act)).toBe(true)
  }
  for (const film of films) {
    if (film.address !== undefined && film.told === undefined)
      expect(await offsetOf(base, options.apiKey, film.address), film.id).toBeGreaterThanOrEqual(
        film.acknowledged,
      )
    const told = film.told
    expect(await sendFilm(base, options.apiKey, film)).toBe(true)
    if (told) expect(film.told).toEqual(told)
    expect(await keptBytes(base, options.apiKey, film)).toBe(FILM_BYTES)
  }
  return {
    reports,
    acts,
    films,
    stop: async () => {
      child.kill('SIGTERM')
      await gone(child)
    },
  }
}

/** Nothing acknowledged is missing, nothing is there twice, every case stands where its steps led. */
export async function judgeAfterKills(
  db: Kysely<Database>,
  reports: ReadonlyMap<string, Told | undefined>,
): Promise<void> {
  const rows = await db
    .selectFrom('report')
    .innerJoin('case_record', 'case_record.case_id', 'report.case_id')
    .select(['report.source_id', 'report.case_id', 'case_record.number', 'case_record.state'])
    .where('report.source_id', 'like', 'kill-%')
    .execute()
  expect(rows).toHaveLength(reports.size)
  for (const row of rows) {
    const told = reports.get(row.source_id)
    expect(told, row.source_id).toEqual({ caseId: row.case_id, caseNumber: row.number })
  }
  const { rows: astray } = await sql<{ case_id: number }>`
    select c.case_id from case_record c
    where (select count(*) from case_step s where s.case_id = c.case_id and s.verb = 'report') <> 1
      or (select count(*) from case_step s where s.case_id = c.case_id and s.verb = 'cancel')
         <> (case when c.state = 'canceled' then 1 else 0 end)
      or c.state is distinct from (
        select s.to_state from case_step s where s.case_id = c.case_id order by s.step_id desc limit 1)
      or c.version <> (select max(h.version) from case_history h where h.case_id = c.case_id)
      or (select count(*) from event_log e where e.type = 'report.received'
            and (e.data ->> 'caseId')::bigint = c.case_id) <> 1`.execute(db)
  expect(astray).toEqual([])
  const { rows: doubles } = await sql<{ number: string }>`
    select number from case_record group by number having count(*) > 1`.execute(db)
  expect(doubles).toEqual([])
}

async function sendReport(base: string, apiKey: string, id: string, more: object = {}): Promise<Told> {
  const response = await post(base, '/api/reports', apiKey, {
    description: `路边有垃圾 ${id}`,
    category_code: '200102',
    source_system: 'kill',
    source_id: id,
    lng: TINY_POINTS.westSouth[0],
    lat: TINY_POINTS.westSouth[1],
    ...more,
  })
  if (response.status !== 201 && response.status !== 200)
    throw new Error(`${response.status} ${await response.text()}`)
  const { caseId, caseNumber } = (await response.json()) as Told
  return { caseId, caseNumber }
}

function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

/** A film's skeleton and noise, unlike any other. */
function makeFilm(id: string): Buffer {
  const brand = box('ftyp', Buffer.from('isom'), Buffer.alloc(4), Buffer.from('mp42'))
  const handler = box('hdlr', Buffer.alloc(8), Buffer.from('vide'), Buffer.alloc(12))
  const tracks = box('moov', box('mvhd', Buffer.alloc(93)), box('trak', box('mdia', handler)))
  const pictures = Buffer.alloc(FILM_BYTES - brand.length - tracks.length - 8, id)
  return Buffer.concat([brand, box('mdat', pictures), tracks])
}

/** Goes on from where the server says it is, and then reports it; sent again it is the same report. */
async function sendFilm(base: string, apiKey: string, film: Film): Promise<boolean> {
  const headers = { 'tus-resumable': '1.0.0', 'x-api-key': apiKey }
  if (film.address === undefined) {
    const begun = await fetch(`${base}/api/uploads`, {
      method: 'POST',
      headers: { ...headers, 'upload-length': String(FILM_BYTES) },
    })
    if (begun.status !== 201) throw new Error(`${begun.status} ${await begun.text()}`)
    film.address = begun.headers.get('location')!
  }
  let offset = await offsetOf(base, apiKey, film.address)
  while (offset < FILM_BYTES) {
    const sent = await fetch(`${base}${film.address}`, {
      method: 'PATCH',
      headers: {
        ...headers,
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      },
      body: new Uint8Array(film.bytes.subarray(offset, offset + PIECE_BYTES)),
    })
    if (sent.status !== 204) throw new Error(`${sent.status} ${await sent.text()}`)
    offset = Number(sent.headers.get('upload-offset'))
    film.acknowledged = offset
  }
  const uploads = film.address.split('/').at(-1)!
  film.told = await sendReport(base, apiKey, film.id, { uploads })
  return true
}

async function offsetOf(base: string, apiKey: string, address: string): Promise<number> {
  const response = await fetch(`${base}${address}`, {
    method: 'HEAD',
    headers: { 'tus-resumable': '1.0.0', 'x-api-key': apiKey },
  })
  if (!response.ok) throw new Error(`upload ${address}: ${response.status}`)
  return Number(response.headers.get('upload-offset'))
}

/** How much of it the city gives back. */
async function keptBytes(base: string, apiKey: string, { told }: Film): Promise<number> {
  const input = encodeURIComponent(JSON.stringify({ caseId: told?.caseId }))
  const response = await post(base, `/api/trpc/cases.get?input=${input}`, apiKey)
  const { result } = (await response.json()) as { result: { data: { attachments: { sha256: string }[] } } }
  expect(result.data.attachments).toHaveLength(1)
  const file = await post(base, `/api/attachments/${result.data.attachments[0]!.sha256}`, apiKey)
  return (await file.arrayBuffer()).byteLength
}

async function versionOf(base: string, apiKey: string, caseId: number): Promise<number> {
  const input = encodeURIComponent(JSON.stringify({ caseId }))
  const response = await post(base, `/api/trpc/cases.get?input=${input}`, apiKey)
  const { result } = (await response.json()) as { result: { data: { version: number } } }
  return result.data.version
}

async function sendAct(base: string, apiKey: string, act: Act): Promise<boolean> {
  const response = await post(base, '/api/trpc/cases.act', apiKey, act)
  if (!response.ok) throw new Error(await response.text())
  return true
}

function post(base: string, address: string, apiKey: string, body?: unknown): Promise<Response> {
  return fetch(`${base}${address}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

async function startChild(options: KillOptions, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['test/api.fixture.ts', String(port), options.databaseUrl ?? ''], {
    cwd: root,
    env: { ...process.env, DATA_DIR: options.dataDir, DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const said: string[] = []
  child.stderr?.on('data', (chunk) => said.push(String(chunk)))
  const until = Date.now() + 60_000
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${said.join('')}`)
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (isReady) return child
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`It was not ready in a minute: ${said.join('')}`)
}

function gone(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
