import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Candidate } from '../ahead/list-candidates.ts'
import { listMyAheadTasks } from '../ahead/list-my-tasks.ts'
import { type CaseRow, listCaseRows } from '../cases/case-rows.ts'
import { type ActVerb, VERB_RULES } from '../cases/machine.ts'
import { type Trx, withScope } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import type { Actor } from '../identity/actor.ts'
import { holds } from '../identity/permissions.ts'
import { listVisitTasks, type VisitDetail } from '../inspections/get-visit.ts'
import type { Services } from '../services.ts'

/** Of each kind so many nearest and so many most pressing: a phone's list, not the city's. */
const PER_KIND = 30
const MAX_GRIDS = 8
/** A unit grid that nobody looked into for so long is a round to walk. */
const UNSEEN_DAYS = 3
const DAY_MS = 86_400_000

export type CaseTask = {
  readonly kind: 'verify' | 'check' | 'handle'
  readonly row: CaseRow
  /** The check that one's own department was sent to; null where nobody was sent. */
  readonly taskId: number | null
  /** Who was sent to verify it, by when; null where nobody in particular was. */
  readonly sent: {
    readonly unitName: string
    readonly unitNameEn: string
    readonly isOwn: boolean
    /** ISO 8601. */
    readonly dueAt: string
  } | null
}
export type PatrolTask = {
  readonly kind: 'patrol'
  readonly unitGridId: number
  readonly code: string
  readonly lngLat: LngLat
  /** ISO 8601; null where nobody of ours ever looked. */
  readonly lastSeenAt: string | null
}
/** 未诉先办: to look before anybody complains, with why. */
export type AheadFieldTask = { readonly kind: 'ahead'; readonly candidate: Candidate }
export type VisitTask = { readonly kind: 'visit'; readonly visit: VisitDetail }
export type Tasks = {
  readonly cases: readonly CaseTask[]
  readonly grids: readonly PatrolTask[]
  readonly ahead: readonly AheadFieldTask[]
  /** 双随机: what this person was drawn for, with its checklist. */
  readonly visits: readonly VisitTask[]
  /** What this post may do out there. */
  readonly kinds: readonly ('verify' | 'check' | 'handle' | 'ahead' | 'visit' | 'patrol')[]
  readonly at: string
}
type Condition = (eb: ExpressionBuilder<Database, 'case_record'>) => SqlBool | ReturnType<typeof eb.and>

/** What waits for somebody out in the city: to verify, to check, to handle, to walk, to look ahead. */
export async function listTasks(
  services: Services,
  actor: Actor,
  near?: { readonly lng: number; readonly lat: number },
): Promise<Tasks> {
  const now = services.clock.now()
  const point = near && sql`st_setsrid(st_makepoint(${near.lng}, ${near.lat}), 4326)`
  const may = (verb: ActVerb) => actor.roles.some((role) => VERB_RULES[verb].roles.includes(role))
  const own = actor.departmentIds.length > 0 ? [...actor.departmentIds] : [0]
  const visits = await listVisitTasks(services, actor)
  return withScope(services.db, actor, async (trx) => {
    const find = async (where: Condition) => {
      const pick = (order: ReturnType<typeof sql>) =>
        trx
          .selectFrom('case_record')
          .select('case_id')
          .where(where as never)
          .where(sql<SqlBool>`case_record.state not in ('closed','canceled')`)
          .orderBy(order as never)
          .orderBy('case_id')
          .limit(PER_KIND)
          .execute()
      const pressing = await pick(sql`coalesce(case_record.due_at, 'infinity')`)
      const close = point ? await pick(sql`case_record.geom <-> ${point}`) : []
      return [...new Set([...pressing, ...close].map((row) => row.case_id))]
    }
    const verify = may('verify_found')
      ? await find((eb) =>
          eb.and([eb('state', '=', 'verifying'), sql<SqlBool>`family is distinct from 'merged'`]),
        )
      : []
    const handle =
      may('handle') && actor.departmentIds.length > 0
        ? await find((eb) =>
            eb.and([eb('state', 'in', ['dispatched', 'signed', 'handled']), eb('department_id', 'in', own)]),
          )
        : []
    // The judge is not the doer: one's own department's work is nobody's to check here.
    const check = may('check_pass')
      ? await find((eb) =>
          eb.and([
            eb('state', '=', 'fed_back'),
            eb.or([eb('department_id', 'is', null), eb('department_id', 'not in', own)]),
            eb.not(
              eb.exists(
                eb
                  .selectFrom('case_task')
                  .select('case_task.task_id')
                  .whereRef('case_task.case_id', '=', 'case_record.case_id')
                  .where('case_task.kind', '=', 'check')
                  .where('case_task.state', '=', 'open')
                  .where('case_task.department_id', 'not in', own),
              ),
            ),
          ]),
        )
      : []
    const rows = new Map(
      (await listCaseRows(trx, [...new Set([...verify, ...handle, ...check])], now)).map((row) => [
        row.caseId,
        row,
      ]),
    )
    const sent = await sentChecks(trx, check, own)
    const verifiers = await sentToVerify(trx, verify, own)
    const tasksOf = (kind: CaseTask['kind'], ids: readonly number[]): CaseTask[] =>
      ids.flatMap((caseId) => {
        const row = rows.get(caseId)
        const taskId = kind === 'check' ? (sent.get(caseId) ?? null) : null
        const verifier = kind === 'verify' ? (verifiers.get(caseId) ?? null) : null
        return row ? [{ kind, row, taskId, sent: verifier }] : []
      })
    const mayPatrol = actor.roles.some((role) => ['admin', 'collector', 'grid_chief'].includes(role))
    const grids = mayPatrol ? await listUnseen(trx, actor, near, now) : []
    const mayFinish = holds(actor.roles, 'ahead.finish')
    const kinds: Tasks['kinds'] = [
      ...(may('verify_found') ? (['verify'] as const) : []),
      ...(may('check_pass') ? (['check'] as const) : []),
      ...(may('handle') ? (['handle'] as const) : []),
      ...(mayFinish ? (['ahead'] as const) : []),
      ...(visits.length > 0 ? (['visit'] as const) : []),
      ...(mayPatrol ? (['patrol'] as const) : []),
    ]
    return {
      cases: [...tasksOf('verify', verify), ...tasksOf('check', check), ...tasksOf('handle', handle)],
      grids,
      ahead: mayFinish
        ? (await listMyAheadTasks(trx, actor)).map((candidate) => ({ kind: 'ahead' as const, candidate }))
        : [],
      visits: visits.map((visit) => ({ kind: 'visit' as const, visit })),
      kinds,
      at: now.toISOString(),
    }
  })
}

async function sentChecks(trx: Trx, caseIds: readonly number[], own: readonly number[]) {
  if (caseIds.length === 0) return new Map<number, number>()
  const rows = await trx
    .selectFrom('case_task')
    .select(['case_id', 'task_id'])
    .where('case_id', 'in', caseIds)
    .where('kind', '=', 'check')
    .where('state', '=', 'open')
    .where('department_id', 'in', own)
    .orderBy('task_id')
    .execute()
  return new Map(rows.map((row) => [row.case_id, row.task_id]))
}

async function sentToVerify(trx: Trx, caseIds: readonly number[], own: readonly number[]) {
  if (caseIds.length === 0) return new Map<number, NonNullable<CaseTask['sent']>>()
  const rows = await trx
    .selectFrom('case_task')
    .innerJoin('unit', 'unit.unit_id', 'case_task.unit_id')
    .select(['case_task.case_id', 'case_task.department_id', 'unit.name', 'unit.name_en', 'due_at'])
    .where('case_id', 'in', caseIds)
    .where('case_task.kind', '=', 'verify')
    .where('case_task.state', '=', 'open')
    .execute()
  return new Map(
    rows.map((row) => [
      row.case_id,
      {
        unitName: row.name,
        unitNameEn: row.name_en,
        isOwn: row.department_id !== null && own.includes(row.department_id),
        dueAt: row.due_at!.toISOString(),
      },
    ]),
  )
}

/** Of one's own duty grids, or of those in reach where one has none: the nearest, else those unseen for longest. */
async function listUnseen(
  trx: Trx,
  actor: Actor,
  near: { readonly lng: number; readonly lat: number } | undefined,
  now: Date,
): Promise<PatrolTask[]> {
  const before = new Date(now.getTime() - UNSEEN_DAYS * DAY_MS)
  const order = near
    ? sql`g.geom <-> st_setsrid(st_makepoint(${near.lng}, ${near.lat}), 4326)`
    : sql`coalesce(greatest(s.track_at, s.report_at, s.inspection_at), '-infinity')`
  const { rows } = await sql<{
    unitGridId: number
    code: string
    lng: number
    lat: number
    lastSeenAt: Date | null
  }>`
    with own as (select duty_grid_id from duty_grid_person where person_id = ${actor.personId}::int)
    select g.unit_grid_id as "unitGridId", g.code,
      st_x(st_pointonsurface(g.geom)) as lng, st_y(st_pointonsurface(g.geom)) as lat,
      greatest(s.track_at, s.report_at, s.inspection_at) as "lastSeenAt"
    from unit_grid g left join unit_grid_seen s using (unit_grid_id)
    where upper_inf(g.valid)
      and (not exists (select from own) or g.duty_grid_id in (select duty_grid_id from own))
      and coalesce(greatest(s.track_at, s.report_at, s.inspection_at), '-infinity') < ${before}
    order by ${order}, g.unit_grid_id
    limit ${MAX_GRIDS}`.execute(trx)
  return rows.map(({ unitGridId, code, lng, lat, lastSeenAt }) => ({
    kind: 'patrol' as const,
    unitGridId,
    code,
    lngLat: [lng, lat],
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  }))
}
