import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_POINTS } from '../../test/tiny-city.ts'
import { readEnv } from '../env.ts'
import { createApiKey } from '../identity/create-api-key.ts'
import { type RunningServer, startServer } from '../start.ts'

/** What people and systems send that is no good report: each gets a clear answer, and nothing of it is lost or done. */
let database: TestDatabase
let server: RunningServer
let dataDir: string
let base: string
let key: string
const clock = { now: () => new Date() }
const [lng, lat] = TINY_POINTS.eastSouth
const good = { description: '路灯不亮', category_code: '200102', source_system: 'bad', lng, lat }

beforeAll(async () => {
  database = await freshDatabase()
  dataDir = await mkdtemp(path.join(tmpdir(), 'bad-input-'))
  await loadTinyCity(database.db)
  server = await startServer({
    env: {
      ...readEnv({ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'silent' }),
      port: 0,
      databaseUrl: database.url,
      dataDir,
    },
    clock,
    onProgress: () => {},
    startEmbedded: async () => ({ url: database.url, stop: async () => {} }),
  })
  base = `http://127.0.0.1:${server.port}`
  key = await createApiKey(database.db, clock, { name: 'bad', roles: ['call_taker'] })
})
afterAll(async () => {
  await server?.stop()
  await database?.drop()
  await rm(dataDir, { recursive: true, force: true })
})

let serial = 0
const send = (fields: object) =>
  fetch(`${base}/api/reports`, {
    method: 'POST',
    body: JSON.stringify({ source_id: `b${++serial}`, ...fields }),
    headers: { 'content-type': 'application/json', 'x-api-key': key },
  })
const caseOf = async (response: Response) => {
  expect(response.status).toBe(201)
  const { caseId } = (await response.json()) as { caseId: number }
  return database.db
    .selectFrom('case_record')
    .select(['state', 'duty_grid_id', 'scope_area_id', 'category_id', 'description', 'reported_at'])
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
}
const countCases = async () =>
  (await database.db.selectFrom('case_record').select('case_id').execute()).length

it.each([
  ['two places', { ...good, x: lng + 0.01, y: lat }, 400, 'TWO_PLACES'],
  ['half a place', { ...good, lat: undefined }, 400, 'BAD_INPUT'],
  ['a place that is none', { ...good, lng: 999 }, 400, 'BAD_COORDINATES'],
  ['a place that is text', { ...good, lng: '在桥边' }, 400, 'BAD_INPUT'],
  ['no words', { ...good, description: '  ' }, 400, 'BAD_INPUT'],
  ['an unknown category', { ...good, category_code: '999999' }, 400, 'UNKNOWN_REFERENCE'],
  ['a long text', { ...good, description: '长'.repeat(3000) }, 400, 'BAD_INPUT'],
  ['a phone number that is none', { ...good, reporter_phone: "1' or '1'='1" }, 400, 'BAD_INPUT'],
  ['10 MB of text', { ...good, description: 'x'.repeat(10 * 1024 * 1024) }, 400, 'BAD_INPUT'],
] as const)('refuses %s with its name, and makes nothing of it', async (_, fields, status, code) => {
  const before = await countCases()
  const response = await send(fields)
  expect(response.status).toBe(status)
  const { error } = (await response.json()) as { error: { code: string; message: string; messageZh: string } }
  expect(error.code).toBe(code)
  expect(error.messageZh).toMatch(/[一-龥]/)
  expect(await countCases()).toBe(before)
})

it.each([
  ['no place', { ...good, lng: undefined, lat: undefined }],
  ['a place outside of the city', { ...good, lng: 116.4, lat: 39.9 }],
] as const)('takes %s as a case that waits for a person to place it', async (_, fields) => {
  const record = await caseOf(await send(fields))
  expect(record).toMatchObject({ duty_grid_id: null, scope_area_id: 0 })
  expect(['reported', 'accepted']).toContain(record.state)
})

it('takes a time to come as now', async () => {
  const record = await caseOf(await send({ ...good, reported_at: '2999-01-01T00:00:00Z' }))
  expect(record.reported_at.getTime()).toBeLessThanOrEqual(Date.now())
})

it('keeps script as the words it is', async () => {
  const description = `<script>alert(1)</script>'; drop table report; --`
  expect(await caseOf(await send({ ...good, description }))).toMatchObject({ description })
})

it('refuses a zip that is named .jpg', async () => {
  const before = await countCases()
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...good, source_id: 'zip' })) form.set(name, String(value))
  const zip = zipSync({ 'a.exe': new Uint8Array(5000) })
  form.set('photo', new File([new Uint8Array(zip)], 'photo.jpg', { type: 'image/jpeg' }))
  const response = await fetch(`${base}/api/reports`, {
    method: 'POST',
    body: form,
    headers: { 'x-api-key': key },
  })
  expect([response.status, await response.json()]).toMatchObject([
    400,
    { error: { code: expect.stringMatching(/^PHOTO_/), field: 'photos.0' } },
  ])
  expect(await countCases()).toBe(before)
})

it('keeps another content under a known id for a person to compare', async () => {
  const first = await send({ ...good, source_id: 'known' })
  expect(first.status).toBe(201)
  expect((await send({ ...good, source_id: 'known' })).status).toBe(200)
  expect((await send({ ...good, source_id: 'known', description: '别的' })).status).toBe(409)
  const waiting = await database.db
    .selectFrom('report_conflict')
    .select('source_id')
    .where('source_id', '=', 'known')
    .execute()
  expect(waiting).toHaveLength(1)
})
