import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import {
  loadTinyCity,
  TINY_AREAS,
  TINY_NOON,
  TINY_POINTS,
  tinyActor,
  tinyServices,
} from '../../test/tiny-city.ts'
import { runCheckup } from '../checkups/run-checkup.ts'
import { getGrid } from '../grids/get-grid.ts'
import { listMyGrids } from '../grids/list-my-grids.ts'
import { submitReport } from '../reports/submit.ts'
import { wallSummary } from '../wall/wall-summary.ts'
import { computeIndices } from './compute-indices.ts'
import { indexValues } from './index-values.ts'

/** Cases: three at one place in the south of the west, one in the north of the east. */
let database: TestDatabase
let services: Awaited<ReturnType<typeof tinyServices>>
let folder: string
const everyone = tinyActor('supervisor')
const inWestSouth = tinyActor('grid_chief', { scopeAreaIds: [TINY_AREAS.westSouth], isWholeCity: false })
const period = { from: '2026-03-01T00:00:00Z', to: '2026-03-06T00:00:00Z' }

beforeAll(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'insight-'))
  await loadTinyCity(database.db)
  services = await tinyServices(database.db, folder)
  const places = [TINY_POINTS.westSouth, TINY_POINTS.westSouth, TINY_POINTS.westSouth, TINY_POINTS.eastNorth]
  for (const [i, [lng, lat]] of places.entries()) {
    await submitReport(services, tinyActor('device'), {
      fields: {
        source_system: 'test',
        source_id: `case-${i}`,
        description: '积水',
        lng,
        lat,
        category_code: '200111',
      },
      photos: [],
    })
  }
  services.clock.set(new Date(TINY_NOON.getTime() + 60_000))
  await computeIndices(services)
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

it('rolls cases up from unit grid to area, and grades none below the minimum sample', async () => {
  const areas = await indexValues(services, everyone, 'case_density', 'area')
  const sampleOf = (areaId: number) => areas.values.find(({ entityId }) => entityId === areaId)?.sample
  expect(sampleOf(TINY_AREAS.city)).toBe(4)
  expect(sampleOf(TINY_AREAS.west)).toBe(3)
  expect(sampleOf(TINY_AREAS.westSouth)).toBe(3)
  expect(sampleOf(TINY_AREAS.eastNorth)).toBe(1)
  const grids = await indexValues(services, everyone, 'found_by_us_rate', 'unit_grid')
  expect(grids.values).toHaveLength(16)
  expect(grids.values.every(({ grade }) => grade === null)).toBe(true)
  await expect(indexValues(services, everyone, 'nonsense', 'area')).rejects.toMatchObject({
    code: 'NO_SUCH_INDEX',
  })
})

it('computes again without doubling, and says so in the log', async () => {
  await computeIndices(services)
  const events = await database.db
    .selectFrom('event_log')
    .select('type')
    .where('type', '=', 'index.computed')
    .execute()
  expect(events).toHaveLength(2)
  expect((await indexValues(services, everyone, 'case_density', 'duty_grid')).values).toHaveLength(4)
})

it('shows a chief the grids in scope only, with what is open and what nobody has seen', async () => {
  expect(await listMyGrids(services, everyone)).toHaveLength(4)
  const [own, ...others] = await listMyGrids(services, inWestSouth)
  expect(others).toEqual([])
  // The reports were seen in one of the four unit grids.
  expect(own).toMatchObject({ openCases: 3, unitGrids: 4, unseenUnitGrids: 3 })
  const detail = await getGrid(services, inWestSouth, own!.dutyGridId, 7)
  expect(detail.coveragePercent).toBe(25)
  expect(detail.openCases).toHaveLength(3)
  expect(detail.unitGrids.filter(({ unseen }) => !unseen)).toMatchObject([{ lastSeenBy: 'report' }])
  const foreign = (await listMyGrids(services, everyone)).find(
    ({ dutyGridId }) => dutyGridId !== own!.dutyGridId,
  )!
  await expect(getGrid(services, inWestSouth, foreign.dutyGridId, 7)).rejects.toMatchObject({
    code: 'NO_SUCH_GRID',
  })
})

it('a cell seen a week ago is unseen for three days and seen for fourteen', async () => {
  services.clock.set(new Date(TINY_NOON.getTime() + 8 * 86_400_000))
  const [own] = await listMyGrids(services, inWestSouth, 3)
  expect(own!.unseenUnitGrids).toBe(4)
  expect((await listMyGrids(services, inWestSouth, 14))[0]!.unseenUnitGrids).toBe(3)
  services.clock.set(new Date(TINY_NOON.getTime() + 60_000))
})

it('checks up an area and a drawn shape alike, in scope, and refuses what is none', async () => {
  const area = await runCheckup(services, everyone, { areaId: TINY_AREAS.westSouth, ...period })
  expect(area).toMatchObject({ isPreview: true, caseTotal: 3, score: null })
  const [lng, lat] = TINY_POINTS.westSouth
  const ring = [
    [lng - 0.004, lat - 0.004],
    [lng + 0.004, lat - 0.004],
    [lng + 0.004, lat + 0.004],
    [lng - 0.004, lat + 0.004],
    [lng - 0.004, lat - 0.004],
  ]
  const geometry = { type: 'Polygon' as const, coordinates: [ring] }
  expect((await runCheckup(services, everyone, { geometry, ...period })).caseTotal).toBe(3)
  const elsewhere = tinyActor('grid_chief', { scopeAreaIds: [TINY_AREAS.eastNorth], isWholeCity: false })
  expect((await runCheckup(services, elsewhere, { geometry, ...period })).caseTotal).toBe(0)
  const tangle = { type: 'Polygon' as const, coordinates: [[ring[0], ring[2], ring[1], ring[3], ring[0]]] }
  await expect(runCheckup(services, everyone, { geometry: tangle, ...period })).rejects.toMatchObject({
    code: 'INVALID_SHAPE',
  })
  await expect(
    runCheckup(services, everyone, { areaId: 1, from: period.to, to: period.from }),
  ).rejects.toMatchObject({ code: 'BAD_PERIOD' })
})

it('the wall sums up what is open, and what nobody may see is in no number', async () => {
  const whole = await wallSummary(services, tinyActor('wall'))
  const open = (summary: typeof whole) => summary.keyNumbers.find(({ code }) => code === 'open')?.value
  expect(open(whole)).toBe(4)
  expect(whole.hours).toHaveLength(24)
  expect(whole.acting.map(({ caseId }) => caseId)).not.toContain(null)
  expect(open(await wallSummary(services, inWestSouth))).toBe(3)
})
