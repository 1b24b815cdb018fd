import { sql, type Transaction } from 'kysely'
import { instantOf, localTimeOf } from '../clocks/zoned-time.ts'
import { withScope } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import type { Actor } from '../identity/actor.ts'
import { totalCounts } from '../indices/case-counts.ts'
import { wallIndicators } from '../indices/indicators.ts'
import { readCaseCounts } from '../indices/read-case-counts.ts'
import type { Services } from '../services.ts'
import { type ActingItem, listActing } from './list-acting.ts'
import { listTicker, type TickerLine } from './list-ticker.ts'
import { type Feed, readFeeds } from './read-feeds.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const PERIOD_DAYS = 30
/** The band of an hour is drawn from the same weekday of this many weeks. */
const BAND_WEEKS = 8

export type KeyNumber = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** Null: nothing to count yet. */
  readonly value: number | null
  readonly unit: string
}
export type WallSummary = {
  readonly at: string
  readonly cityName: string
  readonly cityNameEn: string
  readonly keyNumbers: readonly KeyNumber[]
  /** Subdistricts by the urban management index of the last 90 days, best first. */
  readonly ranks: readonly {
    areaId: number
    name: string
    nameEn: string
    score: number | null
    sample: number
    grade: number | null
  }[]
  readonly hours: readonly {
    hour: number
    reported: number | null
    closed: number | null
    expectedLow: number
    expectedHigh: number
  }[]
  readonly acting: readonly ActingItem[]
  readonly ticker: readonly TickerLine[]
  readonly feeds: readonly Feed[]
  readonly shiftLeader: string
  readonly shiftLeaderEn: string
}

/** Everything the wall shows beside its map, in the actor's scope; no personal data. */
export async function wallSummary(services: Services, actor: Actor): Promise<WallSummary> {
  const now = services.clock.now()
  return await withScope(services.db, actor, async (trx) => {
    const city = await trx
      .selectFrom('city')
      .select(['name', 'name_en', 'time_zone'])
      .executeTakeFirstOrThrow()
    const { day } = localTimeOf(city.time_zone, now.getTime())
    const midnight = new Date(instantOf(city.time_zone, day, 0))
    const leader = await trx
      .selectFrom('person')
      .select(['name', 'name_en'])
      .where('post', '=', 'shift_leader')
      .orderBy('code')
      .executeTakeFirst()
    return {
      at: now.toISOString(),
      cityName: city.name,
      cityNameEn: city.name_en,
      keyNumbers: await keyNumbers(trx, now, midnight),
      ranks: await ranks(trx),
      hours: await hours(trx, now, midnight),
      acting: await listActing(trx, now),
      ticker: await listTicker(trx),
      feeds: await readFeeds(trx, now),
      shiftLeader: leader?.name ?? '',
      shiftLeaderEn: leader?.name_en ?? '',
    }
  })
}

async function keyNumbers(trx: Transaction<Database>, now: Date, midnight: Date): Promise<KeyNumber[]> {
  const open = await trx
    .selectFrom('case_record')
    .select([
      sql<number>`count(*)::int`.as('open'),
      sql<number>`count(*) filter (where clock_level = 'overdue')::int`.as('overdue'),
    ])
    .where('state', 'not in', ['closed', 'canceled'])
    .executeTakeFirstOrThrow()
  const closed = await trx
    .selectFrom('case_record')
    .select(sql<number>`count(*)::int`.as('today'))
    .where('state', '=', 'closed')
    .where('closed_at', '>=', midnight)
    .executeTakeFirstOrThrow()
  const placed = await readCaseCounts(trx, new Date(now.getTime() - PERIOD_DAYS * DAY_MS), now)
  const measured = { counts: totalCounts(placed), areaSquareMeters: 0, days: PERIOD_DAYS }
  const rate = (indicator: (typeof wallIndicators)[keyof typeof wallIndicators]): KeyNumber => ({
    code: indicator.code,
    name: indicator.name,
    nameEn: indicator.nameEn,
    value: indicator.valueOf(measured),
    unit: indicator.unit,
  })
  return [
    { code: 'open', name: '在办案件', nameEn: 'Open cases', value: open.open, unit: '件' },
    { code: 'overdue', name: '超期未结', nameEn: 'Overdue', value: open.overdue, unit: '件' },
    { code: 'closed_today', name: '今日结案', nameEn: 'Closed today', value: closed.today, unit: '件' },
    rate(wallIndicators.onTime),
    rate(wallIndicators.foundByUs),
    rate(wallIndicators.autoDispatched),
  ]
}

async function ranks(trx: Transaction<Database>) {
  const rows = await trx
    .selectFrom('index_value as v')
    .innerJoin('area as a', (join) =>
      join
        .onRef('a.area_id', '=', 'v.entity_id')
        .on(sql<boolean>`upper_inf(a.valid)`)
        .on('a.level', '=', 'subdistrict'),
    )
    .select([
      'a.area_id as areaId',
      'a.name',
      'a.name_en as nameEn',
      'v.value as score',
      'v.sample',
      'v.grade',
    ])
    .where('v.code', '=', 'urban_management')
    .where('v.entity', '=', 'area')
    .orderBy('v.value', (order) => order.desc().nullsLast())
    .orderBy('a.code')
    .execute()
  // Too few cases make no rank: they stand below those that have one.
  return [...rows.filter(({ grade }) => grade !== null), ...rows.filter(({ grade }) => grade === null)]
}

/** Reports and closings of today by the hour, with the band that the same weekday of the last weeks makes expect. */
async function hours(trx: Transaction<Database>, now: Date, midnight: Date): Promise<WallSummary['hours']> {
  const { rows: today } = await sql<{ hour: number; reported: number; closed: number }>`
    select hour, sum(reported)::int as reported, sum(closed)::int as closed from (
      select floor(extract(epoch from reported_at - ${midnight}::timestamptz) / 3600)::int as hour, 1 as reported, 0 as closed
      from case_record where reported_at >= ${midnight} and reported_at <= ${now}
      union all
      select floor(extract(epoch from closed_at - ${midnight}::timestamptz) / 3600)::int, 0, 1
      from case_record where closed_at >= ${midnight} and closed_at <= ${now} and state = 'closed'
    ) steps group by hour`.execute(trx)
  const { rows: past } = await sql<{ hour: number; n: number }>`
    select floor(mod((extract(epoch from reported_at - ${midnight}::timestamptz) + ${(BAND_WEEKS * 7 * DAY_MS) / 1000})::numeric, 604800) / 3600)::int as hour,
      floor(extract(epoch from ${midnight}::timestamptz - reported_at) / 604800)::int as week, count(*)::int as n
    from case_record
    where reported_at >= ${new Date(midnight.getTime() - BAND_WEEKS * 7 * DAY_MS)} and reported_at < ${midnight}
      and mod((extract(epoch from reported_at - ${midnight}::timestamptz) + ${(BAND_WEEKS * 7 * DAY_MS) / 1000})::numeric, 604800) < 86400
    group by 1, 2`.execute(trx)
  const byHour = Map.groupBy(past, ({ hour }) => hour)
  const current = Math.floor((now.getTime() - midnight.getTime()) / HOUR_MS)
  return Array.from({ length: 24 }, (_, hour) => {
    const weeks = (byHour.get(hour) ?? []).map(({ n }) => n)
    while (weeks.length < BAND_WEEKS) weeks.push(0)
    weeks.sort((a, b) => a - b)
    const found = today.find((row) => row.hour === hour)
    return {
      hour,
      reported: hour > current ? null : (found?.reported ?? 0),
      closed: hour > current ? null : (found?.closed ?? 0),
      // The second lowest and second highest of the weeks: one odd week makes no band.
      expectedLow: weeks[1]!,
      expectedHigh: weeks[weeks.length - 2]!,
    }
  })
}
