import { sql } from 'kysely'
import { z } from 'zod'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { type CaseRow, listCaseRows } from './case-rows.ts'

/** In the order in which a department works them off. A case stands in the first that holds it. */
export const INBOX_GROUPS = [
  'to_sign',
  'reworked',
  'due_soon',
  'in_hand',
  'assisting',
  'waiting',
  'checking',
] as const
export type InboxGroup = (typeof INBOX_GROUPS)[number]

export const inboxSchema = z.object({ departmentId: z.number().int().positive().optional() })

export type Inbox = {
  readonly departmentIds: readonly number[]
  readonly groups: readonly {
    readonly group: InboxGroup
    readonly total: number
    /** The most pressing first; at most `SHOWN`. */
    readonly rows: readonly (CaseRow & {
      /** Somebody oversees it and waits for an answer. */
      readonly isOverseen: boolean
      /** Of `assisting`: what this department is asked to do, and by when. */
      readonly task: { readonly title: string; readonly dueAt: string | null } | null
    })[]
  }[]
}

const SHOWN = 100
const LOOK_ANYWHERE = ['admin', 'shift_leader', 'supervisor']

/** What waits for a department: its own cases and its parts of others', grouped, each group by deadline. */
export function listInbox(
  services: Services,
  actor: Actor,
  { departmentId }: z.output<typeof inboxSchema>,
): Promise<Inbox> {
  const mayLookAnywhere = actor.roles.some((role) => LOOK_ANYWHERE.includes(role))
  if (departmentId !== undefined && !mayLookAnywhere && !actor.departmentIds.includes(departmentId))
    throw new CodedError(
      'forbidden',
      'FORBIDDEN_OTHER_DEPARTMENT',
      '只能查看本部门的待办',
      'You may see the inbox of your own department only',
      { field: 'departmentId' },
    )
  const departmentIds = departmentId === undefined ? actor.departmentIds : [departmentId]
  const ofThem = `{${departmentIds.join(',')}}`
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const { rows } = await sql<{
      case_id: number
      group: InboxGroup
      total: number
      is_overseen: boolean
      title: string | null
      due_at: Date | null
    }>`
      with mine as materialized (
        select c.case_id, c.due_at, null::text as title, case
          when c.state = 'dispatched' then 'to_sign'
          when c.state = 'shelved' or exists (select from case_request r
            where r.case_id = c.case_id and r.state = 'pending') then 'waiting'
          when c.state = 'fed_back' then 'checking'
          when c.rework_count > 0 then 'reworked'
          when c.clock_level in ('near','overdue') then 'due_soon'
          else 'in_hand' end as "group"
        from case_record c
        where c.state in ('dispatched','signed','handled','fed_back','shelved')
          and c.family is distinct from 'merged'
          and c.department_id = any(${ofThem}::int[])
        order by coalesce(c.due_at, 'infinity'), c.case_id
      ), helped as (
        select distinct on (t.case_id) t.case_id, t.due_at, t.title, 'assisting' as "group"
        from case_task t join case_record c on c.case_id = t.case_id
        where t.kind = 'assist' and t.state = 'open' and t.department_id = any(${ofThem}::int[])
          and c.state not in ('closed','canceled')
          and (c.department_id is null or c.department_id <> all(${ofThem}::int[]))
        order by t.case_id, t.due_at nulls last, t.task_id
      ), totals as (
        select "group", count(*)::int as total from mine group by 1
      ), shown as (
        -- In the order of mine: sorting all of a group to show its beginning costs more than everything else.
        select first.*, totals.total from totals
          cross join lateral (select * from mine where mine."group" = totals."group" limit ${SHOWN}) first
        union all
        (select helped.*, count(*) over ()::int from helped order by due_at nulls last, case_id limit ${SHOWN})
      )
      select case_id, "group", total, title, due_at, exists (select from oversight_order o
        where o.case_id = shown.case_id and o.replied_at is null
          and o.department_id = any(${ofThem}::int[])) as is_overseen
      from shown order by "group", due_at nulls last, case_id`.execute(trx)
    const named = await listCaseRows(
      trx,
      rows.map((row) => row.case_id),
      now,
    )
    const byId = new Map(named.map((row) => [row.caseId, row]))
    return {
      departmentIds,
      groups: INBOX_GROUPS.map((group) => {
        const members = rows.filter((row) => row.group === group)
        return {
          group,
          total: members[0]?.total ?? 0,
          rows: members.flatMap(({ case_id, is_overseen, title, due_at }) => {
            const row = byId.get(case_id)
            if (!row) return []
            const task = title === null ? null : { title, dueAt: due_at?.toISOString() ?? null }
            return [{ ...row, isOverseen: is_overseen, task }]
          }),
        }
      }),
    }
  })
}
