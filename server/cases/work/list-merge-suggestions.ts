import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/schema.ts'
import { type CaseRecord, lngLatOf } from '../case-row.ts'
import { type MergeCandidate, suggestMerges } from './suggest-merge.ts'

const REACH_METERS = 60

/** Open cases that are probably the same matter as this one, best first, with why. */
export async function listMergeSuggestions(db: Kysely<Database>, record: CaseRecord) {
  if (record.state === 'closed' || record.state === 'canceled' || record.family === 'merged') return []
  const line = await lineOf(db, record.part_id)
  const lngLat = lngLatOf(record)
  const point = lngLat && sql`st_setsrid(st_makepoint(${lngLat[0]}, ${lngLat[1]}), 4326)`
  const reach = lngLat ? REACH_METERS / 111_320 / Math.max(0.1, Math.cos((lngLat[1] * Math.PI) / 180)) : 0
  const distance = point
    ? sql<number | null>`st_distance(case_record.geom::geography, ${point}::geography)`
    : sql<number | null>`null::float8`
  const rows = await db
    .selectFrom('case_record')
    .leftJoin('part', 'part.part_id', 'case_record.part_id')
    .leftJoin('category', 'category.category_id', 'case_record.category_id')
    .select([
      'case_record.case_id',
      'case_record.number',
      'case_record.state',
      'case_record.version',
      'case_record.part_id',
      'case_record.category_id',
      'case_record.reported_at',
      'category.name',
      'category.name_en',
      distance.as('distance_meters'),
      sql<string>`coalesce(part.attributes->>'feeder', '')`.as('line'),
      sql<boolean>`exists (select from case_record member
        where member.master_case_id = case_record.case_id and member.family = 'merged')`.as('is_master'),
    ])
    .where(sql<boolean>`case_record.state not in ('closed','canceled','handled','fed_back')`)
    .where('case_record.case_id', '<>', record.case_id)
    .where('case_record.family', 'is', null)
    .where(
      sql<boolean>`(case_record.part_id = ${record.part_id}
        ${point ? sql`or case_record.geom && st_expand(${point}, ${reach})` : sql``}
        ${line ? sql`or part.attributes->>'feeder' = ${line}` : sql``})`,
    )
    .limit(200)
    .execute()
  const found = suggestMerges(
    {
      caseId: record.case_id,
      partId: record.part_id,
      categoryId: record.category_id,
      line,
      reportedAtMs: record.reported_at.getTime(),
    },
    rows.map(
      (row): MergeCandidate => ({
        caseId: row.case_id,
        partId: row.part_id,
        categoryId: row.category_id,
        line: row.line,
        reportedAtMs: row.reported_at.getTime(),
        distanceMeters: row.distance_meters,
      }),
    ),
  )
  return found.slice(0, 20).map((one) => {
    const row = rows.find(({ case_id }) => case_id === one.caseId)!
    return {
      ...one,
      number: row.number,
      state: row.state,
      name: row.name ?? '',
      nameEn: row.name_en ?? '',
      /** Others were merged into it: it takes this case in, and is taken in by none. */
      isMaster: row.is_master,
    }
  })
}

async function lineOf(db: Kysely<Database>, partId: number | null): Promise<string> {
  if (partId === null) return ''
  const part = await db
    .selectFrom('part')
    .select(sql<string>`coalesce(attributes->>'feeder', '')`.as('line'))
    .where('part_id', '=', partId)
    .executeTakeFirst()
  return part?.line ?? ''
}
