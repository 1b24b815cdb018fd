import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import {
  loadTinyCity,
  TINY_AREAS,
  TINY_NOON,
  type TinyCity,
  tinyActor,
  tinyServices,
} from '../../test/tiny-city.ts'
import { getCase } from '../cases/get-case.ts'
import type { Actor } from '../identity/actor.ts'
import { addVisitPhotos } from './add-visit-photos.ts'
import { checkIn } from './check-in.ts'
import { drawInspections, redrawInspections } from './draw.ts'
import { drawLots, listSha256 } from './draw-lots.ts'
import { fillVisit } from './fill-visit.ts'
import { getDraw } from './get-draw.ts'
import { getVisit, listMyVisits, listVisitTasks } from './get-visit.ts'
import { addInspector, declareTie } from './keep-inspector.ts'
import { keepItem } from './keep-item.ts'
import { keepObject } from './keep-object.ts'
import { listDraws } from './list-draws.ts'
import { listPublished } from './list-published.ts'
import { readLists } from './lists.ts'
import { previewDraw } from './preview-draw.ts'
import { publishDraw } from './publish-draw.ts'

/** The smallest picture that is one. */
const PNG = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)

describe('double-random inspections', () => {
  let database: TestDatabase
  let services: Awaited<ReturnType<typeof tinyServices>>
  let folder: string
  let city: TinyCity
  let itemId: number
  const supervisor = tinyActor('supervisor')
  const ofWest = tinyActor('supervisor', { userId: 'user-west', isWholeCity: false, scopeAreaIds: [4, 5] })
  let serial = 0
  const once = () => `i${++serial}`

  beforeAll(async () => {
    database = await freshDatabase()
    folder = await mkdtemp(join(tmpdir(), 'inspections-'))
    city = await loadTinyCity(database.db)
    services = await tinyServices(database.db, folder)
    services.clock.set(TINY_NOON)
    await sql`insert into person (code, name, post, department_id) select 'P' || n, '检查员' || n, 'handler',
      ${city.departments.sanitation}::int from generate_series(1, 4) n`.execute(database.db)
    itemId = (await keepItem(services, supervisor, item)).itemId
  })
  afterAll(async () => {
    await database.drop()
    await rm(folder, { recursive: true })
  })

  const item = {
    itemId: null,
    version: null,
    code: 'T-1',
    name: '门前秩序',
    nameEn: 'Order in front',
    objectKinds: ['market'],
    checklist: [
      { code: 'front', zh: '门前整洁', en: 'Clean in front', categoryCode: '200102' },
      { code: 'lane', zh: '通道畅通', en: 'The lane is free' },
    ],
    ratioPercent: 50,
    timesPerYear: 2,
    radiusMeters: 100,
    categoryId: null,
    basis: '',
    basisEn: '',
    isActive: true,
  }
  const draw = (actor: Actor = supervisor, some = {}) =>
    drawInspections(services, actor, {
      itemId,
      areaId: null,
      witness: '',
      idempotencyKey: once(),
      ...some,
    })

  it('says what is missing before anything is drawn: objects, inspectors, a ratio', async () => {
    await expect(draw()).rejects.toMatchObject({ code: 'NO_OBJECTS' })
    await sql`insert into inspection_object (code, kind, name, owner, scope_area_id, geom, source_system, source_id)
      select 'M' || n, 'market', '市场' || n, '公司' || (n % 2), case when n <= 4 then 4 else 6 end,
        st_setsrid(st_makepoint(case when n <= 4 then 118.805 else 118.825 end, 31.905), 4326), 'test', n::text
      from generate_series(1, 8) n`.execute(database.db)
    await expect(draw()).rejects.toMatchObject({ code: 'MISSING_INSPECTORS' })
    const people = await database.db.selectFrom('person').select('person_id').orderBy('code').execute()
    for (const { person_id } of people) await addInspector(services, supervisor, { personId: person_id })
    for (const ratioPercent of [0, -1, 101])
      await expect(draw(supervisor, { ratioPercent })).rejects.toMatchObject({
        code: 'BAD_RATIO',
        detail: { field: 'ratioPercent' },
      })
    await expect(keepItem(services, supervisor, { ...item, code: 'T-2', ratioPercent: 0 })).rejects.toThrow()
    const { inspectors } = await readLists(services, supervisor)
    for (const { inspectorId } of inspectors.slice(0, 3))
      await declareTie(services, supervisor, { inspectorId, owner: '公司0', kind: 'relative' })
    await expect(draw(supervisor, { ratioPercent: 100 })).rejects.toMatchObject({
      code: 'MISSING_INSPECTORS',
      detail: { expected: '2 inspectors without a tie to 公司0' },
    })
    for (const { inspectorId } of inspectors.slice(1, 3))
      await declareTie(services, supervisor, { inspectorId, owner: '公司0', kind: null })
  })

  let drawId: number

  it('draws what was looked at, once, so that it can be done again from what is kept', async () => {
    const looked = await previewDraw(services, supervisor, { itemId, areaId: null })
    expect(looked).toMatchObject({ count: 4, inspectors: 4, ties: 1, obstacle: null })
    const { objects } = await readLists(services, supervisor)
    await keepObject(services, supervisor, {
      objectId: objects[7]!.objectId,
      owner: '公司0',
      isActive: false,
    })
    await expect(draw(supervisor, { listSha256: looked.listSha256 })).rejects.toMatchObject({
      code: 'LIST_CHANGED',
    })
    await keepObject(services, supervisor, { objectId: objects[7]!.objectId, owner: '公司0', isActive: true })
    const input = {
      itemId,
      areaId: null,
      witness: '8642',
      listSha256: looked.listSha256,
      idempotencyKey: once(),
    }
    const first = await drawInspections(services, supervisor, input)
    expect(await drawInspections(services, supervisor, input)).toEqual(first)
    drawId = first.drawId
    const kept = await database.db
      .selectFrom('inspection_draw')
      .select(['seed', 'input', 'result', 'ratio', 'list_sha256'])
      .where('draw_id', '=', drawId)
      .executeTakeFirstOrThrow()
    expect(kept.seed).toMatch(/^8642-[0-9a-f]{32}$/)
    expect(drawLots(kept.seed, kept.input, kept.ratio)).toEqual(kept.result)
    expect(listSha256(kept.input)).toBe(kept.list_sha256)
    const shown = await getDraw(services, supervisor, drawId)
    expect(shown.visits.map(({ objectCode }) => objectCode)).toEqual(
      kept.result.objects.map(({ code }) => code),
    )
    const tied = shown.visits.filter(({ owner }) => owner === '公司0')
    for (const visit of tied) {
      expect(visit.avoided).toMatchObject([{ code: 'J0001', kind: 'relative' }])
      expect(visit.inspectors.map(({ code }) => code)).not.toContain('J0001')
    }
    const asHandler = await getDraw(services, tinyActor('department_handler'), drawId)
    expect(asHandler.visits.flatMap(({ avoided }) => avoided.map(({ kind }) => kind))).toEqual(
      tied.map(() => null),
    )
  })

  it('draws nothing again before it is due', async () => {
    const again = await draw()
    const before = await getDraw(services, supervisor, drawId)
    const after = await getDraw(services, supervisor, again.drawId)
    const codes = before.visits.map(({ objectCode }) => objectCode)
    expect(after.visits.map(({ objectCode }) => objectCode)).toHaveLength(4)
    for (const { objectCode } of after.visits) expect(codes).not.toContain(objectCode)
    await expect(draw()).rejects.toMatchObject({ code: 'NONE_DUE' })
    services.clock.set(new Date(TINY_NOON.getTime() + 183 * 86_400_000))
    expect((await previewDraw(services, supervisor, { itemId, areaId: null })).obstacle).toBeNull()
    services.clock.set(TINY_NOON)
    drawId = again.drawId
  })

  it('draws again only with a reason, keeps both, and counts the first no more', async () => {
    const redraw = { drawId, reason: '名单漏列一户', witness: '', idempotencyKey: once() }
    const second = await redrawInspections(services, supervisor, redraw)
    expect(second.drawId).not.toBe(drawId)
    expect(await redrawInspections(services, supervisor, redraw)).toEqual(second)
    expect(await getDraw(services, supervisor, drawId)).toMatchObject({
      isSuperseded: true,
      redrawn: { drawId: second.drawId, reason: '名单漏列一户' },
    })
    expect(await getDraw(services, supervisor, second.drawId)).toMatchObject({
      redrawOfId: drawId,
      redrawReason: '名单漏列一户',
    })
    await expect(
      redrawInspections(services, supervisor, { ...redraw, idempotencyKey: once() }),
    ).rejects.toMatchObject({ code: 'DRAW_SUPERSEDED' })
    drawId = second.drawId
  })

  it('hides lists and draws of other areas, and draws within one’s own only', async () => {
    const { objects } = await readLists(services, ofWest)
    expect(objects.map(({ code }) => code)).toEqual(['M1', 'M2', 'M3', 'M4'])
    expect(await listDraws(services, ofWest)).toEqual([])
    await expect(draw(ofWest)).rejects.toMatchObject({ code: 'FORBIDDEN_AREA' })
    await expect(draw(ofWest, { areaId: TINY_AREAS.east })).rejects.toMatchObject({ code: 'FORBIDDEN_AREA' })
    await expect((async () => getDraw(services, ofWest, drawId))()).rejects.toMatchObject({
      code: 'DRAW_NOT_FOUND',
    })
  })

  it('takes a check-in at the object, refuses one from afar without a reason, and the checklist whole', async () => {
    const { visits } = await getDraw(services, supervisor, drawId)
    const visit = visits[0]!
    const inspector = tinyActor('department_handler', {
      userId: 'user-inspector',
      isWholeCity: false,
      scopeAreaIds: [],
      personId: visit.inspectors[0]!.personId,
    })
    expect((await listMyVisits(services, inspector)).map(({ visitId }) => visitId)).toContain(visit.visitId)
    const on = () => ({ visitId: visit.visitId, idempotencyKey: once() })
    const answers = [
      { code: 'front', result: 'problem' as const, note: '堆放纸箱' },
      { code: 'lane', result: 'pass' as const, note: '' },
    ]
    await expect(fillVisit(services, inspector, { ...on(), answers, note: '' })).rejects.toMatchObject({
      code: 'NOT_ARRIVED',
    })
    const [lng, lat] = visit.lngLat
    const away = { ...on(), lngLat: [lng + 0.01, lat] as const }
    await expect(checkIn(services, inspector, { ...away, reason: '' })).rejects.toMatchObject({
      code: 'OUTSIDE_RADIUS',
      detail: { field: 'lngLat' },
    })
    const stranger = tinyActor('department_handler', { userId: 'user-other', personId: 999 })
    await expect(
      checkIn(services, stranger, { ...on(), lngLat: [lng, lat], reason: '' }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN_NOT_DRAWN' })
    // Sent late from a dead spot: it keeps the phone's time, but never one in the future.
    const arrivedAt = new Date(services.clock.now().getTime() - 600_000).toISOString()
    const doneAt = new Date(services.clock.now().getTime() + 600_000).toISOString()
    expect(
      await checkIn(services, inspector, { ...on(), lngLat: [lng, lat], reason: '', arrivedAt }),
    ).toEqual({ distanceMeters: 0 })
    const [task] = (await listVisitTasks(services, inspector)).filter(
      ({ visitId }) => visitId === visit.visitId,
    )
    expect(task).toMatchObject({ arrivedAt, checklist: [{ code: 'front' }, { code: 'lane' }] })
    await expect(
      fillVisit(services, inspector, { ...on(), answers: answers.slice(1), note: '' }),
    ).rejects.toMatchObject({ code: 'MISSING_ANSWER', detail: { field: 'answers.front' } })
    await addVisitPhotos(services, inspector, { visitId: visit.visitId, checkCode: 'front' }, [PNG])
    const fill = { ...on(), answers, note: '', doneAt }
    const filled = await fillVisit(services, inspector, fill)
    expect(filled).toMatchObject({ result: 'problem', cases: [{ checkCode: 'front' }] })
    expect(await fillVisit(services, inspector, fill)).toEqual(filled)
    await expect(fillVisit(services, inspector, { ...fill, ...on() })).rejects.toMatchObject({
      code: 'VISIT_DONE',
    })
    const detail = await getCase(services, supervisor, filled.cases[0]!.caseId)
    expect(detail).toMatchObject({ sourceSystem: 'inspection', categoryName: '暴露垃圾' })
    expect(detail.attachments).toHaveLength(1)
    expect(detail.description).toContain('堆放纸箱')
    expect(await getVisit(services, supervisor, visit.visitId)).toMatchObject({
      state: 'done',
      doneAt: services.clock.now().toISOString(),
      cases: [{ caseId: filled.cases[0]!.caseId }],
      photos: [{ checkCode: 'front' }],
    })
    await expect(
      redrawInspections(services, supervisor, {
        drawId,
        reason: '再抽',
        witness: '',
        idempotencyKey: once(),
      }),
    ).rejects.toMatchObject({ code: 'DRAW_BEGUN' })
  })

  it('publishes results when all is visited, without names of people', async () => {
    await expect(publishDraw(services, supervisor, drawId)).rejects.toMatchObject({ code: 'DRAW_UNFINISHED' })
    const { visits } = await getDraw(services, supervisor, drawId)
    for (const { visitId, state, lngLat } of visits) {
      if (state === 'done') continue
      const far = [lngLat[0] + 0.01, lngLat[1]] as const
      const arrived = { visitId, lngLat: far, reason: '纸质补录', idempotencyKey: once() }
      expect((await checkIn(services, supervisor, arrived)).distanceMeters).toBeGreaterThan(900)
      await fillVisit(services, supervisor, {
        visitId,
        idempotencyKey: once(),
        note: '老板王五在场',
        answers: ['front', 'lane'].map((code) => ({ code, result: 'pass' as const, note: '' })),
      })
    }
    await publishDraw(services, supervisor, drawId)
    const [published, ...others] = await listPublished(services)
    expect(others).toEqual([])
    expect(published).toMatchObject({ drawId, item: '门前秩序' })
    expect(published!.visits.filter(({ result }) => result === 'problem')).toMatchObject([
      { problems: [{ zh: '门前整洁' }], departments: [{ zh: '环卫局' }] },
    ])
    const text = JSON.stringify(published)
    for (const hidden of ['检查员', '测试', '王五', '堆放纸箱', 'relative'])
      expect(text).not.toContain(hidden)
  })
})
