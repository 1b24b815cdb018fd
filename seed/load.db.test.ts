import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../server/db/migrate.ts'
import { verifyChain } from '../server/events/verify-chain.ts'
import { loadBundle } from '../server/exchange/load/load-bundle.ts'
import { freshDatabase, type TestDatabase } from '../test/db.ts'
import { generateCity } from './city/generate-city.ts'
import { holdLoad } from './hold-load.ts'
import { loadSeededCity } from './load.ts'

const endsAt = new Date('2026-11-23T08:00:00Z')

describe('loadSeededCity', () => {
  let test: TestDatabase
  const load = () =>
    loadSeededCity({
      db: test.db,
      databaseUrl: test.url,
      preset: 'small',
      seed: 'tongguan',
      endsAt,
      onProgress: () => {},
    })
  const countAll = async () => {
    const tables = [
      'area',
      'unit_grid',
      'duty_grid',
      'part',
      'sensor',
      'reading',
      'case_record',
      'case_step',
      'report',
      'track_point',
      'inspection',
      'basemap_feature',
      'person',
      'roster_shift',
      'unit',
    ] as const
    const counts: Record<string, number> = {}
    for (const table of tables) {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(
        test.db,
      )
      counts[table] = rows[0]!.n
    }
    return counts
  }

  beforeAll(async () => {
    test = await freshDatabase()
    // A load that was killed: the city's row is there, something of its content too, but no `seeded_until`.
    await sql`insert into city (code, name, name_en, time_zone, min_lng, min_lat, max_lng, max_lat, seed, profile)
      values ('329901', '临江区', 'Linjiang', 'Asia/Shanghai', 0, 0, 1, 1, 'tongguan', '{}')`.execute(test.db)
    await sql`insert into department (code, name, kind) values ('STALE', 'left over', 'bureau')`.execute(
      test.db,
    )
    await load()
  }, 240_000)
  afterAll(() => test.drop())

  it('gives every crew a vehicle and a depot, and has a call-taker on duty at any hour', async () => {
    const unit = await test.db
      .selectFrom('unit')
      .select(['vehicle_plate', 'equipment', 'depot'])
      .where((eb) => eb.or([eb('vehicle_plate', '=', ''), eb('depot', '=', '')]))
      .execute()
    expect(unit).toEqual([])
    const hours = await test.db
      .selectFrom('roster_shift')
      .innerJoin('person', 'person.person_id', 'roster_shift.person_id')
      .where('post', '=', 'call_taker')
      .where('kind', '!=', 'handover')
      .select(['weekday', 'kind'])
      .distinct()
      .execute()
    expect(hours).toHaveLength(14)
  })

  it('takes out a load that was cut off', async () => {
    const stale = await test.db.selectFrom('department').select('code').where('code', '=', 'STALE').execute()
    expect(stale).toEqual([])
    // How far the database was migrated is not part of a city.
    expect((await migrate(test.db)).applied).toEqual([])
  })

  it('refuses a city that is there', async () => {
    await expect(load()).rejects.toMatchObject({ code: 'CITY_PRESENT' })
  })

  it('refuses while another process loads', async () => {
    const letGo = await holdLoad(test.url)
    await expect(holdLoad(test.url, 300)).rejects.toMatchObject({ code: 'CITY_LOADING' })
    await letGo()
    await (await holdLoad(test.url))()
  })

  it('tells the log of each case once, sealed and in the order in which things happened', async () => {
    const { rows } = await sql<{ cases: number; events: number; unnumbered: number; unordered: number }>`
      select (select count(*)::int from case_record) as cases,
        count(*) filter (where entity = 'case')::int as events,
        count(*) filter (where position is null)::int as unnumbered,
        (select count(*)::int from (
          select at < lag(at) over (order by position) as is_back from event_log) as pairs where is_back) as unordered
      from event_log`.execute(test.db)
    // What the load itself says at its end is left to the sequencer.
    expect(rows[0]).toMatchObject({ events: rows[0]!.cases, unnumbered: 1, unordered: 0 })
    expect(await verifyChain(test.db)).toEqual({ events: rows[0]!.cases })
  })

  it('places every case in the unit grid that PostGIS says covers it', async () => {
    const { rows } = await sql<{ wrong: number }>`
      select count(*)::int as wrong from case_record c join unit_grid g using (unit_grid_id)
      where c.geom is not null and not st_covers(g.geom, c.geom)`.execute(test.db)
    expect(rows).toEqual([{ wrong: 0 }])
  })

  it('has grids that fill their community: no gap, no overlap', async () => {
    const { rows } = await sql<{ code: string }>`
      select a.code from area a
      join (select scope_area_id, sum(st_area(geom)) as grids from unit_grid group by 1) g on g.scope_area_id = a.area_id
      where abs(g.grids - st_area(a.geom)) > 1e-12`.execute(test.db)
    expect(rows).toEqual([])
  })

  it('changes nothing when loaded again', async () => {
    const before = await countAll()
    await loadBundle(test.db, generateCity('tongguan', endsAt.toISOString()), {
      now: endsAt,
      hasLiveCases: true,
    })
    expect(await countAll()).toEqual(before)
  }, 120_000)
})
