import { type RawBuilder, sql } from 'kysely'
import { withSystem } from '../db/client.ts'
import type { Services } from '../services.ts'
import type { RainCounts } from './find-rain-places.ts'
import type { PlacedCase } from './find-repeat-places.ts'
import type { TimeCounts } from './find-rhythms.ts'

const DAY_MS = 86_400_000
/** Few enough for one statement among others. */
const CHUNK = 5000
const GRIDS_AT_ONCE = 40
const WEEK_SLOTS = 7 * 24

type Read = Pick<Services, 'db'>
/** From (inclusive) till (exclusive), and the zone whose days and hours count. */
export type Window = { readonly from: Date; readonly till: Date; readonly timeZone: string }

/** What counts as having happened: not withdrawn, and not the second voice of another case. */
const HAPPENED = sql<boolean>`c.state <> 'canceled' and c.family is distinct from 'merged' and c.category_id is not null`

/**
 * Located cases of a window by category. Read by the index on their time in chunks, so that nobody waits for it: the work
 * grows with the cases of the window alone, however many there are before it.
 */
export async function readPlacedCases(
  { db }: Read,
  { from, till, timeZone }: Window,
): Promise<Map<number, PlacedCase[]>> {
  const byCategory = new Map<number, PlacedCase[]>()
  let last: { at: Date; caseId: number } = { at: from, caseId: 0 }
  for (;;) {
    const rows = await withSystem(db, 'ahead.detect', async (trx) => {
      const result = await sql<{
        caseId: number
        categoryId: number
        at: Date
        day: number
        lng: number
        lat: number
      }>`
        select c.case_id as "caseId", c.category_id as "categoryId", c.reported_at as at,
          ((c.reported_at at time zone ${timeZone})::date - '1970-01-01'::date) as day,
          st_x(c.geom) as lng, st_y(c.geom) as lat
        from case_record c
        where (c.reported_at, c.case_id) > (${last.at}::timestamptz, ${last.caseId}::bigint)
          and c.reported_at < ${till} and ${HAPPENED} and c.geom is not null
        order by c.reported_at, c.case_id limit ${CHUNK}`.execute(trx)
      return result.rows
    })
    for (const { caseId, categoryId, day, lng, lat } of rows) {
      const list = byCategory.get(categoryId)
      const placed = { caseId: Number(caseId), day, lngLat: [lng, lat] as const }
      if (list) list.push(placed)
      else byCategory.set(categoryId, [placed])
    }
    const end = rows.at(-1)
    if (!end || rows.length < CHUNK) return byCategory
    last = { at: end.at, caseId: end.caseId }
  }
}

export type CountedCases = {
  readonly rows: readonly (TimeCounts & RainCounts)[]
  /** From the first case on: a year that is not there is no quiet one. */
  readonly days: number
  readonly seasonDays: number
}

/**
 * How the cases of a window lie over hours, weekdays, the season to come and wet days, by duty grid and category. The
 * database counts, some duty grids at a time by their index; what comes back is as long as there are grids, categories
 * and hours of the week with cases.
 */
export async function countCases(
  { db, locator }: Pick<Services, 'db' | 'locator'>,
  window: Window,
  { seasonDays, weather }: { readonly seasonDays: number; readonly weather?: Weather },
): Promise<CountedCases> {
  const { till, timeZone } = window
  const first = await withSystem(db, 'ahead.detect', (trx) =>
    trx
      .selectFrom('case_record')
      .select('reported_at')
      .where('reported_at', '>=', window.from)
      .where('reported_at', '<', till)
      .orderBy('reported_at')
      .limit(1)
      .executeTakeFirst(),
  )
  if (!first) return { rows: [], days: 0, seasonDays: 0 }
  const from = first.reported_at
  const seasons = seasonsWithin(from, till, seasonDays)
  const inSeason = anyOf(
    seasons.map(([start, end]) => sql<boolean>`(c.reported_at >= ${start} and c.reported_at < ${end})`),
  )
  const wetDays = [...(weather?.wetDays ?? [])]
  const shares = [...(weather?.wetShareOfMonth ?? [])]
  const all = new Map<string, Counting>()
  const ids = locator.dutyGridIds
  for (let i = 0; i < ids.length; i += GRIDS_AT_ONCE) {
    const some = ids.slice(i, i + GRIDS_AT_ONCE)
    const rows = await withSystem(db, 'ahead.detect', async (trx) => {
      const result = await sql<{
        dutyGridId: number
        categoryId: number
        slot: number
        n: number
        inSeason: number
        wet: number
        expectedWet: number
        gauged: number
      }>`
        select c.duty_grid_id as "dutyGridId", c.category_id as "categoryId",
          (extract(dow from l.at) * 24 + extract(hour from l.at))::int as slot, count(*)::int as n,
          count(*) filter (where ${inSeason})::int as "inSeason",
          count(*) filter (where l.at::date = any (${wetDays}::date[]))::int as wet,
          coalesce(sum(w.share), 0)::float8 as "expectedWet", count(w.share)::int as gauged
        from case_record c, lateral (select c.reported_at at time zone ${timeZone} as at) l,
          lateral (select (${shares}::float8[])[extract(month from l.at)::int] as share) w
        where c.duty_grid_id = any (${some}::int[]) and c.reported_at >= ${from} and c.reported_at < ${till}
          and ${HAPPENED}
        group by 1, 2, 3`.execute(trx)
      return result.rows
    })
    for (const row of rows) count(all, row)
  }
  const spanDays = (till.getTime() - from.getTime()) / DAY_MS
  const covered = seasons.reduce((sum, [start, end]) => sum + (end.getTime() - start.getTime()) / DAY_MS, 0)
  return { rows: [...all.values()], days: spanDays, seasonDays: covered }
}

type Counting = {
  dutyGridId: number
  categoryId: number
  hours: number[]
  weekdays: number[]
  inSeason: number
  wet: number
  expectedWet: number
  gauged: number
}

function count(
  all: Map<string, Counting>,
  row: Omit<Counting, 'hours' | 'weekdays'> & { readonly slot: number; readonly n: number },
): void {
  const key = `${row.dutyGridId} ${row.categoryId}`
  let own = all.get(key)
  if (!own) {
    own = {
      dutyGridId: row.dutyGridId,
      categoryId: row.categoryId,
      hours: new Array<number>(24).fill(0),
      weekdays: new Array<number>(7).fill(0),
      inSeason: 0,
      wet: 0,
      expectedWet: 0,
      gauged: 0,
    }
    all.set(key, own)
  }
  const slot = row.slot % WEEK_SLOTS
  own.hours[slot % 24]! += row.n
  own.weekdays[Math.floor(slot / 24)]! += row.n
  own.inSeason += row.inSeason
  own.wet += row.wet
  own.expectedWet += row.expectedWet
  own.gauged += row.gauged
}

/** The weeks to come, in the years before, as far as they were lived through. */
function seasonsWithin(from: Date, till: Date, seasonDays: number): (readonly [Date, Date])[] {
  const seasons: (readonly [Date, Date])[] = []
  for (let years = 1; ; years++) {
    const start = till.getTime() - years * 365 * DAY_MS
    const end = Math.min(start + seasonDays * DAY_MS, till.getTime())
    if (end <= from.getTime()) return seasons
    seasons.push([new Date(Math.max(start, from.getTime())), new Date(end)])
  }
}

function anyOf(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` or `)})`
}

export type Weather = {
  /** Local days, YYYY-MM-DD, on which the gauges caught so much in the mean. */
  readonly wetDays: readonly string[]
  readonly dryDays: number
  /** January first; null where no gauge said anything in that month. */
  readonly wetShareOfMonth: readonly (number | null)[]
}

/** Wet and dry days by the city's own rain gauges, mm/h; days without a reading are neither. */
export async function readWeather(
  { db }: Read,
  { from, till, timeZone }: Window,
  wetMillimeters: number,
): Promise<Weather> {
  return withSystem(db, 'ahead.detect', async (trx) => {
    const { rows } = await sql<{ day: string; isWet: boolean }>`
      select ((r.at at time zone ${timeZone})::date)::text as day, avg(r.value) * 24 >= ${wetMillimeters} as "isWet"
      from reading r join sensor s using (sensor_id)
      where s.kind = 'rain' and r.at >= ${from} and r.at < ${till}
      group by 1`.execute(trx)
    const wetDays = rows.filter(({ isWet }) => isWet).map(({ day }) => day)
    const wetShareOfMonth = Array.from({ length: 12 }, (_, month) => {
      const own = rows.filter(({ day }) => Number(day.slice(5, 7)) === month + 1)
      return own.length === 0 ? null : own.filter(({ isWet }) => isWet).length / own.length
    })
    return { wetDays, dryDays: rows.length - wetDays.length, wetShareOfMonth }
  })
}
