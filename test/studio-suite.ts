import { type Kysely, sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { moveCorner } from '../geo/border-edits.ts'
import type { LngLat } from '../geo/lng-lat.ts'
import { mergeCells } from '../geo/merge-cells.ts'
import { splitCell } from '../geo/split-cell.ts'
import type { Database } from '../server/db/schema.ts'
import { submitReport } from '../server/reports/submit.ts'
import { decideDraft, publishDue } from '../server/studio/decide-draft.ts'
import { getDraft, listStudio, saveDraft, startDraft } from '../server/studio/drafts.ts'
import type { GridContent } from '../server/studio/grid-content.ts'
import { carveDraft, reviewDraft } from '../server/studio/review-draft.ts'
import { loadTinyCity, TINY_AREAS, TINY_NOON, tinyActor, tinyServices } from './tiny-city.ts'

const AREA = TINY_AREAS.westSouth
/** In the south-eastern cell of the community, in its eastern half. */
const SPOT: LngLat = [118.8175, 31.905]

/** How a community's grids are drawn anew, on either database. */
export function describeStudio(database: () => Kysely<Database>): void {
  let services: Awaited<ReturnType<typeof tinyServices>>
  const chief = tinyActor('grid_chief', { scopeAreaIds: [AREA], isWholeCity: false })
  const leader = tinyActor('shift_leader')
  let caseId: number

  beforeAll(async () => {
    const db = database()
    await loadTinyCity(db)
    services = await tinyServices(db, '.')
    const report = await submitReport(services, leader, {
      fields: {
        source_system: 'test',
        source_id: 'spot',
        description: '路边有垃圾',
        category_code: '200102',
        channel: 'patrol',
        lng: SPOT[0],
        lat: SPOT[1],
      },
      photos: [],
    })
    caseId = report.caseId
    await sql`insert into part (code, category_id, name, condition, scope_area_id, unit_grid_id, duty_grid_id, geom, source_system, source_id)
      select 'P1', category_id, 'lamp', 'good', ${AREA}, 41, 4, st_setsrid(st_makepoint(${SPOT[0]}, ${SPOT[1]}), 4326), 'test', 'p1'
      from category limit 1`.execute(db)
  })

  async function begin(title: string) {
    const { draftId } = await startDraft(services, chief, { areaId: AREA, title })
    return getDraft(services, chief, draftId)
  }
  const save = (draft: { draftId: number; version: number }, content: GridContent) =>
    saveDraft(services, chief, { draftId: draft.draftId, version: draft.version, content: content as never })
  const decide = (actor: typeof chief, draftId: number, version: number, verb: string, some: object = {}) =>
    decideDraft(services, actor, { draftId, version, verb: verb as 'submit', note: '', ...some })
  const current = () =>
    database()
      .selectFrom('unit_grid')
      .select(['unit_grid_id', 'code', 'duty_grid_id'])
      .where('scope_area_id', '=', AREA)
      .where(sql<boolean>`upper_inf(valid)`)
      .orderBy('code')
      .execute()
  const gridsOfCase = () =>
    database()
      .selectFrom('case_record')
      .select(['unit_grid_id', 'duty_grid_id'])
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow()

  /** The south-eastern cell cut in two; the eastern half a duty grid of its own. */
  function cut({ cells, duties }: GridContent): GridContent {
    const index = cells.findIndex(({ unitGridId }) => unitGridId === 41)
    const split = splitCell(
      cells.map(({ polygons }) => polygons),
      index,
      [
        [118.815, 31.89],
        [118.815, 31.915],
      ],
    )
    if (!split.ok) throw new Error(split.reason)
    return {
      duties: [
        ...duties,
        { key: 'new', dutyGridId: null, code: '', name: '东头网格', nameEn: 'East End', from: [4] },
      ],
      cells: [
        ...cells.map((cell, i) => ({ ...cell, polygons: split.mesh[i]! })),
        { unitGridId: null, code: '', dutyKey: 'new', landUse: '', from: [41], polygons: split.second },
      ],
    }
  }

  describe('the grid studio', () => {
    it('shows a chief the own communities only', async () => {
      expect((await listStudio(services, chief)).areas).toMatchObject([
        { areaId: AREA, unitGrids: 4, dutyGrids: 1 },
      ])
      await expect(
        startDraft(services, chief, { areaId: TINY_AREAS.eastNorth, title: 'x' }),
      ).rejects.toMatchObject({
        code: 'OUT_OF_SCOPE',
      })
    })

    it('names overlaps, gaps, slivers and duty grids apart, each with its place', async () => {
      const draft = await begin('faulty')
      const shapes = draft.content.cells.map(({ polygons }) => polygons)
      const overlapping = draft.content.cells.map((cell, i) =>
        i === 0
          ? { ...cell, polygons: moveCorner([shapes[0]!], [118.81, 31.91], [118.8101, 31.9101])![0]! }
          : cell,
      )
      await save(draft, { ...draft.content, cells: overlapping })
      const { faults } = await reviewDraft(services, chief, draft.draftId)
      const overlaps = faults.filter(({ kind }) => kind === 'overlap')
      expect(overlaps.length).toBeGreaterThan(0)
      expect(overlaps.every(({ codes }) => codes.includes('329901001001001'))).toBe(true)
      for (const { bbox } of overlaps) expect(bbox![2]).toBeLessThan(118.8102)
      await expect(decide(chief, draft.draftId, draft.version + 1, 'submit')).rejects.toMatchObject({
        code: 'DRAFT_HAS_FAULTS',
      })
      const cells = draft.content.cells
        .slice(1)
        .map((cell, i) => ({ ...cell, dutyKey: i === 1 ? 'b' : cell.dutyKey }))
      await save(
        { ...draft, version: draft.version + 1 },
        {
          cells,
          duties: [
            ...draft.content.duties,
            { key: 'b', dutyGridId: null, code: '', name: '', nameEn: '', from: [] },
            { key: 'c', dutyGridId: null, code: '', name: '空', nameEn: '', from: [] },
          ],
        },
      )
      const kinds = (await reviewDraft(services, chief, draft.draftId)).faults.map(({ kind }) => kind)
      expect(kinds).toEqual(expect.arrayContaining(['gap', 'unnamed-duty', 'empty-duty', 'nobody']))
    })

    it('draws a cell over others: no gap and no overlap is left', async () => {
      const draft = await begin('carved')
      const [w, s, e, n] = [118.808, 31.908, 118.812, 31.912]
      const ring: LngLat[] = [
        [w, s],
        [e, s],
        [e, n],
        [w, n],
        [w, s],
      ]
      const content = await carveDraft(services, chief, {
        draftId: draft.draftId,
        content: draft.content as never,
        drawn: [ring as never],
      })
      expect(content.cells).toHaveLength(5)
      expect(mergeCells(content.cells.map(({ polygons }) => polygons))).toHaveLength(1)
      await save(draft, content)
      const { faults } = await reviewDraft(services, chief, draft.draftId)
      expect(faults.filter(({ severity }) => severity === 'error')).toEqual([])
      await expect(
        carveDraft(services, chief, {
          draftId: draft.draftId,
          content: draft.content as never,
          drawn: [ring.map(([lng, lat]) => [lng + 1, lat]) as never],
        }),
      ).rejects.toMatchObject({ code: 'OUTSIDE_AREA' })
    })

    it('is reviewed by another, takes effect at its time, moves what is open, and goes back', async () => {
      const draft = await begin('east end')
      const saved = await save(draft, cut(draft.content))
      expect(saved.content.cells.at(-1)?.code).toBe('329901001001005')
      expect(saved.content.duties.at(-1)?.code).toBe('329901001001D02')
      await expect(save(draft, draft.content)).rejects.toMatchObject({ code: 'CONFLICT_VERSION' })
      const { faults, effects } = await reviewDraft(services, chief, draft.draftId)
      expect(faults.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(effects).toMatchObject({
        cells: { fresh: ['329901001001005'], changed: ['329901001001002'], ended: [] },
        movedCases: [{ caseId, to: '329901001001D02' }],
        movedPartCount: 1,
      })

      const { version } = await decide(chief, draft.draftId, saved.version, 'submit')
      await expect(decide(chief, draft.draftId, version, 'approve')).rejects.toMatchObject({
        code: 'NOT_NOW',
      })
      const effectiveAt = new Date(TINY_NOON.getTime() + 3_600_000)
      await decide(leader, draft.draftId, version, 'approve', { effectiveAt: effectiveAt.toISOString() })
      await publishDue(services)
      expect(await current()).toHaveLength(4)
      services.clock.set(new Date(effectiveAt.getTime() + 1000))
      await publishDue(services)
      const grids = await current()
      expect(grids.map(({ code }) => code.slice(-3))).toEqual(['001', '002', '003', '004', '005'])
      expect(await gridsOfCase()).toEqual({
        unit_grid_id: grids.at(-1)!.unit_grid_id,
        duty_grid_id: grids.at(-1)!.duty_grid_id,
      })
      const lineage = await database()
        .selectFrom('grid_lineage')
        .select(['kind', 'from_id', 'to_id'])
        .execute()
      expect(lineage).toContainEqual({ kind: 'unit', from_id: 41, to_id: grids.at(-1)!.unit_grid_id })
      const published = await getDraft(services, leader, draft.draftId)
      expect(published.steps.map(({ verb }) => verb)).toEqual(['submit', 'approve', 'publish'])

      // What was drawn on yesterday's grids is not published over today's.
      await decide(leader, draft.draftId, published.version, 'roll_back')
      expect((await current()).map(({ unit_grid_id }) => unit_grid_id)).toEqual([40, 41, 42, 43])
      expect(await gridsOfCase()).toEqual({ unit_grid_id: 41, duty_grid_id: 4 })
      const part = await database()
        .selectFrom('part')
        .select('unit_grid_id')
        .where('code', '=', 'P1')
        .executeTakeFirst()
      expect(part?.unit_grid_id).toBe(41)
      const versions = await database()
        .selectFrom('unit_grid')
        .select('version_id')
        .where('unit_grid_id', '=', 41)
        .execute()
      expect(versions).toHaveLength(3)
    })

    it('does not publish over grids that have changed since; the author is told', async () => {
      const first = await begin('first')
      const second = await begin('second')
      const a = await save(first, cut(first.content))
      const b = await save(second, cut(second.content))
      const { version } = await decide(chief, first.draftId, a.version, 'submit')
      await decide(leader, first.draftId, version, 'approve')
      const late = await decide(chief, second.draftId, b.version, 'submit')
      await expect(decide(leader, second.draftId, late.version, 'approve')).rejects.toMatchObject({
        code: 'DRAFT_STALE',
      })
      await decide(leader, second.draftId, late.version, 'approve', {
        effectiveAt: new Date(services.clock.now().getTime() + 60_000).toISOString(),
      })
      services.clock.set(new Date(services.clock.now().getTime() + 61_000))
      await publishDue(services)
      expect(await getDraft(services, chief, second.draftId)).toMatchObject({ state: 'draft' })
    })
  })
}
