import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../../db/schema.ts'
import { readTable } from '../table/decision-table.ts'
import type { Facts } from './fact.ts'
import { FAR_METERS } from './fact-catalog.ts'
import { readHistoryFact } from './history-fact.ts'

/** Degrees that hold a distance in any direction as far north as 60°. */
const degreesOf = (meters: number) => (meters / 111_000) * 2

/** Meters from a case to the nearest of a table's shapes, capped. The box keeps the search short, the sphere measures. */
function nearest(from: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`coalesce((select least(${FAR_METERS}::float, round(min(
    st_distance(near.geom::geography, c.geom::geography))::numeric, 1)::float)
    from (select s.geom from ${from} and s.geom && st_expand(c.geom, ${degreesOf(FAR_METERS)}::float)
      order by s.geom <-> c.geom limit 5) near), ${FAR_METERS}::float)`
}

const local = sql`(c.reported_at at time zone (select time_zone from city limit 1))`
const area = (level: string) => sql`coalesce((select up.code from area leaf
  join area up on up.area_id = any(leaf.path) and upper_inf(up.valid) and up.level = ${level}
  where leaf.area_id = c.scope_area_id and upper_inf(leaf.valid) limit 1), '')`
const ofPart = (column: string) =>
  sql`coalesce((select p.${sql.raw(column)} from part p where p.part_id = c.part_id), '')`

const GAUGES = 3
/** Of the gauges nearest to a case, the highest reading in the hours before its report. */
const rain = (hours: number) =>
  sql`coalesce((select max(r.value) from (select s.sensor_id from sensor s where s.kind = 'rain'
      order by s.geom <-> c.geom limit ${GAUGES}) near
    join reading r on r.sensor_id = near.sensor_id
      and r.at > c.reported_at - make_interval(hours => ${hours}::int) and r.at <= c.reported_at), -1)`

/** How each fact that costs a search is found for a case `c`. */
const EXPRESSIONS: Readonly<Record<string, RawBuilder<unknown>>> = {
  dutyGridCode: sql`coalesce((select d.code from duty_grid d where d.version_id = c.duty_grid_version_id), '')`,
  communityCode: area('community'),
  subdistrictCode: area('subdistrict'),
  landUse: sql`coalesce((select u.land_use from unit_grid u where u.version_id = c.unit_grid_version_id), '')`,
  schoolDistanceMeters: nearest(sql`place s where s.kind = 'school'`),
  mainRoadDistanceMeters: nearest(sql`road_edge s where s.class in ('expressway', 'arterial')`),
  waterDistanceMeters: nearest(sql`basemap_feature s where s.layer = 'water'`),
  partCategoryCode: sql`coalesce((select g.code from part p join category g on g.category_id = p.category_id
    where p.part_id = c.part_id), '')`,
  partOwner: ofPart('owner'),
  partCondition: ofPart('condition'),
  rainMmPerHour: rain(1),
  rainMmPerHour24h: rain(24),
  reportHour: sql`extract(hour from ${local})::int`,
  weekday: sql`extract(isodow from ${local})::int`,
  isWorkTime: sql`coalesce((select is_workday from calendar_day where day = ${local}::date),
      extract(isodow from ${local}) < 6)
    and exists (select from work_period where extract(hour from ${local}) * 60 + extract(minute from ${local})
      >= start_minute and extract(hour from ${local}) * 60 + extract(minute from ${local}) < end_minute)`,
}

function expressionOf(name: string): RawBuilder<unknown> | undefined {
  const history = readHistoryFact(name)
  if (!history) return EXPRESSIONS[name]
  const { meters, days } = history
  return sql`(select count(*)::int from case_record o where o.category_id = c.category_id and o.case_id <> c.case_id
    and o.reported_at <= c.reported_at and o.reported_at > c.reported_at - make_interval(days => ${days}::int)
    and o.geom && st_expand(c.geom, ${degreesOf(meters)}::float)
    and st_dwithin(o.geom::geography, c.geom::geography, ${meters}::float))`
}

/** Those of the facts asked that are found by a search: in space, in the calendar, in the past. By case. */
export async function findFacts(
  db: Kysely<Database>,
  caseIds: readonly number[],
  asked: readonly string[],
): Promise<ReadonlyMap<number, Facts>> {
  const pairs = [...new Set(asked)].flatMap((name) => {
    const expression = expressionOf(name)
    return expression ? [sql`${name}::text, ${expression}`] : []
  })
  if (pairs.length === 0 || caseIds.length === 0) return new Map()
  const { rows } = await sql<{ caseId: number; facts: Facts }>`
    select c.case_id as "caseId", jsonb_build_object(${sql.join(pairs)}) as facts
    from case_record c where c.case_id = any(${[...caseIds]}::bigint[])`.execute(db)
  return new Map(rows.map(({ caseId, facts }) => [caseId, facts]))
}

/** The same for one case that a rule is about to be asked about. */
export async function factsAsked(
  db: Kysely<Database>,
  rule: { readonly content: unknown },
  caseId: number,
): Promise<Facts> {
  return (await findFacts(db, [caseId], readTable(rule.content)?.inputs ?? [])).get(caseId) ?? {}
}
