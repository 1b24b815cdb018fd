import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import type { Services } from '../services.ts'
import { currentScene, endLeftScenes, startScene, stopScene, tellScene, wantedScene } from './scene-runs.ts'

let database: TestDatabase
let services: Services
let nowMs = Date.parse('2026-07-14T13:00:00Z')
const leader = tinyActor('shift_leader')
const life = tinyActor('admin')

beforeAll(async () => {
  database = await freshDatabase()
  await loadTinyCity(database.db)
  services = { ...(await tinyServices(database.db, '.')), clock: { now: () => new Date(nowMs) } }
})
afterAll(() => database?.drop())
beforeEach(async () => {
  await endLeftScenes(services)
  nowMs += 3_600_000
})

const outcomes = async () =>
  (await services.db.selectFrom('scene_run').select('outcome').orderBy('scene_run_id').execute()).map(
    ({ outcome }) => outcome,
  )

test('no scene begins where no simulator is heard, or is not heard any more', async () => {
  const start = () => startScene(services, leader, { scene: 'storm', speed: 20 })
  await expect(start()).rejects.toMatchObject({ code: 'LIFE_IS_OFF' })
  await wantedScene(services, life, null)
  nowMs += 60_000
  await expect(start()).rejects.toMatchObject({ code: 'LIFE_IS_OFF' })
  expect(await currentScene(services, leader)).toEqual({ isAlive: false, run: null })
})

test('a scene is asked for, played, told of and over; another has to wait', async () => {
  expect(await wantedScene(services, life, null)).toBeNull()
  const { sceneRunId } = await startScene(services, leader, { scene: 'storm', speed: 20 })
  await expect(startScene(services, leader, { scene: 'vip', speed: 1 })).rejects.toMatchObject({
    code: 'SCENE_RUNS',
  })
  expect(await wantedScene(services, life, null)).toMatchObject({ sceneRunId, scene: 'storm', begunAt: null })
  await tellScene(services, life, { sceneRunId, begun: { lengthSeconds: 1800 } })
  await tellScene(services, life, { sceneRunId, line: { zh: '暴雨开始', en: 'The storm begins' } })
  expect(await wantedScene(services, life, sceneRunId)).toMatchObject({ sceneRunId })
  expect((await currentScene(services, leader)).run).toMatchObject({
    scene: 'storm',
    speed: 20,
    lengthSeconds: 1800,
    line: '暴雨开始',
    lineEn: 'The storm begins',
  })
  await tellScene(services, life, { sceneRunId, ended: 'over' })
  expect((await currentScene(services, leader)).run).toBeNull()
  await startScene(services, leader, { scene: 'vip', speed: 1 })
})

test('a stopped scene is not wanted any more, and what its player still says changes nothing', async () => {
  await wantedScene(services, life, null)
  const { sceneRunId } = await startScene(services, leader, { scene: 'festival', speed: 5 })
  await tellScene(services, life, { sceneRunId, begun: { lengthSeconds: 3600 } })
  await stopScene(services, leader)
  expect(await wantedScene(services, life, sceneRunId)).toBeNull()
  await tellScene(services, life, { sceneRunId, ended: 'over' })
  expect((await outcomes()).at(-1)).toBe('stopped')
})

test('a scene whose player was lost is broken off at the next question', async () => {
  await wantedScene(services, life, null)
  const { sceneRunId } = await startScene(services, leader, { scene: 'storm', speed: 60 })
  await tellScene(services, life, { sceneRunId, begun: { lengthSeconds: 1800 } })
  expect(await wantedScene(services, life, null)).toBeNull()
  expect((await outcomes()).at(-1)).toBe('broken')
})
