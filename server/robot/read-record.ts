import { sql } from 'kysely'
import { z } from 'zod'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { judgedSince, type Outcome } from './judged.ts'

const DAY_MS = 86_400_000
export const recordSchema = z.object({ days: z.number().int().min(1).max(90).default(30) })
export const decisionsSchema = z.object({
  days: z.number().int().min(1).max(90).default(30),
  categoryId: z.number().int().positive().optional(),
  areaId: z.number().int().positive().optional(),
  outcome: z.enum(['right', 'returned', 'overridden', 'open']).optional(),
})

export type Tally = Readonly<Record<Outcome, number>>
export type RobotRecord = {
  readonly all: Tally
  /** Most decisions first. */
  readonly byCategory: readonly (Tally & {
    readonly categoryId: number
    readonly name: string
    readonly nameEn: string
  })[]
  readonly byArea: readonly (Tally & {
    readonly areaId: number
    readonly name: string
    readonly nameEn: string
  })[]
}
type Counts = Record<Outcome, number>
const none = (): Counts => ({ right: 0, returned: 0, overridden: 0, open: 0 })
const sumOf = (tally: Tally) => tally.right + tally.returned + tally.overridden + tally.open

/** How often the robot was right, by category and by subdistrict, over the last days. */
export async function readRecord(
  services: Services,
  actor: Actor,
  { days }: z.output<typeof recordSchema>,
): Promise<RobotRecord> {
  const from = new Date(services.clock.now().getTime() - days * DAY_MS)
  const { rows, categories } = await withScope(services.db, actor, async (trx) => ({
    rows: (
      await sql<{ category_id: number | null; scope_area_id: number; outcome: Outcome; n: number }>`
        select category_id, scope_area_id, outcome, count(*)::int as n
        from (${judgedSince(from)}) judged group by 1, 2, 3`.execute(trx)
    ).rows,
    categories: await trx.selectFrom('category').select(['category_id', 'name', 'name_en']).execute(),
  }))
  const all = none()
  const byCategory = new Map<number, Counts>()
  const byArea = new Map<number, Counts>()
  for (const { category_id, scope_area_id, outcome, n } of rows) {
    all[outcome] += n
    if (category_id !== null) countIn(byCategory, category_id)[outcome] += n
    const area = subdistrictOf(services, scope_area_id)
    if (area !== undefined) countIn(byArea, area)[outcome] += n
  }
  const nameOf = new Map(categories.map((one) => [one.category_id, one]))
  return {
    all,
    byCategory: [...byCategory]
      .map(([categoryId, tally]) => {
        const { name = '', name_en = '' } = nameOf.get(categoryId) ?? {}
        return { ...tally, categoryId, name, nameEn: name_en }
      })
      .sort((a, b) => sumOf(b) - sumOf(a) || a.categoryId - b.categoryId),
    byArea: [...byArea]
      .map(([areaId, tally]) => {
        const { name = '', nameEn = '' } = services.locator.findArea(areaId) ?? {}
        return { ...tally, areaId, name, nameEn }
      })
      .sort((a, b) => sumOf(b) - sumOf(a) || a.areaId - b.areaId),
  }
}

function countIn(tallies: Map<number, Counts>, id: number): Counts {
  const tally = tallies.get(id) ?? none()
  tallies.set(id, tally)
  return tally
}

/** The subdistrict that a leaf lies in, or the leaf itself where there is none. */
export function subdistrictOf({ locator }: Services, leafAreaId: number): number | undefined {
  const path = locator.findArea(leafAreaId)?.path ?? []
  return path.find((areaId) => locator.findArea(areaId)?.level === 'subdistrict') ?? path.at(-1)
}

export type RobotDecision = {
  readonly caseId: number
  readonly number: string
  /** ISO 8601. */
  readonly at: string
  readonly outcome: Outcome
  readonly categoryName: string
  readonly categoryNameEn: string
  readonly unitName: string
  readonly unitNameEn: string
  /** Null in a loaded past. */
  readonly score: number | null
  readonly ruleVersion: number | null
}

/** The decisions behind a figure, newest first, at most fifty. */
export async function listDecisions(
  services: Services,
  actor: Actor,
  { days, categoryId, areaId, outcome }: z.output<typeof decisionsSchema>,
): Promise<RobotDecision[]> {
  const from = new Date(services.clock.now().getTime() - days * DAY_MS)
  const leaves = areaId === undefined ? null : services.locator.leafAreaIdsWithin(areaId)
  return withScope(services.db, actor, async (trx) => {
    const { rows } = await sql<{
      case_id: number
      number: string
      at: Date
      outcome: Outcome
      data: { score?: number; rule?: { ruleVersion?: number } }
      category_name: string | null
      category_name_en: string | null
      unit_name: string | null
      unit_name_en: string | null
    }>`
      select judged.case_id, judged.number, judged.at, judged.outcome, judged.data, category.name as category_name,
        category.name_en as category_name_en, unit.name as unit_name, unit.name_en as unit_name_en
      from (${judgedSince(from)}) judged
      left join category on category.category_id = judged.category_id
      left join unit on unit.unit_id = judged.unit_id
      where (${categoryId ?? null}::int is null or judged.category_id = ${categoryId ?? null}::int)
        and (${leaves}::int[] is null or judged.scope_area_id = any(${leaves}::int[]))
        and (${outcome ?? null}::text is null or judged.outcome = ${outcome ?? null}::text)
      order by judged.at desc, judged.case_id desc, judged.version desc
      limit 50`.execute(trx)
    return rows.map((row) => ({
      caseId: row.case_id,
      number: row.number,
      at: row.at.toISOString(),
      outcome: row.outcome,
      categoryName: row.category_name ?? '',
      categoryNameEn: row.category_name_en ?? '',
      unitName: row.unit_name ?? '',
      unitNameEn: row.unit_name_en ?? '',
      score: row.data.score ?? null,
      ruleVersion: row.data.rule?.ruleVersion ?? null,
    }))
  })
}
