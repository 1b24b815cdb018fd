import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import {
  loadTinyCity,
  TINY_NOON,
  TINY_POINTS,
  type TinyCity,
  tinyActor,
  tinyServices,
} from '../../test/tiny-city.ts'
import { actOnCase } from '../cases/act.ts'
import { addPhotos } from '../cases/add-photos.ts'
import { getCase } from '../cases/get-case.ts'
import { reportCheck } from '../cases/work/check.ts'
import { listControlAreas } from '../control-areas/list-control-areas.ts'
import type { Actor } from '../identity/actor.ts'
import { listNearParts } from '../parts/list-near.ts'
import { submitReport } from '../reports/submit.ts'
import { listTasks } from './list-tasks.ts'
import { seeGrid } from './see-grid.ts'

/** The smallest picture that is one. */
const PNG = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)

describe('what those out in the city see and do', () => {
  let database: TestDatabase
  let city: TinyCity
  let services: Awaited<ReturnType<typeof tinyServices>>
  let folder: string
  let collector: Actor
  let handler: Actor
  const leader = tinyActor('shift_leader')
  const dispatcher = tinyActor('dispatcher')
  const [lng, lat] = TINY_POINTS.eastSouth
  const near = { lng, lat }

  beforeAll(async () => {
    database = await freshDatabase()
    folder = await mkdtemp(join(tmpdir(), 'tasks-'))
    city = await loadTinyCity(database.db)
    services = await tinyServices(database.db, folder)
    services.clock.set(TINY_NOON)
    collector = tinyActor('collector', { departmentIds: [city.departments.supervision] })
    handler = tinyActor('department_handler', { departmentIds: [city.departments.sanitation] })
  })
  afterAll(async () => {
    await database.drop()
    await rm(folder, { recursive: true })
  })

  let serial = 0
  const once = () => `t${++serial}`
  const report = (actor: Actor, fields: Record<string, unknown> = {}, photos: Uint8Array[] = []) =>
    submitReport(services, actor, {
      fields: {
        source_system: 'phone',
        source_id: once(),
        description: '路边有垃圾',
        category_code: '200102',
        lng,
        lat,
        ...fields,
      },
      photos,
    })
  async function act(
    actor: Actor,
    caseId: number,
    verb: 'dispatch' | 'sign' | 'handle' | 'feed_back',
    more = {},
  ) {
    const { version } = await getCase(services, leader, caseId)
    return actOnCase(services, actor, { caseId, version, verb, idempotencyKey: once(), ...more })
  }
  async function fedBack(): Promise<number> {
    const { caseId } = await report(leader, { channel: 'patrol' })
    await act(dispatcher, caseId, 'dispatch', { unitId: city.units.near })
    await act(handler, caseId, 'sign')
    await act(handler, caseId, 'handle')
    await act(dispatcher, caseId, 'feed_back', { note: '已清理' })
    return caseId
  }
  const idsOf = async (actor: Actor, kind: string) =>
    (await listTasks(services, actor, near)).cases
      .filter((task) => task.kind === kind)
      .map(({ row }) => row.caseId)

  it('gives each post its own: to handle for the department, to check for somebody else', async () => {
    const { caseId } = await report(leader, { channel: 'patrol' })
    await act(dispatcher, caseId, 'dispatch', { unitId: city.units.near })
    expect(await idsOf(handler, 'handle')).toContain(caseId)
    expect(await idsOf(collector, 'check')).not.toContain(caseId)
    const done = await fedBack()
    expect(await idsOf(collector, 'check')).toContain(done)
    const ofSameDepartment = tinyActor('collector', { departmentIds: [city.departments.sanitation] })
    expect(await idsOf(ofSameDepartment, 'check')).not.toContain(done)
  })

  it('lets a collector check what nobody was sent to, on site and once', async () => {
    const caseId = await fedBack()
    const { photos } = await addPhotos(services, collector, caseId, [PNG])
    const sha256 = photos[0]?.sha256
    const check = {
      caseId,
      taskId: null,
      result: 'pass' as const,
      note: '',
      lngLat: [lng, lat] as const,
      sha256: sha256!,
      idempotencyKey: once(),
    }
    await expect(
      reportCheck(services, collector, { ...check, lngLat: [lng + 0.02, lat], idempotencyKey: once() }),
    ).rejects.toMatchObject({ code: 'NOT_ON_SITE' })
    expect(await reportCheck(services, collector, check)).toEqual({ result: 'pass', distanceMeters: 0 })
    expect(await reportCheck(services, collector, check)).toEqual({ result: 'pass', distanceMeters: 0 })
    const after = await getCase(services, leader, caseId)
    expect(after.state).toBe('closed')
    expect(after.attachments.map((one) => one.sha256)).toContain(sha256)
    expect(await idsOf(collector, 'check')).not.toContain(caseId)
  })

  it('refuses the check of somebody of the department that handled it', async () => {
    const caseId = await fedBack()
    const ofSameDepartment = tinyActor('collector', { departmentIds: [city.departments.sanitation] })
    await expect(
      reportCheck(services, ofSameDepartment, {
        caseId,
        taskId: null,
        result: 'pass',
        note: '',
        lngLat: [lng, lat],
        idempotencyKey: once(),
      }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN_SAME_DEPARTMENT' })
  })

  it('takes what was put right on the spot with its two photos, counted apart', async () => {
    const fix = { self_handled_note: '已扫净', photo_roles: 'before,after' }
    await expect(report(collector, { ...fix, photo_roles: 'before' }, [PNG])).rejects.toMatchObject({
      code: 'MISSING_PHOTO',
    })
    const other = new Uint8Array([...PNG.slice(0, -12), ...PNG.slice(-12)])
    const { caseId } = await report(collector, fix, [PNG, other])
    const after = await getCase(services, leader, caseId)
    expect(after.isSelfHandled).toBe(true)
    expect(['closed', 'fed_back']).toContain(after.state)
    expect(after.steps.map(({ verb }) => verb)).not.toContain('dispatch')
    await expect(report(handler, fix, [PNG, other])).rejects.toMatchObject({ code: 'FORBIDDEN_ROLE' })
  })

  it('says where a collector does not report, and takes a resident at the same place', async () => {
    await sql`insert into control_area (code, name, reason, from_at, geom)
      values ('K', '工地', '由建设单位管理', ${new Date(TINY_NOON.getTime() - 60_000)},
        st_expand(st_setsrid(st_makepoint(${lng}, ${lat}), 4326), 0.0001))`.execute(database.db)
    expect(await listControlAreas(services, collector)).toMatchObject([
      { name: '工地', geometry: { type: 'Polygon' } },
    ])
    await expect(report(collector)).rejects.toMatchObject({ code: 'CONTROL_AREA' })
    expect((await report(tinyActor('resident'))).status).toBe('created')
    services.clock.set(new Date(TINY_NOON.getTime() - 120_000))
    expect(await listControlAreas(services, collector)).toEqual([])
    services.clock.set(TINY_NOON)
    await sql`delete from control_area`.execute(database.db)
  })

  it('lists city parts around a place, the nearest first', async () => {
    const parts = await listNearParts(services, leader, [lng, lat])
    const meters = parts.map(({ distanceMeters }) => distanceMeters)
    expect(meters).toEqual([...meters].sort((a, b) => a - b))
  })

  it('counts a grid as seen by who stands in it, once', async () => {
    const { grids } = await listTasks(services, collector, near)
    const grid = services.locator.locate(lng, lat).unitGrid!
    expect(grids.map(({ unitGridId }) => unitGridId)).toContain(grids[0]?.unitGridId)
    const seen = {
      unitGridId: grid.unitGridId,
      at: near,
      seenAt: TINY_NOON.toISOString(),
      idempotencyKey: once(),
    }
    await expect(
      seeGrid(services, collector, { ...seen, unitGridId: grid.unitGridId + 1, idempotencyKey: once() }),
    ).rejects.toMatchObject({ code: 'NOT_IN_GRID' })
    await seeGrid(services, collector, seen)
    await seeGrid(services, collector, seen)
    const rows = await database.db
      .selectFrom('inspection')
      .select('inspection_id')
      .where('unit_grid_id', '=', grid.unitGridId)
      .execute()
    expect(rows).toHaveLength(1)
    const left = (await listTasks(services, collector, near)).grids
    expect(left.map(({ unitGridId }) => unitGridId)).not.toContain(grid.unitGridId)
  })
})
