import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_POINTS, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import { getCase } from '../cases/get-case.ts'
import { findFollowedAttachment, followReport } from './follow-report.ts'
import { listConflicts } from './list-conflicts.ts'
import { resolveConflict } from './resolve-conflict.ts'
import { submitReport } from './submit.ts'

let database: TestDatabase
let services: Awaited<ReturnType<typeof tinyServices>>
let folder: string
const callTaker = tinyActor('call_taker')
const device = tinyActor('device')
/** One pixel. */
const PNG = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'reports-'))
  await loadTinyCity(database.db)
  services = await tinyServices(database.db, folder)
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

const count = async (table: 'report' | 'case_record' | 'report_conflict' | 'attachment') =>
  (
    await database.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n
const send = (
  fields: unknown,
  actor = device as typeof device | null,
  photos: Uint8Array[] = [],
  key = 'phone',
) => submitReport(services, actor, { fields, photos }, key)
const [lng, lat] = TINY_POINTS.eastSouth
const body = {
  source_system: 'hotline-12345',
  source_id: 'A1',
  description: '井盖破损',
  lng,
  lat,
  category_code: '100102',
}

describe('one door', () => {
  it('takes a report once: the same again is the same, other content waits for a person', async () => {
    const first = await send(body)
    expect(first.status).toBe('created')
    expect(await send({ ...body })).toEqual({ ...first, status: 'same' })
    // As a form sends it, every value as text.
    expect(await send({ ...body, lng: String(lng), lat: String(lat) })).toMatchObject({ status: 'same' })
    const other = await send({ ...body, description: '井盖不见了' })
    expect(other).toMatchObject({ status: 'conflict', caseId: first.caseId, followToken: '' })
    await send({ ...body, description: '井盖不见了' })
    expect(await count('report_conflict')).toBe(1)
    expect((await getCase(services, callTaker, first.caseId)).description).toBe('井盖破损')

    const [queued] = await listConflicts(services, callTaker)
    expect(queued).toMatchObject({
      first: { description: '井盖破损' },
      second: { description: '井盖不见了' },
    })
    const resolved = await resolveConflict(services, callTaker, {
      conflictId: queued!.conflictId,
      resolution: 'new_case',
    })
    expect(resolved.caseNumber).toMatch(/^\d{19}$/)
    expect(await listConflicts(services, callTaker)).toEqual([])
    expect(
      await resolveConflict(services, callTaker, {
        conflictId: queued!.conflictId,
        resolution: 'keep_first',
      }),
    ).toMatchObject({ resolution: 'new_case' })
  })

  it('makes one case of twenty sendings at the same moment', async () => {
    const before = await count('case_record')
    const answers = await Promise.all(Array.from({ length: 20 }, () => send({ ...body, source_id: 'B1' })))
    expect(answers.filter((answer) => answer.status === 'created')).toHaveLength(1)
    expect(new Set(answers.map((answer) => answer.caseNumber)).size).toBe(1)
    expect(await count('case_record')).toBe(before + 1)
  })

  it('keeps the declared coordinates and places by the converted ones', async () => {
    const answer = await send({ ...body, source_id: 'C1', coordinate_system: 'GCJ-02' })
    const report = await database.db
      .selectFrom('report')
      .select(['original_x', 'original_y', 'coordinate_system'])
      .where('report_id', '=', answer.reportId)
      .executeTakeFirstOrThrow()
    expect(report).toEqual({ original_x: lng, original_y: lat, coordinate_system: 'GCJ-02' })
    const { lngLat } = await getCase(services, callTaker, answer.caseId)
    expect(lngLat![0]).not.toBeCloseTo(lng, 4)
  })

  it('keeps photos by content, and serves them from the case', async () => {
    const answer = await send(
      { ...body, source_id: 'D1', photos: [{ bytes: Buffer.from(PNG).toString('base64'), role: 'before' }] },
      device,
      [PNG],
    )
    const { attachments } = await getCase(services, callTaker, answer.caseId)
    expect(attachments).toMatchObject([
      { mime: 'image/png', role: 'before' },
      { mime: 'image/png', role: 'near' },
    ])
    expect(await count('attachment')).toBe(1)
    const { sha256 } = attachments[0]!
    expect(await services.attachments.read(sha256)).toBeDefined()

    // Whoever sent it sees it by the report's link, what others add to the case not, and nobody without the link.
    const { followToken, caseId } = answer
    expect((await followReport(services, followToken)).attachments).toEqual([{ sha256, mime: 'image/png' }])
    expect(await findFollowedAttachment(services, followToken, sha256)).toMatchObject({ mime: 'image/png' })
    expect(await findFollowedAttachment(services, 'guess', sha256)).toBeUndefined()
    const later = new Date(services.clock.now().getTime() + 1000)
    await database.db
      .updateTable('case_attachment')
      .set({ at: later })
      .where('case_id', '=', caseId)
      .execute()
    expect((await followReport(services, followToken)).attachments).toEqual([])
    expect(await findFollowedAttachment(services, followToken, sha256)).toBeUndefined()
  })
})

describe('strangers', () => {
  it('report without signing in, follow by their token, and cannot speak for another system', async () => {
    const answer = await send({ ...body, channel: 'superior' }, null)
    expect(answer.status).toBe('created')
    expect(await followReport(services, answer.followToken)).toMatchObject({
      caseNumber: answer.caseNumber,
      steps: [{ verb: 'report' }, { verb: 'verify' }],
    })
    expect(await getCase(services, callTaker, answer.caseId)).toMatchObject({
      channel: 'resident',
      sourceSystem: 'public:hotline-12345',
    })
    await expect(followReport(services, 'guess')).rejects.toMatchObject({ code: 'REPORT_NOT_FOUND' })
  })
  it('are slowed down, each by itself', async () => {
    // No place on earth: counted, but it writes nothing.
    const nowhere = { ...body, source_id: 'F', lng: 500 }
    const outcomes: string[] = []
    for (let n = 0; n <= 120; n++)
      outcomes.push(await send(nowhere, null, [], 'script').then(String, (error) => error.code))
    expect(new Set(outcomes.slice(0, 120))).toEqual(new Set(['BAD_COORDINATES']))
    expect(outcomes.at(-1)).toBe('TOO_MANY_REPORTS')
    expect(await send({ ...body, source_id: 'F-other' }, null, [], 'elsewhere')).toMatchObject({
      status: 'created',
    })
  })
})

describe('bad input', () => {
  it.each([
    ['description', { description: ' ' }],
    ['x', { lng: 118.8, lat: undefined }],
    ['x', { lng: 'abc' }],
    ['x', { lat: 118.8, lng: 31.9 }],
    ['coordinateSystem', { coordinate_system: 'EPSG:3857' }],
    ['reporterPhone', { reporter_phone: 'call me' }],
    ['categoryCode', { category_code: '999999' }],
    ['photos.0.bytes', { photos: ['not base64!'] }],
  ])('names the field: %s', async (field, change) => {
    const before = await count('report')
    await expect(send({ ...body, source_id: 'X1', ...change })).rejects.toMatchObject({
      kind: 'bad_input',
      detail: { field },
    })
    expect(await count('report')).toBe(before)
  })
  it('refuses a body that is none, and a photo that is none', async () => {
    await expect(send(null)).rejects.toMatchObject({ kind: 'bad_input' })
    await expect(send([1])).rejects.toMatchObject({ kind: 'bad_input' })
    await expect(
      send({ ...body, source_id: 'X2' }, device, [new Uint8Array([1, 2, 3])]),
    ).rejects.toMatchObject({ code: 'PHOTO_TYPE', detail: { field: 'photos.0' } })
  })
  it('takes hostile text as text', async () => {
    const description = `'; drop table report; -- <script>alert(1)</script> \u202e 井\u{1F6A8}`
    const answer = await send({ ...body, source_id: 'X3', description })
    expect((await getCase(services, callTaker, answer.caseId)).description).toBe(description)
  })
})
