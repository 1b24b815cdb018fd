import { sql } from 'kysely'
import { z } from 'zod'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { caseFilterSchema, shapeSchema, whereCases } from './case-filter.ts'

export const inShapeSchema = z.object({ geometry: shapeSchema, filter: caseFilterSchema.optional() })

/** The cases inside a drawn shape, counted by state and class. */
export async function countInShape(services: Services, actor: Actor, input: z.output<typeof inShapeSchema>) {
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
    return { counts: summarize(groups) }
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
