import { sql } from 'kysely'
import type { Trx } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { type DrawInput, INSPECTORS_EACH } from './draw-lots.ts'
import type { Check } from './tables.ts'

const YEAR_DAYS = 365

export type Item = {
  readonly itemId: number
  readonly name: string
  readonly nameEn: string
  readonly objectKinds: readonly string[]
  readonly checklist: readonly Check[]
  readonly ratioPercent: number
  readonly timesPerYear: number
  readonly radiusMeters: number
  readonly categoryId: number | null
}

export async function findItem(trx: Trx, itemId: number): Promise<Item> {
  const item = await trx
    .selectFrom('inspection_item')
    .select([
      'item_id as itemId',
      'name',
      'name_en as nameEn',
      'object_kinds as objectKinds',
      'checklist',
      'ratio_percent as ratioPercent',
      'times_per_year as timesPerYear',
      'radius_meters as radiusMeters',
      'category_id as categoryId',
    ])
    .where('item_id', '=', itemId)
    .executeTakeFirst()
  if (item) return item
  throw new CodedError('not_found', 'ITEM_NOT_FOUND', '没有这个抽查事项', 'There is no such item', {
    field: 'itemId',
  })
}

/** The leaf areas that a draw covers. @throws CodedError for an area that is not all the actor's */
export function areasToDraw(
  { locator }: Pick<Services, 'locator'>,
  actor: Actor,
  areaId: number | null,
): readonly number[] {
  const leaves = areaId === null ? [0, ...locator.leafAreaIds] : locator.leafAreaIdsWithin(areaId)
  if (leaves.length === 0)
    throw new CodedError('bad_input', 'UNKNOWN_REFERENCE', '没有这个区域', 'There is no such area', {
      field: 'areaId',
    })
  const isOwn =
    areaId === null ? actor.isWholeCity : leaves.every((leaf) => actor.scopeAreaIds.includes(leaf))
  if (isOwn) return leaves
  throw new CodedError('forbidden', 'FORBIDDEN_AREA', '超出您的管辖范围', 'Beyond the areas that are yours', {
    field: 'areaId',
  })
}

/** What an item is drawn from now: objects of its kinds, those not due apart, inspectors and their ties. */
export async function readPool(
  trx: Trx,
  item: Item,
  leaves: readonly number[],
  at: Date,
): Promise<DrawInput> {
  const { rows } = await sql<{
    objectId: number
    code: string
    name: string
    owner: string
    lastAt: Date | null
  }>`
    select o.object_id as "objectId", o.code, o.name, o.owner, (
      select max(v.drawn_at) from inspection_visit v
      where v.object_id = o.object_id and v.item_id = ${item.itemId} and v.state <> 'superseded') as "lastAt"
    from inspection_object o
    where o.is_active and o.kind = any (${[...item.objectKinds]}::text[])
      and o.scope_area_id = any (${[...leaves]}::int[])
    order by o.code`.execute(trx)
  const everyMs = (YEAR_DAYS / item.timesPerYear) * 86_400_000
  const dueAt = (lastAt: Date | null) => (lastAt ? new Date(lastAt.getTime() + everyMs) : at)
  const inspectors = await trx
    .selectFrom('inspection_inspector')
    .leftJoin('department', 'department.department_id', 'inspection_inspector.department_id')
    .select(['inspector_id as inspectorId', 'inspection_inspector.code', 'inspection_inspector.name'])
    .select(sql<string>`coalesce(department.name, '')`.as('department'))
    .where('is_active', '=', true)
    .orderBy('inspection_inspector.code')
    .execute()
  const ties = await trx
    .selectFrom('inspection_tie')
    .innerJoin('inspection_inspector', 'inspection_inspector.inspector_id', 'inspection_tie.inspector_id')
    .select(['inspection_inspector.code as inspectorCode', 'owner', 'kind'])
    .where('inspection_inspector.is_active', '=', true)
    .orderBy('inspection_inspector.code')
    .orderBy('owner')
    .execute()
  return {
    objects: rows
      .filter(({ lastAt }) => dueAt(lastAt) <= at)
      .map(({ objectId, code, name, owner }) => ({ objectId, code, name, owner })),
    notDue: rows
      .filter(({ lastAt }) => dueAt(lastAt) > at)
      .map(({ code, name, lastAt }) => ({ code, name, dueOn: dueAt(lastAt).toISOString().slice(0, 10) })),
    inspectors,
    ties,
  }
}

/** What stands in the way of a draw, or null. */
export function obstacleOf(input: DrawInput): CodedError | null {
  if (input.objects.length === 0 && input.notDue.length === 0)
    return new CodedError(
      'conflict',
      'NO_OBJECTS',
      '检查对象名录在此范围内为空，请先补充名录',
      'The list of objects has none here: add some first',
      { field: 'itemId', expected: 'at least one active object of the item’s kinds in the area' },
    )
  if (input.objects.length === 0) {
    const next = input.notDue.map(({ dueOn }) => dueOn).sort()[0]
    return new CodedError(
      'conflict',
      'NONE_DUE',
      `全部对象都在频次间隔内，最早 ${next} 可再抽`,
      `All were drawn too lately; the first may be drawn again on ${next}`,
      { field: 'itemId', expected: `a day from ${next}` },
    )
  }
  if (input.inspectors.length < INSPECTORS_EACH)
    return new CodedError(
      'conflict',
      'MISSING_INSPECTORS',
      `检查人员名录只有 ${input.inspectors.length} 人，至少需要 ${INSPECTORS_EACH} 人`,
      `${input.inspectors.length} inspectors are on the list; a draw takes at least ${INSPECTORS_EACH}`,
      { field: 'inspectors', expected: `at least ${INSPECTORS_EACH} active inspectors` },
    )
  return null
}

/** @throws CodedError for a ratio that draws nothing or more than all */
export function mustBeRatio(ratioPercent: number): void {
  if (ratioPercent > 0 && ratioPercent <= 100) return
  throw new CodedError(
    'bad_input',
    'BAD_RATIO',
    `抽取比例 ${ratioPercent}% 不在 0 到 100 之间`,
    `A ratio of ${ratioPercent} % draws nothing or more than all`,
    { field: 'ratioPercent', expected: 'more than 0, at most 100' },
  )
}
