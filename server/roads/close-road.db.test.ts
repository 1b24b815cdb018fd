import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { LngLat } from '../../geo/lng-lat.ts'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_AREAS, TINY_NOON, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import { readReplay } from '../replay/read-replay.ts'
import { closeRoad, closeRoadSchema } from './close-road.ts'
import { readClosures } from './closures.ts'
import { refreshClosures } from './follow-closures.ts'
import { reopenRoad } from './reopen-road.ts'

/**
 * From a west to b in the east runs a street of two blocks, through west and east; a longer way round in the north
 * joins its ends.
 */
const [a, middle, b]: LngLat[] = [
  [118.804, 31.905],
  [118.816, 31.905],
  [118.83, 31.905],
]
const HOUR_MS = 3_600_000
let database: TestDatabase
let services: Awaited<ReturnType<typeof tinyServices>>
const leader = tinyActor('shift_leader')
const west = tinyActor('dispatcher', {
  userId: 'west',
  scopeAreaIds: [TINY_AREAS.westSouth, TINY_AREAS.westNorth],
  isWholeCity: false,
})

beforeAll(async () => {
  database = await freshDatabase()
  await loadTinyCity(database.db)
  const add = (id: number, from: number, to: number, name: string, line: string) =>
    sql`insert into road_edge (road_edge_id, from_node_id, to_node_id, length_meters, class, name, name_en,
        is_one_way, free_kph, peak_kph, geom)
      values (${id}, ${from}, ${to}, st_length(${line}::geography), 'collector', ${name}, ${`${name} EN`}, false, 36, 18,
        ST_GeomFromText(${line}, 4326))`.execute(database.db)
  await add(1, 1, 2, '桂花路', 'LINESTRING(118.804 31.905, 118.816 31.905)')
  await add(2, 2, 3, '桂花路', 'LINESTRING(118.816 31.905, 118.83 31.905)')
  await add(3, 1, 3, '北环', 'LINESTRING(118.804 31.905, 118.804 31.93, 118.83 31.93, 118.83 31.905)')
  services = await tinyServices(database.db, '.')
})
afterAll(() => database?.drop())
beforeEach(async () => {
  services.clock.set(TINY_NOON)
  await database.db.deleteFrom('road_closure').execute()
  await refreshClosures(services)
})

const at = (hours: number) => new Date(TINY_NOON.getTime() + hours * HOUR_MS)
const closing = (change = {}) =>
  closeRoadSchema.parse({ stretch: [a, middle], reason: 'works', untilAt: at(2).toISOString(), ...change })
const metersTo = (when: Date) => {
  const closed = services.locator.closedRoadsAt(when)
  const [way] = services.locator.roads.travelTo(b!, [a!], { isPeak: false, closed })
  return way!.seconds * 10
}
const inForce = async (when: Date) => {
  services.clock.set(when)
  return (await readClosures(database.db, { from: when })).filter(({ fromMs }) => fromMs <= when.getTime())
}

test('a closed stretch is named by its road, told in the log, and ways lead round it for its time', async () => {
  const direct = metersTo(at(0))
  const { roadClosureId } = await closeRoad(services, leader, closing())
  expect(await inForce(at(1))).toMatchObject([
    {
      roadClosureId,
      name: '桂花路',
      nameEn: '桂花路 EN',
      reason: 'works',
      untilMs: at(2).getTime(),
      lngLats: [a, middle],
    },
  ])
  expect(metersTo(at(1))).toBeGreaterThan(2 * direct)
  expect(metersTo(at(2))).toBe(direct)
  expect(metersTo(at(-1))).toBe(direct)
  const event = await database.db
    .selectFrom('event_log')
    .select(['entity_id', 'scope_area_id'])
    .where('type', '=', 'road.closure_changed')
    .executeTakeFirst()
  expect(event).toEqual({ entity_id: String(roadClosureId), scope_area_id: TINY_AREAS.westSouth })
})

test('a place on a road closes its block from crossing to crossing', async () => {
  await closeRoad(services, leader, closing({ stretch: [118.82, 31.9051], untilAt: null }))
  const [closure] = await inForce(at(500))
  expect(closure).toMatchObject({ untilMs: null, lngLats: [middle, b] })
})

test('the steps from beside the road onto it are not closed', async () => {
  const [lng, lat] = a!
  await closeRoad(
    services,
    leader,
    closing({ stretch: [[lng - 0.0003, lat - 0.0003], a, middle, [118.816, 31.9046]] }),
  )
  const [closure] = await inForce(at(1))
  expect(closure!.lngLats).toEqual([a, middle])
})

test('the same key twice is one closure; a retry says the same', async () => {
  const first = await closeRoad(services, leader, closing({ idempotencyKey: 'k' }))
  expect(await closeRoad(services, leader, closing({ idempotencyKey: 'k' }))).toEqual(first)
  expect(await inForce(at(1))).toHaveLength(1)
})

test('nobody closes or opens what runs through areas that are not theirs', async () => {
  await closeRoad(services, west, closing())
  const whole = closing({ stretch: [a, middle, b] })
  await expect(closeRoad(services, west, whole)).rejects.toMatchObject({ code: 'ROAD_OUTSIDE_AREA' })
  const { roadClosureId } = await closeRoad(services, leader, whole)
  await expect(reopenRoad(services, west, roadClosureId)).rejects.toMatchObject({ code: 'ROAD_OUTSIDE_AREA' })
  await reopenRoad(services, leader, roadClosureId)
  await reopenRoad(services, leader, roadClosureId)
  expect(await inForce(at(1))).toHaveLength(1)
})

test('what is odd is refused by name: times, places', async () => {
  const refused = (change: object) => closeRoad(services, leader, closing(change))
  await expect(refused({ untilAt: at(-1).toISOString() })).rejects.toMatchObject({
    code: 'CLOSURE_ENDS_EARLY',
    detail: { field: 'untilAt' },
  })
  await expect(refused({ untilAt: at(24 * 400).toISOString() })).rejects.toMatchObject({
    code: 'CLOSURE_TOO_FAR',
  })
  await expect(refused({ stretch: [118.81, 31.915] })).rejects.toMatchObject({ code: 'NO_ROAD' })
  await expect(
    refused({
      stretch: [
        [118.81, 31.915],
        [118.812, 31.915],
      ],
    }),
  ).rejects.toMatchObject({ code: 'NO_ROAD' })
  expect(closeRoadSchema.safeParse({ stretch: [a], reason: 'works', untilAt: null }).success).toBe(false)
})

test('what was opened early ends then; the past replays it as it was', async () => {
  const { roadClosureId } = await closeRoad(services, leader, closing())
  services.clock.set(at(1))
  await reopenRoad(services, leader, roadClosureId)
  expect(await inForce(at(1.5))).toEqual([])
  expect(services.locator.closedRoadsAt(at(1.5)).size).toBe(0)
  const { closures } = await readReplay(services, leader, {
    from: at(0.2).toISOString(),
    to: at(3).toISOString(),
  })
  expect(closures).toMatchObject([{ roadClosureId, fromMs: at(0).getTime(), untilMs: at(1).getTime() }])
  const later = await readReplay(services, leader, { from: at(1.2).toISOString(), to: at(3).toISOString() })
  expect(later.closures).toEqual([])
})

test('one that begins later is known now and closes nothing before', async () => {
  await closeRoad(services, leader, closing({ fromAt: at(1).toISOString() }))
  const direct = metersTo(at(0))
  expect(metersTo(at(0.5))).toBe(direct)
  expect(metersTo(at(1.5))).toBeGreaterThan(2 * direct)
  expect(await readClosures(database.db, { from: at(0) })).toHaveLength(1)
})
