import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshEmbedded, type TestEmbedded } from '../../test/embedded.ts'
import {
  loadTinyCity,
  TINY_AREAS,
  TINY_POINTS,
  type TinyCity,
  tinyActor,
  tinyServices,
} from '../../test/tiny-city.ts'
import type { Actor } from '../identity/actor.ts'
import { submitReport } from '../reports/submit.ts'
import { moveUnits } from '../units/move-units.ts'
import { actOnCase } from './act.ts'
import type { ActInput } from './act-input.ts'
import { getCase } from './get-case.ts'
import { countInShape } from './in-shape.ts'
import { listQueue } from './list-queue.ts'
import { scanClocks } from './scan-clocks.ts'

let embedded: TestEmbedded
let city: TinyCity
let services: Awaited<ReturnType<typeof tinyServices>>
let folder: string
const dispatcher = tinyActor('dispatcher')
const [lng, lat] = TINY_POINTS.eastSouth

beforeAll(async () => {
  embedded = await freshEmbedded()
  folder = await mkdtemp(join(tmpdir(), 'loop-'))
  city = await loadTinyCity(embedded.db)
  services = await tinyServices(embedded.db, folder)
})
afterAll(async () => {
  await embedded.drop()
  await rm(folder, { recursive: true })
})

const send = (source_id: string) =>
  submitReport(services, tinyActor('device'), {
    fields: { source_system: 'test', source_id, description: '积水', lng, lat, category_code: '200111' },
    photos: [],
  })

it('runs the whole loop on the embedded database', async () => {
  const { caseId } = await send('loop')
  const handler = tinyActor('department_handler', { departmentIds: [city.departments.sanitation] })
  const collector = tinyActor('collector', { departmentIds: [city.departments.supervision] })
  // Urgent: registered and sent on by the rules.
  let { version } = await getCase(services, dispatcher, caseId)
  const steps: [Actor, ActInput['verb']][] = [
    [handler, 'sign'],
    [handler, 'handle'],
    [handler, 'feed_back'],
    [collector, 'check_pass'],
  ]
  await expect(
    actOnCase(services, collector, { caseId, version, verb: 'sign', idempotencyKey: 'x' }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN_ROLE' })
  for (const [actor, verb] of steps) {
    const input = { caseId, version, verb, note: '已处置', idempotencyKey: verb }
    const [once, again] = await Promise.all([
      actOnCase(services, actor, input),
      actOnCase(services, actor, input),
    ])
    expect(again).toEqual(once)
    version = once.version
  }
  const detail = await getCase(services, dispatcher, caseId)
  expect(detail).toMatchObject({ state: 'closed', isAutoDispatched: true, unitName: '环卫一班' })
  expect(detail.steps).toHaveLength(7)
})

it('takes one report of many sendings, hides it from other areas, and scans its clock', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => send('many')))
  expect(answers.filter((answer) => answer.status === 'created')).toHaveLength(1)
  const [{ caseId }] = answers as [(typeof answers)[0]]
  const westOnly = tinyActor('supervisor', { scopeAreaIds: [TINY_AREAS.westSouth], isWholeCity: false })
  await expect(getCase(services, westOnly, caseId)).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' })
  expect(await listQueue(services, westOnly, { filter: {}, limit: 10 })).toMatchObject({ total: 0, rows: [] })
  services.clock.set(new Date(services.clock.now().getTime() + 121 * 60_000))
  expect(await scanClocks(services)).toBe(1)
  const ring = [
    [lng - 0.001, lat - 0.001],
    [lng + 0.001, lat - 0.001],
    [lng, lat + 0.001],
    [lng - 0.001, lat - 0.001],
  ]
  const inside = await countInShape(services, dispatcher, {
    geometry: { type: 'Polygon', coordinates: [ring] },
  })
  expect(inside.counts).toMatchObject({ total: 2, open: 1, overdue: 1 })
})

it('takes positions in', async () => {
  const positions = [{ unitCode: 'U1', lng, lat, at: '2026-03-05T02:00:00Z', headingDegrees: 0 }]
  expect(await moveUnits(services, tinyActor('device'), { positions })).toEqual({ accepted: 1, unknown: [] })
})
