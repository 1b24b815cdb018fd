import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../../test/db.ts'
import {
  loadTinyCity,
  TINY_NOON,
  TINY_POINTS,
  type TinyCity,
  tinyActor,
  tinyServices,
} from '../../../test/tiny-city.ts'
import { getCase } from '../../cases/get-case.ts'
import { submitReport } from '../../reports/submit.ts'
import { publishLimits } from '../limits/publish-limits.ts'
import { changeDays, previewDays } from './change-days.ts'
import { listCalendar } from './list-calendar.ts'

let database: TestDatabase
let city: TinyCity
let services: Awaited<ReturnType<typeof tinyServices>>
const planner = tinyActor('planner')
const leader = tinyActor('shift_leader')
const [lng, lat] = TINY_POINTS.eastSouth

beforeAll(async () => {
  database = await freshDatabase()
  city = await loadTinyCity(database.db)
  services = await tinyServices(database.db, '/nowhere')
  services.clock.set(TINY_NOON)
  await publishLimits(services, planner, {
    categoryId: city.categories.garbage,
    limits: [
      { stage: 'total', clock: 'work_days', amount: 2, condition: '', step: 1, stepName: '', stepNameEn: '' },
    ],
    closing: '',
    closingEn: '',
    latestVersion: 0,
    validFrom: null,
    note: '两个工作日',
  })
})
afterAll(() => database.drop())

it('an open case moves with a holiday and a make-up day, says why, and moves back', async () => {
  const { caseId } = await submitReport(services, leader, {
    fields: {
      source_system: 'desk',
      source_id: 'day',
      description: '路边有垃圾',
      category_code: '200102',
      channel: 'patrol',
      lng,
      lat,
    },
    photos: [],
  })
  const due = async () => (await getCase(services, leader, caseId)).dueAt
  // Thursday at ten: two work days are Monday at ten.
  expect(await due()).toBe('2026-03-09T02:00:00.000Z')
  const friday = { from: '2026-03-06', until: '2026-03-06', isWorkday: false }
  expect(await previewDays(services, planner, friday)).toMatchObject({
    moved: 1,
    later: 1,
    cases: [{ caseId, dueAt: '2026-03-10T02:00:00.000Z' }],
  })
  expect(await due()).toBe('2026-03-09T02:00:00.000Z')

  const note = '国办发明电〔2026〕1 号'
  expect(await changeDays(services, planner, { ...friday, name: '放假', note })).toEqual({ moved: 1 })
  expect(await due()).toBe('2026-03-10T02:00:00.000Z')
  const saturday = { from: '2026-03-07', until: '2026-03-07', isWorkday: true, name: '调休上班', note }
  await changeDays(services, planner, saturday)
  expect(await due()).toBe('2026-03-09T02:00:00.000Z')
  const { steps } = await getCase(services, leader, caseId)
  expect(steps.at(-1)).toMatchObject({ verb: 'relimit', note: expect.stringContaining(note) })
  expect(await listCalendar(services, planner, { year: 2026 })).toMatchObject({
    days: [
      { day: '2026-03-06', isWorkday: false, name: '放假' },
      { day: '2026-03-07', isWorkday: true, name: '调休上班' },
    ],
  })

  const both = { from: '2026-03-06', until: '2026-03-07', isWorkday: null, name: '', note: '撤销' }
  // Saturday goes with Friday: the case stands where it stood.
  expect(await changeDays(services, planner, both)).toEqual({ moved: 0 })
  const { days, changes } = await listCalendar(services, planner, { year: 2026 })
  expect(days).toEqual([])
  // Who set them, and why, stays; a year lists what touches it.
  expect(changes).toMatchObject([
    { from: '2026-03-06', until: '2026-03-07', isWorkday: null, note: '撤销', moved: 0 },
    { from: '2026-03-07', isWorkday: true, name: '调休上班', moved: 1 },
    { from: '2026-03-06', isWorkday: false, name: '放假', note, moved: 1, changedBy: planner.name },
  ])
  expect((await listCalendar(services, planner, { year: 2027 })).changes).toEqual([])
})

it('refuses what is no span of days, and whoever is in charge of a part of the city', async () => {
  const wanted = { from: '2026-05-01', until: '2026-05-05', isWorkday: false, name: '', note: '劳动节' }
  expect(() => changeDays(services, planner, { ...wanted, until: '2026-04-30' })).toThrow(
    expect.objectContaining({ code: 'BAD_DAYS', detail: { field: 'until' } }),
  )
  expect(() => changeDays(services, planner, { ...wanted, until: '2026-07-01' })).toThrow(
    expect.objectContaining({ code: 'BAD_DAYS' }),
  )
  expect(() =>
    previewDays(services, planner, { ...wanted, from: '2036-05-01', until: '2036-05-02' }),
  ).toThrow(expect.objectContaining({ code: 'BAD_DAYS', detail: { field: 'from' } }))
  await expect(changeDays(services, tinyActor('planner', { isWholeCity: false }), wanted)).rejects.toThrow(
    expect.objectContaining({ code: 'FORBIDDEN_AREA' }),
  )
})
