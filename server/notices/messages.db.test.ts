import { tmpdir } from 'node:os'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import {
  loadTinyCity,
  TINY_AREAS,
  TINY_POINTS,
  type TinyCity,
  tinyActor,
  tinyServices,
} from '../../test/tiny-city.ts'
import { reportInputSchema } from '../reports/report-input.ts'
import { takeReport } from '../reports/take-report.ts'
import type { Services } from '../services.ts'
import { findRecipients, type MessageSelection } from './find-recipients.ts'
import { getMessage, listMessages } from './list-messages.ts'
import { listNotices, readNotices } from './notices.ts'
import { sendMessage } from './send-message.ts'

let database: TestDatabase
let services: Services
let city: TinyCity
const dispatcher = tinyActor('dispatcher')
const around: MessageSelection['geometry'] = {
  type: 'Polygon',
  coordinates: [
    [
      [118.79, 31.89],
      [118.85, 31.89],
      [118.85, 31.95],
      [118.79, 31.95],
      [118.79, 31.89],
    ],
  ],
}

beforeAll(async () => {
  database = await freshDatabase()
  const { db } = database
  city = await loadTinyCity(db)
  await sql`update duty_grid set name = '西片', name_en = 'West'`.execute(db)
  services = await tinyServices(db, tmpdir())
  await sql`insert into sensor (code, name, kind, unit_of_measure, scope_area_id, geom)
    select 'S-' || n, '水位', 'water_level', 'm', ${TINY_AREAS.westSouth}::int, st_setsrid(st_makepoint(118.805 + n * 0.02, 31.905), 4326)
    from generate_series(0, 1) n`.execute(db)
  await takeReport(
    services,
    dispatcher,
    reportInputSchema.parse({
      source_system: 'test',
      source_id: '1',
      description: '垃圾',
      x: TINY_POINTS.westSouth[0],
      y: TINY_POINTS.westSouth[1],
      category_code: '0201',
    }),
  )
  await sql`update case_record set department_id = ${city.departments.sanitation}`.execute(db)
  const { person_id } = await db
    .insertInto('person')
    .values({ code: 'P1', name: '王网格', post: 'grid_chief' })
    .returning('person_id')
    .executeTakeFirstOrThrow()
  const grid = services.locator.locate(...TINY_POINTS.westSouth).dutyGrid!
  await db
    .insertInto('duty_grid_person')
    .values({ duty_grid_id: grid.dutyGridId, person_id, duty: 'chief' })
    .execute()
  // As the sign-in makes it at a start.
  await sql`create table auth_user (id text primary key, name text not null, email text not null)`.execute(db)
  await sql`insert into auth_user select id, id, id || '@x' from unnest(array['chief', 'handler', 'elsewhere']) id`.execute(
    db,
  )
  const grant = { area_id: null, department_id: null, person_id: null }
  await db
    .insertInto('role_grant')
    .values([
      { ...grant, user_id: 'chief', role: 'grid_chief', person_id },
      {
        ...grant,
        user_id: 'handler',
        role: 'department_handler',
        department_id: city.departments.sanitation,
      },
      {
        ...grant,
        user_id: 'elsewhere',
        role: 'department_handler',
        department_id: city.departments.sanitation,
        area_id: TINY_AREAS.east,
      },
    ])
    .execute()
})
afterAll(() => database?.drop())

test('chiefs and handlers are found for what they answer for; for whom nobody can be told is said', async () => {
  const found = await findRecipients(services, dispatcher, {
    kind: 'case',
    geometry: around,
    to: ['chiefs', 'departments', 'units'],
  })
  expect(found.things).toBe(1)
  const department = await database.db
    .selectFrom('department')
    .select(['name', 'name_en as nameEn'])
    .where('department_id', '=', city.departments.sanitation)
    .executeTakeFirstOrThrow()
  expect(found.recipients).toEqual([
    { userId: 'chief', name: 'chief', posts: ['chiefs'], of: [{ name: '西片', nameEn: 'West' }], things: 1 },
    { userId: 'handler', name: 'handler', posts: ['departments'], of: [department], things: 1 },
  ])
  expect(found.skipped).toEqual([{ reason: 'NO_UNIT', of: null, things: 1 }])
  const sensors = await findRecipients(services, dispatcher, {
    kind: 'sensor',
    geometry: around,
    to: ['chiefs', 'departments'],
  })
  expect(sensors.recipients.map(({ userId, things }) => [userId, things])).toEqual([['chief', 1]])
  expect(sensors.skipped.map(({ reason, things }) => [reason, things])).toEqual([
    ['NO_DEPARTMENT', 2],
    ['NO_CHIEF', 1],
  ])
})

test('only what one may see is selected, and taken out stays out', async () => {
  const west = tinyActor('supervisor', { scopeAreaIds: [TINY_AREAS.eastNorth], isWholeCity: false })
  const of = (actor = dispatcher, some: Partial<MessageSelection> = {}) =>
    findRecipients(services, actor, { kind: 'case', geometry: around, to: ['chiefs'], ...some })
  expect((await of(west)).things).toBe(0)
  const { case_id } = await database.db.selectFrom('case_record').select('case_id').executeTakeFirstOrThrow()
  expect((await of(dispatcher, { exceptIds: [case_id] })).things).toBe(0)
  expect((await of(dispatcher, { ids: [case_id] })).things).toBe(1)
})

test('a message comes once into each inbox and out of the house, and its receipts come back', async () => {
  await database.db
    .insertInto('notice_destination')
    .values({
      name: '短信',
      channel: 'sms',
      url: 'https://gate.example/',
      secret: 's',
      owner_user_id: 'x',
      owner_name: 'x',
      changed_at: services.clock.now(),
      changed_by: 'x',
    })
    .execute()
  const send = {
    kind: 'case' as const,
    geometry: around,
    to: ['chiefs' as const, 'departments' as const],
    text: '今晚有暴雨，请先查看',
    isUrgent: true,
    idempotencyKey: 'm-1-0123456789',
  }
  const { messageId } = await sendMessage(services, dispatcher, send)
  expect(await sendMessage(services, dispatcher, send)).toEqual({ messageId })
  const chief = tinyActor('grid_chief', { userId: 'chief' })
  const { notices } = await listNotices(services, chief)
  expect(notices).toMatchObject([
    {
      kind: 'message',
      isUrgent: true,
      zh: `${dispatcher.name}：今晚有暴雨，请先查看`,
      caseId: expect.any(Number),
    },
  ])
  expect(await listMessages(services, dispatcher)).toMatchObject([
    { messageId, recipients: 2, read: 0, thingCount: 1 },
  ])
  await readNotices(services, chief, undefined)
  const told = await getMessage(services, dispatcher, messageId)
  expect(told.recipients.map(({ userId, readAt }) => [userId, readAt !== null])).toEqual([
    ['chief', true],
    ['handler', false],
  ])
  // What was sent before names were kept in both languages.
  await sql`update notice_message set recipients = jsonb_set(recipients, '{0,of}', '["西片"]'),
    skipped = '[{"reason": "NO_UNIT", "of": "", "things": 1}]'`.execute(database.db)
  const old = await getMessage(services, dispatcher, messageId)
  expect(old.recipients[0]?.of).toEqual([{ name: '西片', nameEn: '' }])
  expect(old.skipped[0]?.of).toBeNull()
  expect(told.deliveries).toMatchObject([{ name: '短信', state: 'waiting' }])
  await expect(getMessage(services, chief, messageId)).rejects.toMatchObject({ code: 'NO_SUCH_MESSAGE' })
  await expect(
    sendMessage(services, dispatcher, { ...send, to: ['units'], idempotencyKey: 'm-2-0123456789' }),
  ).rejects.toMatchObject({ code: 'NO_RECIPIENTS' })
})
