import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { Database } from '../db/schema.ts'
import type { CaseState } from '../exchange/bundle.ts'
import { levelThen, wasOpen } from './case-then.ts'
import { caseWords, wordsOf } from './case-words.ts'
import { STATES } from './machine.ts'

const position = z.array(z.number()).min(2).max(3)
const ring = z.array(position).min(4).max(5000)
export const shapeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1).max(200) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1).max(200) }),
])
/** GeoJSON, WGS 84 longitude-latitude. */
export type Shape = z.infer<typeof shapeSchema>

const ids = z.array(z.number().int()).max(5000)

/** Which cases: one object for the queue, the map layer and the address bar. */
export const caseFilterSchema = z.object({
  states: z.array(z.enum(STATES as [CaseState, ...CaseState[]])).optional(),
  open: z.boolean().optional(),
  /** Open at an instant; `open: true` is then meant of it, and `clockLevels` are as they stood then. */
  openAt: z.iso.datetime({ offset: true }).optional(),
  clockLevels: z.array(z.enum(['normal', 'near', 'overdue'])).optional(),
  categoryIds: ids.optional(),
  departmentIds: ids.optional(),
  dutyGridIds: ids.optional(),
  areaId: z.number().int().optional(),
  text: z.string().trim().max(200).optional(),
  within: shapeSchema.optional(),
  /** By report time, half open: from ≤ reported < to. */
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  /** By closing time, half open. */
  closedFrom: z.iso.datetime({ offset: true }).optional(),
  closedTo: z.iso.datetime({ offset: true }).optional(),
  unlocated: z.boolean().optional(),
  ids: ids.optional(),
})
export type CaseFilter = z.infer<typeof caseFilterSchema>

/** The filter as a condition on `case_record`. */
export function whereCases(
  eb: ExpressionBuilder<Database, 'case_record'>,
  filter: CaseFilter,
): Expression<SqlBool> {
  const all: Expression<SqlBool>[] = []
  if (filter.states) {
    all.push(anyOf('state', filter.states))
    // Said twice, so that the indexes of open cases are seen to serve.
    if (!filter.states.some(isFinished))
      all.push(sql<SqlBool>`case_record.state not in ('closed','canceled')`)
  }
  const then = filter.openAt === undefined ? null : new Date(filter.openAt)
  if (then) all.push(wasOpen(then))
  // What was merged away is worked in its master: the queue shows the master.
  if (filter.open === true && !then)
    all.push(
      sql<SqlBool>`case_record.state not in ('closed','canceled') and case_record.family is distinct from 'merged'`,
    )
  if (filter.open === false) all.push(sql<SqlBool>`case_record.state in ('closed','canceled')`)
  if (filter.clockLevels && then)
    all.push(sql<SqlBool>`${levelThen(then)} = any(${filter.clockLevels}::text[])`)
  else if (filter.clockLevels) all.push(anyOf('clock_level', filter.clockLevels))
  if (filter.categoryIds) all.push(anyOf('category_id', filter.categoryIds))
  if (filter.departmentIds) all.push(anyOf('department_id', filter.departmentIds))
  if (filter.dutyGridIds) all.push(anyOf('duty_grid_id', filter.dutyGridIds))
  if (filter.ids) all.push(anyOf('case_id', filter.ids))
  if (filter.areaId !== undefined) all.push(inArea(filter.areaId))
  if (filter.text) all.push(matching(filter.text))
  if (filter.within) all.push(within(filter.within))
  if (filter.from) all.push(eb('case_record.reported_at', '>=', new Date(filter.from)))
  if (filter.to) all.push(eb('case_record.reported_at', '<', new Date(filter.to)))
  if (filter.closedFrom) all.push(eb('case_record.closed_at', '>=', new Date(filter.closedFrom)))
  if (filter.closedTo) all.push(eb('case_record.closed_at', '<', new Date(filter.closedTo)))
  if (filter.unlocated === true) all.push(eb('case_record.duty_grid_id', 'is', null))
  if (filter.unlocated === false) all.push(eb('case_record.duty_grid_id', 'is not', null))
  return eb.and(all)
}

function isFinished(state: CaseState): boolean {
  return state === 'closed' || state === 'canceled'
}

type FilteredColumn = 'state' | 'clock_level' | 'category_id' | 'department_id' | 'duty_grid_id' | 'case_id'

function anyOf(column: FilteredColumn, values: readonly (string | number)[]): Expression<SqlBool> {
  const type = column === 'state' || column === 'clock_level' ? sql`text[]` : sql`bigint[]`
  return sql<SqlBool>`${sql.ref(`case_record.${column}`)} = any(${values}::${type})`
}

function inArea(areaId: number): Expression<SqlBool> {
  return sql<SqlBool>`case_record.scope_area_id = any(array(
    select area_id from area where upper_inf(valid) and path @> array[${areaId}::int]))`
}

/** So many letters and digits may be the beginning or the end of a case number. */
const NUMBER_PART = /^[0-9a-z-]{4,}$/i

/** In the description, the address, or at either end of the number. */
function matching(text: string): Expression<SqlBool> {
  const pattern = text.replace(/[\\%_]/g, (character) => `\\${character}`)
  const words = wordsOf(text)
  // As a case, which the planner takes for a half: it would multiply the pattern's rarity with that of its own pairs, and
  // read every open case rather than the index.
  const said = sql<SqlBool>`(case when case_record.description ilike ${`%${pattern}%`}
    or case_record.address ilike ${`%${pattern}%`} then true end)`
  // The index finds what has all the pairs, the pattern those where they follow each other.
  const found = words.length > 0 ? sql<SqlBool>`(${caseWords} @> ${words}::text[] and ${said})` : said
  if (!NUMBER_PART.test(text)) return found
  return sql<SqlBool>`(case_record.number like ${`${pattern}%`}
    or reverse(case_record.number) like ${`${[...pattern].reverse().join('')}%`} or ${found})`
}

/**
 * Inside or on the border of a shape; a self-crossing one is made valid first. The box comparison is spelled out:
 * under row-level security only leakproof operators may use the index, and `ST_Intersects` is a function.
 */
export function within(shape: Shape): Expression<SqlBool> {
  const geometry = sql`st_makevalid(st_setsrid(st_geomfromgeojson(${JSON.stringify(shape)}), 4326))`
  return sql<SqlBool>`(case_record.geom && ${geometry} and st_intersects(case_record.geom, ${geometry}))`
}
