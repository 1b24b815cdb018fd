import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_NOON, TINY_POINTS, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import { getCase } from '../cases/get-case.ts'
import { findCaller } from './find-caller.ts'
import { type FinishCall, finishCall, finishCallSchema } from './finish-call.ts'

let database: TestDatabase
let services: Awaited<ReturnType<typeof tinyServices>>
let folder: string
const callTaker = tinyActor('call_taker')
const [x, y] = TINY_POINTS.eastSouth
const at = (minutes: number) => new Date(TINY_NOON.getTime() + minutes * 60_000).toISOString()

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'calls-'))
  await loadTinyCity(database.db)
  services = await tinyServices(database.db, folder)
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

const call = (callKey: string, some: Partial<Omit<FinishCall, 'callKey'>>): FinishCall =>
  finishCallSchema.parse({
    callKey,
    callType: 'complaint',
    beganAt: at(-5),
    endedAt: at(-1),
    phone: '138 1234 5678',
    name: '李雷',
    ...some,
  })
const newCase = { outcome: 'case', report: { description: '路灯不亮', address: '', x, y } } as const
const rows = async (table: 'hotline_call' | 'report' | 'case_record') =>
  database.db.selectFrom(table).selectAll().execute()

describe('a call', () => {
  let caseId: number
  it('becomes one case however often it is sent, with the time of the call', async () => {
    const first = await finishCall(services, callTaker, call('call-0001', { end: newCase }))
    expect(await finishCall(services, callTaker, call('call-0001', { end: newCase }))).toEqual(first)
    caseId = first.caseId!
    expect(await rows('case_record')).toHaveLength(1)
    const [kept] = await rows('hotline_call')
    expect(kept).toMatchObject({ outcome: 'case', case_id: caseId, scope_area_id: 6, is_late_entry: false })
    const found = await getCase(services, callTaker, caseId)
    expect(found.timestamps.reportedAt).toBe(at(-5))
    expect(found.reports).toMatchObject([
      { channel: 'hotline', isConfidential: false, reporterMasked: { name: '李*', phone: '138****5678' } },
    ])
  })

  it('that chases attaches to its case: the second caller is kept, and no second case is made', async () => {
    const chase = call('call-0002', {
      phone: '13900001111',
      name: '韩梅梅',
      isConfidential: true,
      end: { outcome: 'chased', caseId, note: '还没人来' },
    })
    await finishCall(services, callTaker, chase)
    await finishCall(services, callTaker, chase)
    expect(await rows('case_record')).toHaveLength(1)
    const { reports } = await getCase(services, callTaker, caseId)
    expect(reports).toMatchObject([
      { description: '路灯不亮' },
      { description: '催办：还没人来', isConfidential: true, reporterMasked: { name: '', phone: '' } },
    ])
  })

  it('that asks is answered and makes no case; one outside reach attaches to nothing', async () => {
    const consult = { callType: 'consult', end: { outcome: 'answered', note: '办事大厅 9 点开门' } } as const
    expect(await finishCall(services, callTaker, call('call-0003', consult))).toMatchObject({ caseId: null })
    expect(await rows('case_record')).toHaveLength(1)
    const west = tinyActor('call_taker', { scopeAreaIds: [4, 5], isWholeCity: false })
    const chase = { end: { outcome: 'chased', caseId, note: '' } } as const
    await expect(finishCall(services, west, call('call-0004', chase))).rejects.toMatchObject({
      code: 'CASE_NOT_FOUND',
    })
    expect((await rows('report')).length).toBe(2)
  })

  it('written down the next day keeps both times', async () => {
    const late = call('call-0005', { beganAt: at(-1440), endedAt: at(-1436), end: newCase })
    const { callId, caseId: lateCase } = await finishCall(services, callTaker, late)
    const kept = (await rows('hotline_call')).find((row) => row.call_id === callId)
    expect(kept).toMatchObject({ is_late_entry: true, entered_at: TINY_NOON, began_at: new Date(at(-1440)) })
    expect((await getCase(services, callTaker, lateCase!)).timestamps.reportedAt).toBe(at(-1440))
  })

  it.each([
    ['CALL_OUTCOME', { callType: 'consult', end: newCase }],
    ['CALL_TIMES', { beganAt: at(-1), endedAt: at(-5), end: newCase }],
    ['CALL_TIMES', { endedAt: at(60), end: newCase }],
    ['BAD_PHONE', { phone: '12', end: newCase }],
  ] as const)('is refused as %s', async (code, some) => {
    const before = (await rows('hotline_call')).length
    await expect(finishCall(services, callTaker, call('call-0006', some))).rejects.toMatchObject({ code })
    expect(await rows('hotline_call')).toHaveLength(before)
  })
})

describe('who is calling', () => {
  it('is known by the number, within reach, and looking is logged', async () => {
    const known = await findCaller(services, callTaker, { phone: '+86 13812345678' })
    expect(known).toMatchObject({ name: '李*', callCount: 3 })
    expect(known.cases.map(({ description }) => description)).toEqual(['路灯不亮', '路灯不亮'])
    const west = tinyActor('call_taker', { scopeAreaIds: [4, 5], isWholeCity: false })
    expect((await findCaller(services, west, { phone: '13812345678' })).cases).toEqual([])
    expect(await findCaller(services, callTaker, { phone: '138' })).toEqual({
      name: '',
      callCount: 0,
      cases: [],
    })
    const log = await database.db.selectFrom('access_log').select(['subject', 'subject_id']).execute()
    expect(log).toEqual([
      { subject: 'caller', subject_id: '5678' },
      { subject: 'caller', subject_id: '5678' },
    ])
  })
})
