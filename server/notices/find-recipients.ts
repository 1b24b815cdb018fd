import { sql } from 'kysely'
import { z } from 'zod'
import { caseFilterSchema, shapeSchema } from '../cases/case-filter.ts'
import { type Trx, withScope, withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { authorize } from '../identity/authorize.ts'
import type { Services } from '../services.ts'
import { permissionOf, thingKinds, thingsOf } from '../shapes/thing-sources.ts'
import { type Named, type Post, posts, type Recipient, type Skipped, type SkipReason } from './recipient.ts'

const MAX_THINGS = 10_000
const MAX_RECIPIENTS = 500

export const selectionSchema = z.object({
  kind: z.enum(thingKinds),
  geometry: shapeSchema,
  /** Of cases alone: the queue's filter. */
  filter: caseFilterSchema.optional(),
  ids: z.array(z.number().int()).max(MAX_THINGS).optional(),
  /** All but these. */
  exceptIds: z.array(z.number().int()).max(MAX_THINGS).optional(),
  to: z.array(z.enum(posts)).min(1),
})
export type MessageSelection = z.output<typeof selectionSchema>

export type Recipients = {
  /** How many things are in the selection. */
  readonly things: number
  /** The only one, where there is only one. */
  readonly onlyId: number | null
  /** Where all of them lie in one leaf area; else 0. */
  readonly scopeAreaId: number
  readonly recipients: readonly Recipient[]
  readonly skipped: readonly Skipped[]
}

type Thing = {
  readonly id: number
  readonly lng: number
  readonly lat: number
  readonly scopeAreaId: number
  readonly dutyGridId: number | null
  readonly departmentId: number | null
  readonly unitId: number | null
}

/** Who would get a message about what is selected, and for what nobody can be told. Each once, whatever their posts. */
export async function findRecipients(
  services: Services,
  actor: Actor,
  selection: MessageSelection,
): Promise<Recipients> {
  authorize(actor, permissionOf[selection.kind])
  // What is selected is read with the actor's own sight; accounts and posts are the house's, no reader may open them.
  const things = await withScope(services.db, actor, (trx) => readThings(trx, selection))
  if (things.length > MAX_THINGS) throw tooMany('THINGS', MAX_THINGS, '选中的对象', 'selected things')
  const { found, skipped, nameOf } = await withSystem(services.db, 'notices.recipients', async (trx) => {
    const people = await findPeople(trx, services, things, selection.to)
    const accounts = await trx
      .selectFrom('auth_user')
      .select(['id', 'name'])
      .where('id', 'in', ['', ...people.found.keys()])
      .execute()
    return { ...people, nameOf: new Map(accounts.map(({ id, name }) => [id, name])) }
  })
  if (found.size > MAX_RECIPIENTS) throw tooMany('RECIPIENTS', MAX_RECIPIENTS, '收件人', 'recipients')
  const scopes = new Set(things.map(({ scopeAreaId }) => scopeAreaId))
  return {
    things: things.length,
    onlyId: things.length === 1 ? things[0]!.id : null,
    scopeAreaId: scopes.size === 1 ? [...scopes][0]! : 0,
    recipients: [...found]
      .map(([userId, { posts: by, of, things: some }]) => ({
        userId,
        name: nameOf.get(userId) ?? userId,
        posts: [...by],
        of: [...of.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh')),
        things: some.size,
      }))
      .sort((a, b) => b.things - a.things || a.name.localeCompare(b.name, 'zh')),
    skipped: skipped.sort((a, b) => b.things - a.things),
  }
}

type Found = { readonly posts: Set<Post>; readonly of: Map<string, Named>; readonly things: Set<number> }

async function findPeople(trx: Trx, services: Services, things: readonly Thing[], to: readonly Post[]) {
  const found = new Map<string, Found>()
  const skipped: Skipped[] = []
  const tell: Tell = (userIds, post, of, some) => {
    for (const userId of userIds) {
      const entry = found.get(userId) ?? { posts: new Set(), of: new Map(), things: new Set() }
      entry.posts.add(post)
      entry.of.set(of.name, of)
      for (const { id } of some) entry.things.add(id)
      found.set(userId, entry)
    }
  }
  const skip: Skip = (reason, of, some) => {
    if (some.length > 0) skipped.push({ reason, of, things: some.length })
  }
  for (const post of posts.filter((one) => to.includes(one))) {
    if (post === 'chiefs') await tellChiefs(trx, services, things, tell, skip)
    else await tellHandlers(trx, post, things, tell, skip)
  }
  return { found, skipped }
}

type Tell = (userIds: readonly string[], post: Post, of: Named, things: readonly Thing[]) => void
type Skip = (reason: SkipReason, of: Named | null, things: readonly Thing[]) => void

async function readThings(
  trx: Trx,
  { kind, geometry, filter, ids, exceptIds }: MessageSelection,
): Promise<Thing[]> {
  const own = {
    case: sql`left join case_record own on own.case_id = t.id`,
    part: sql`left join part own on own.part_id = t.id`,
    sensor: sql`left join sensor own on own.sensor_id = t.id`,
    unit: sql`left join unit own on own.unit_id = t.id`,
  }[kind]
  const columns = {
    case: sql`own.duty_grid_id as grid, own.department_id as department, own.unit_id as unit`,
    part: sql`own.duty_grid_id as grid, own.in_charge_department_id as department, null::int as unit`,
    sensor: sql`null::int as grid, null::int as department, null::int as unit`,
    unit: sql`null::int as grid, own.department_id as department, own.unit_id as unit`,
  }[kind]
  const { rows } = await sql<{
    id: number
    lng: number
    lat: number
    scope: number
    grid: number | null
    department: number | null
    unit: number | null
  }>`
    select t.id, st_x(t.geom) as lng, st_y(t.geom) as lat, own.scope_area_id as scope, ${columns}
    from (${thingsOf(trx, kind, { within: geometry }, filter)}) t ${own}
    where ${ids ? sql`t.id = any(${ids}::bigint[])` : sql`true`} and not t.id = any(${exceptIds ?? []}::bigint[])
    limit ${MAX_THINGS + 1}`.execute(trx)
  return rows.map(({ id, lng, lat, scope, grid, department, unit }) => ({
    id: Number(id),
    lng,
    lat,
    scopeAreaId: scope,
    dutyGridId: grid,
    departmentId: department,
    unitId: unit,
  }))
}

/** The chief of the grid where a thing belongs, or, where it says none, where it stands. */
async function tellChiefs(
  trx: Trx,
  { locator }: Services,
  things: readonly Thing[],
  tell: Tell,
  skip: Skip,
): Promise<void> {
  const byGrid = Map.groupBy(
    things,
    ({ dutyGridId, lng, lat }) => dutyGridId ?? locator.locate(lng, lat).dutyGrid?.dutyGridId ?? null,
  )
  const chiefs = await trx
    .selectFrom('duty_grid_person')
    .leftJoin('role_grant', 'role_grant.person_id', 'duty_grid_person.person_id')
    .select(['duty_grid_id', 'user_id as userId'])
    .distinct()
    .where('duty', '=', 'chief')
    .where('duty_grid_id', 'in', [0, ...[...byGrid.keys()].filter((id) => id !== null)])
    .execute()
  const chiefsOf = Map.groupBy(chiefs, ({ duty_grid_id }) => duty_grid_id)
  for (const [dutyGridId, some] of byGrid) {
    if (dutyGridId === null) {
      skip('NO_GRID', null, some)
      continue
    }
    const grid = locator.findDutyGrid(dutyGridId)
    const of = { name: grid?.name || grid?.code || String(dutyGridId), nameEn: grid?.nameEn ?? '' }
    const told = (chiefsOf.get(dutyGridId) ?? []).flatMap(({ userId }) => userId ?? [])
    tell(told, 'chiefs', of, some)
    if (told.length === 0) skip(chiefsOf.has(dutyGridId) ? 'NO_CHIEF_ACCOUNT' : 'NO_CHIEF', of, some)
  }
}

/** Those who work for the department in charge, or for that of the crew: crews have no inbox of their own. */
async function tellHandlers(
  trx: Trx,
  post: 'departments' | 'units',
  things: readonly Thing[],
  tell: Tell,
  skip: Skip,
): Promise<void> {
  const idOf = (thing: Thing) => (post === 'units' ? thing.unitId : thing.departmentId)
  const byId = Map.groupBy(things, (thing) => idOf(thing) ?? null)
  const ids = [0, ...[...byId.keys()].filter((id) => id !== null)]
  const owners =
    post === 'units'
      ? await trx
          .selectFrom('unit')
          .select(['unit_id as id', 'name', 'name_en', 'department_id'])
          .where('unit_id', 'in', ids)
          .execute()
      : await trx
          .selectFrom('department')
          .select(['department_id as id', 'name', 'name_en', 'department_id'])
          .where('department_id', 'in', ids)
          .execute()
  const handlers = await trx
    .selectFrom('role_grant')
    .select(['department_id', 'user_id as userId', 'area_id'])
    .distinct()
    .where('role', '=', 'department_handler')
    .where('department_id', 'in', [0, ...owners.map(({ department_id }) => department_id)])
    .execute()
  const areas = await trx
    .selectFrom('area')
    .select(['area_id', 'path'])
    .where('area_id', 'in', [0, ...new Set(things.map(({ scopeAreaId }) => scopeAreaId))])
    .execute()
  const pathOf = new Map(areas.map(({ area_id, path }) => [area_id, path]))
  for (const [id, some] of byId) {
    const owner = owners.find((one) => one.id === id)
    if (!owner) {
      skip(post === 'units' ? 'NO_UNIT' : 'NO_DEPARTMENT', null, some)
      continue
    }
    // A handler of a part of the city hears of what lies there.
    const told = handlers.filter(
      ({ department_id, area_id }) =>
        department_id === owner.department_id &&
        (area_id === null || some.some(({ scopeAreaId }) => pathOf.get(scopeAreaId)?.includes(area_id))),
    )
    const of = { name: owner.name, nameEn: owner.name_en }
    tell(
      told.map(({ userId }) => userId),
      post,
      of,
      some,
    )
    if (told.length === 0) skip('NO_HANDLER', of, some)
  }
}

function tooMany(code: string, most: number, zh: string, en: string): CodedError {
  return new CodedError(
    'too_large',
    `TOO_MANY_${code}`,
    `${zh}超过 ${most}，请缩小范围`,
    `More than ${most} ${en}; narrow the selection`,
    { field: 'geometry', expected: `at most ${most}` },
  )
}
