import { sql, type Transaction } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Database } from '../db/schema.ts'

/** Something that somebody has to act on; like things in one place are one row with a count. */
export type ActingItem = {
  readonly kind: 'case' | 'sensor'
  readonly severity: 'urgent' | 'overdue' | 'alarm' | 'near'
  readonly caseId: number | null
  readonly sensorId: number | null
  readonly title: string
  readonly titleEn: string
  readonly where: string
  readonly whereEn: string
  readonly since: string
  readonly lngLat: LngLat | null
  readonly count: number
}

const LIMIT = 12
const order: Record<ActingItem['severity'], number> = { urgent: 0, alarm: 1, overdue: 2, near: 3 }

/** Urgent and late cases grouped by subclass and subdistrict, and sensors in alarm; worst first, then oldest. */
export async function listActing(trx: Transaction<Database>, now: Date): Promise<ActingItem[]> {
  const { rows: cases } = await sql<
    Omit<ActingItem, 'kind' | 'sensorId' | 'since' | 'lngLat'> & {
      since: Date
      lng: number | null
      lat: number | null
    }
  >`
    with late as (
      select c.case_id, c.geom, c.reported_at, c.due_at, c.scope_area_id, g.name, g.name_en,
        case when c.severity = 'urgent' then 'urgent' else c.clock_level end as level
      from case_record c left join category g on g.category_id = c.category_id
      where c.state not in ('closed', 'canceled') and c.reported_at <= ${now}
        and (c.severity = 'urgent' or c.clock_level in ('near', 'overdue'))
    )
    select l.level as severity, (array_agg(l.case_id order by l.due_at nulls last))[1] as "caseId",
      coalesce(l.name, '未分类') as title, coalesce(l.name_en, 'Unclassified') as "titleEn",
      coalesce(a.name, '未定位') as "where", coalesce(a.name_en, 'Not located') as "whereEn",
      min(l.reported_at) as since, count(*)::int as count,
      ST_X((array_agg(l.geom order by l.due_at nulls last))[1]) as lng,
      ST_Y((array_agg(l.geom order by l.due_at nulls last))[1]) as lat
    from late l
    left join area leaf on leaf.area_id = l.scope_area_id and upper_inf(leaf.valid)
    left join area a on upper_inf(a.valid) and a.area_id = case
      when cardinality(leaf.path) > 2 then leaf.path[cardinality(leaf.path) - 1] else leaf.area_id end
    group by l.level, l.name, l.name_en, a.name, a.name_en
    order by case l.level when 'urgent' then 0 when 'overdue' then 1 else 2 end, count(*) desc, min(l.reported_at)
    limit ${LIMIT}`.execute(trx)
  const sensors = await trx
    .selectFrom('sensor as s')
    .leftJoin('area as a', (join) =>
      join.onRef('a.area_id', '=', 's.scope_area_id').on(sql<boolean>`upper_inf(a.valid)`),
    )
    .select([
      's.sensor_id as sensorId',
      's.name as title',
      's.name_en as titleEn',
      'a.name as where',
      'a.name_en as whereEn',
      's.last_at as since',
      sql<number>`ST_X(s.geom)`.as('lng'),
      sql<number>`ST_Y(s.geom)`.as('lat'),
    ])
    .where('s.level', '=', 'alarm')
    .orderBy('s.last_at', 'desc')
    .limit(LIMIT)
    .execute()
  const items: ActingItem[] = [
    ...cases.map(({ since, lng, lat, ...item }) => ({
      ...item,
      kind: 'case' as const,
      sensorId: null,
      since: since.toISOString(),
      lngLat: lng === null || lat === null ? null : ([lng, lat] as const),
    })),
    ...sensors.map(({ since, lng, lat, where, whereEn, ...item }) => ({
      ...item,
      kind: 'sensor' as const,
      severity: 'alarm' as const,
      caseId: null,
      where: where ?? '',
      whereEn: whereEn ?? '',
      since: (since ?? now).toISOString(),
      lngLat: [lng, lat] as const,
      count: 1,
    })),
  ]
  return items
    .sort(
      (a, b) => order[a.severity] - order[b.severity] || b.count - a.count || (a.since < b.since ? -1 : 1),
    )
    .slice(0, LIMIT)
}
