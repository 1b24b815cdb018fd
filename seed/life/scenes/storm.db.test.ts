import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readEnv } from '../../../server/env.ts'
import { type RunningServer, startServer } from '../../../server/start.ts'
import { freshDatabase, type TestDatabase } from '../../../test/db.ts'
import { loadSeededCity } from '../../load.ts'
import { allSensors } from '../all-sensors.ts'
import { openDoor, openReportDoor, strangersDoor } from '../door.ts'
import { planScene } from './plan-scene.ts'
import { playScene } from './play-scene.ts'
import type { SceneScript } from './scene.ts'
import { sceneWorld } from './scene-world.ts'

/** Time jumps from one action to the next, for the scene and for the server alike. */
let nowMs = Date.parse('2026-07-14T13:00:00Z')
const clock = { now: () => new Date(nowMs) }
let database: TestDatabase
let dataDir: string
let server: RunningServer
let script: SceneScript

/** The storm's rise, as a running city hears it at its public doors. */
beforeAll(async () => {
  database = await freshDatabase()
  dataDir = await mkdtemp(path.join(tmpdir(), 'storm-'))
  server = await startServer({
    env: {
      ...readEnv({ HOST: '127.0.0.1', LOG_LEVEL: 'silent' }),
      port: 0,
      databaseUrl: database.url,
      dataDir,
    },
    clock,
    onProgress: () => {},
    startEmbedded: () => Promise.reject(new Error('not here')),
    loadCity: (db) =>
      loadSeededCity({
        db,
        databaseUrl: database.url,
        preset: 'small',
        seed: 'tongguan',
        endsAt: clock.now(),
        onProgress: () => {},
      }),
  })
  const url = `http://127.0.0.1:${server.port}`
  const { signal } = new AbortController()
  const door = (post: string) =>
    openDoor(url, { email: `${post}@demo.tongguan`, password: 'tongguan-demo' }, Date.now, signal)
  const doors = { admin: door('admin'), call_taker: door('call_taker'), collector: door('collector') }
  const whole = planScene('storm', sceneWorld(await allSensors(doors.admin)), 'tongguan')
  // Until the last report; the ebb would only take time.
  script = { ...whole, actions: whole.actions.filter(({ atSeconds }) => atSeconds <= 610) }
  await playScene(script, {
    doors,
    reportDoors: {
      resident: strangersDoor(url, signal),
      collector: openReportDoor(
        url,
        { email: 'collector@demo.tongguan', password: 'tongguan-demo' },
        Date.now,
        signal,
      ),
    },
    run: 'storm-test',
    speed: 1,
    now: () => nowMs,
    wait: async (ms) => {
      nowMs += ms
    },
    signal,
    log: () => {},
  })
}, 300_000)
afterAll(async () => {
  await server?.stop()
  await database?.drop()
  await rm(dataDir, { recursive: true, force: true })
})

it('brings its 40 reports in within five minutes of its time, all placed, none doubled by a retry', async () => {
  const { rows } = await sql<{ reports: number; cases: number; placed: number; sceneSeconds: number }>`
    select count(*)::int as reports, count(distinct r.case_id)::int as cases,
      count(*) filter (where c.duty_grid_id is not null)::int as placed,
      extract(epoch from max(r.received_at) - min(r.received_at))::float8 as "sceneSeconds"
    from report r join case_record c using (case_id) where r.source_id like 'storm-test-%'`.execute(
    database.db,
  )
  expect(rows[0]).toMatchObject({ reports: 40, cases: 40, placed: 40 })
  expect(rows[0]!.sceneSeconds).toBeLessThanOrEqual(300)
  const conflicts = await database.db.selectFrom('report_conflict').select('source_id').execute()
  expect(conflicts).toEqual([])
})

it('drives the gauges past their alarms, and each crossing is told once', async () => {
  const { rows } = await sql<{ kind: string; alarms: number; events: number }>`
    select s.kind, count(distinct s.sensor_id) filter (where e.data->>'level' = 'alarm')::int as alarms,
      count(e.event_id)::int as events
    from sensor s join event_log e on e.type = 'sensor.level_changed' and e.entity_id = s.sensor_id::text
    group by 1`.execute(database.db)
  const alarms = new Map(rows.map((row) => [row.kind, row.alarms]))
  expect(alarms.get('ponding')).toBeGreaterThan(5)
  expect(alarms.get('rain')).toBeGreaterThan(5)
})

it('closes its flooded streets to traffic, by name, until the rain is over', async () => {
  const wanted = script.actions.filter(({ does }) => does === 'close')
  expect(wanted.length).toBeGreaterThan(0)
  const closures = await database.db
    .selectFrom('road_closure')
    .select(['name', 'reason', 'until_at'])
    .execute()
  expect(closures).toHaveLength(wanted.length)
  for (const { name, reason, until_at } of closures) {
    expect(name).not.toBe('')
    expect(reason).toBe('flood')
    expect(until_at!.getTime()).toBeGreaterThan(nowMs)
    expect(server.services.locator.closedRoadsAt(new Date(nowMs)).size).toBeGreaterThan(0)
  }
})
