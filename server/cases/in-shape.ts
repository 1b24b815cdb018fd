import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import { withScope } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { caseFilterSchema, type Shape, shapeSchema, whereCases } from './case-filter.ts'
import { listCaseRows } from './case-rows.ts'

export const inShapeSchema = z.object({ geometry: shapeSchema, filter: caseFilterSchema.optional() })
const MAX_ROWS = 200

/** What lies inside a drawn shape: cases counted and listed, parts by class, sensors, units. */
export async function countInShape(services: Services, actor: Actor, input: z.output<typeof inShapeSchema>) {
  const now = services.clock.now()
  const filter = { ...input.filter, within: input.geometry }
  return withScope(services.db, actor, async (trx) => {
    const groups = await trx
      .selectFrom('case_record')
      .leftJoin('category', 'category.category_id', 'case_record.category_id')
      .select([
        'case_record.state',
        'category.class_code as classCode',
        'category.class_name as name',
        'category.class_name_en as nameEn',
        sql<number>`count(*)`.as('n'),
        sql<number>`count(*) filter (where case_record.clock_level = 'overdue')`.as('overdue'),
      ])
      .where((eb) => whereCases(eb as never, filter))
      .groupBy(['case_record.state', 'category.class_code', 'category.class_name', 'category.class_name_en'])
      .execute()
    const listed = await trx
      .selectFrom('case_record')
      .select('case_id')
      .where((eb) => whereCases(eb, filter))
      .orderBy(sql`case_record.state in ('closed','canceled')`)
      .orderBy(sql`coalesce(case_record.due_at, 'infinity')`)
      .orderBy('case_record.case_id')
      .limit(MAX_ROWS)
      .execute()
    return {
      counts: summarize(groups),
      parts: await countParts(trx, input.geometry),
      sensors: await countPoints(trx, 'sensor', input.geometry),
      units: await countUnits(trx, input.geometry),
      rows: await listCaseRows(
        trx,
        listed.map((row) => row.case_id),
        now,
      ),
    }
  })
}

type Group = {
  readonly state: string
  readonly classCode: string | null
  readonly name: string | null
  readonly nameEn: string | null
  readonly n: number
  readonly overdue: number
}

function summarize(groups: readonly Group[]) {
  const isOpen = (group: Group) => group.state !== 'closed' && group.state !== 'canceled'
  const sum = (some: readonly Group[], of: 'n' | 'overdue') =>
    some.reduce((total, group) => total + group[of], 0)
  const open = groups.filter(isOpen)
  const byState: Record<string, number> = {}
  for (const { state, n } of groups) byState[state] = (byState[state] ?? 0) + n
  const byClass = [...Map.groupBy(groups, (group) => group.classCode ?? '')]
    .map(([classCode, some]) => ({
      classCode,
      name: some[0]?.name ?? '未分类',
      nameEn: some[0]?.nameEn ?? 'Unclassified',
      n: sum(some, 'n'),
    }))
    .sort((a, b) => b.n - a.n)
  return { byState, byClass, total: sum(groups, 'n'), open: sum(open, 'n'), overdue: sum(open, 'overdue') }
}

function inside(column: string, shape: Shape) {
  const geometry = sql`st_makevalid(st_setsrid(st_geomfromgeojson(${JSON.stringify(shape)}), 4326))`
  return sql<boolean>`(${sql.ref(column)} && ${geometry} and st_intersects(${sql.ref(column)}, ${geometry}))`
}

async function countParts(db: Kysely<Database>, shape: Shape) {
  const rows = await db
    .selectFrom('part')
    .innerJoin('category', 'category.category_id', 'part.category_id')
    .select([
      'category.class_code as classCode',
      'category.class_name as name',
      'category.class_name_en as nameEn',
      sql<number>`count(*)`.as('n'),
    ])
    .where(inside('part.geom', shape))
    .groupBy(['category.class_code', 'category.class_name', 'category.class_name_en'])
    .execute()
  const byClass = rows.sort((a, b) => b.n - a.n)
  return { total: rows.reduce((sum, row) => sum + row.n, 0), byClass }
}

async function countPoints(db: Kysely<Database>, table: 'sensor', shape: Shape): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select(sql<number>`count(*)`.as('n'))
    .where(inside(`${table}.geom`, shape))
    .executeTakeFirstOrThrow()
  return row.n
}

async function countUnits(db: Kysely<Database>, shape: Shape): Promise<number> {
  const geometry = sql`st_makevalid(st_setsrid(st_geomfromgeojson(${JSON.stringify(shape)}), 4326))`
  const row = await db
    .selectFrom('unit_state')
    .select(sql<number>`count(*)`.as('n'))
    .where(sql<boolean>`st_intersects(st_setsrid(st_makepoint(lng, lat), 4326), ${geometry})`)
    .executeTakeFirstOrThrow()
  return row.n
}
