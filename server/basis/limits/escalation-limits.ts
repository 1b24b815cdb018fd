import { sql } from 'kysely'
import { z } from 'zod'
import { becomeSystem } from '../../cases/become-system.ts'
import { withScope } from '../../db/client.ts'
import { CodedError } from '../../errors.ts'
import { appendEvent } from '../../events/append-event.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { mustBeWholeCity } from './publish-limits.ts'

const severity = z.enum(['normal', 'important', 'urgent'])
const minutes = z.number().int().min(1).max(10_080)
export const saveEscalationSchema = z.object({
  base: z
    .array(
      z.object({
        severity,
        signMinutes: minutes,
        verifyMinutes: minutes,
        returns: z.number().int().min(1).max(9),
        unreadMinutes: z.number().int().min(1).max(1440),
      }),
    )
    .length(3),
  departments: z
    .array(z.object({ severity, departmentId: z.number().int().positive(), signMinutes: minutes }))
    .max(300),
  /** As the page showed it. */
  updatedAt: z.iso.datetime({ offset: true }),
})

/** How long may pass before somebody else hears of it: by severity, and where a department has its own to sign in. */
export function listEscalation(services: Services, actor: Actor) {
  return withScope(services.db, actor, async (trx) => {
    const rows = await trx
      .selectFrom('escalation_limit')
      .leftJoin('department', 'department.department_id', 'escalation_limit.department_id')
      .select([
        'severity',
        'escalation_limit.department_id as departmentId',
        'sign_minutes as signMinutes',
        'verify_minutes as verifyMinutes',
        'returns',
        'unread_minutes as unreadMinutes',
        'updated_at as updatedAt',
        'updated_by as updatedBy',
        'department.name',
        'department.name_en as nameEn',
      ])
      .orderBy(sql`array_position(array['urgent','important','normal'], severity)`)
      .orderBy('department.name')
      .execute()
    const newest = rows.reduce((a, b) => (b.updatedAt > a.updatedAt ? b : a))
    return {
      base: rows
        .filter(({ departmentId }) => departmentId === null)
        .map((row) => ({
          severity: row.severity,
          signMinutes: row.signMinutes,
          verifyMinutes: row.verifyMinutes!,
          returns: row.returns!,
          unreadMinutes: row.unreadMinutes!,
        })),
      departments: rows
        .filter(({ departmentId }) => departmentId !== null)
        .map((row) => ({
          severity: row.severity,
          departmentId: row.departmentId!,
          name: row.name ?? '',
          nameEn: row.nameEn ?? '',
          signMinutes: row.signMinutes,
        })),
      updatedAt: newest.updatedAt.toISOString(),
      updatedBy: newest.updatedBy,
    }
  })
}

/** Puts all of them in place of what was there; it holds at once, for open cases too. */
export function saveEscalation(
  services: Services,
  actor: Actor,
  { base, departments, updatedAt }: z.output<typeof saveEscalationSchema>,
): Promise<{ readonly updatedAt: string }> {
  const at = services.clock.now()
  if (new Set(base.map((one) => one.severity)).size !== 3)
    throw bad('base', '每个紧急程度各一行', 'One row for each severity')
  const seen = new Set<string>()
  departments.forEach((one, index) => {
    const key = `${one.severity}/${one.departmentId}`
    if (seen.has(key))
      throw bad(
        `departments.${index}.departmentId`,
        `第 ${index + 1} 行：同一部门、紧急程度已有一行`,
        `Row ${index + 1}: this department has a row of this severity already`,
      )
    seen.add(key)
  })
  return withScope(services.db, actor, async (trx) => {
    mustBeWholeCity(actor)
    await becomeSystem(trx)
    await sql`lock table escalation_limit in share row exclusive mode`.execute(trx)
    const { newest } = await trx
      .selectFrom('escalation_limit')
      .select((eb) => eb.fn.max('updated_at').as('newest'))
      .executeTakeFirstOrThrow()
    if (newest.toISOString() !== updatedAt)
      throw new CodedError(
        'conflict',
        'CONFLICT_VERSION',
        '已被他人修改，请重新打开再改',
        'Somebody else changed it: open it again',
        { field: 'updatedAt' },
      )
    const known = await trx
      .selectFrom('department')
      .select('department_id')
      .where('department_id', 'in', [0, ...departments.map(({ departmentId }) => departmentId)])
      .execute()
    const unknown = departments.findIndex(
      ({ departmentId }) => !known.some(({ department_id }) => department_id === departmentId),
    )
    if (unknown >= 0)
      throw bad(`departments.${unknown}.departmentId`, '没有这个部门', 'There is no such department')
    await trx.deleteFrom('escalation_limit').execute()
    const by = { updated_at: at, updated_by: actor.name }
    await trx
      .insertInto('escalation_limit')
      .values([
        ...base.map((one) => ({
          severity: one.severity,
          department_id: null,
          sign_minutes: one.signMinutes,
          verify_minutes: one.verifyMinutes,
          returns: one.returns,
          unread_minutes: one.unreadMinutes,
          ...by,
        })),
        ...departments.map((one) => ({
          severity: one.severity,
          department_id: one.departmentId,
          sign_minutes: one.signMinutes,
          verify_minutes: null,
          returns: null,
          unread_minutes: null,
          ...by,
        })),
      ])
      .execute()
    await appendEvent(trx, {
      type: 'basis.published',
      at,
      scopeAreaId: 0,
      entity: 'escalation',
      entityId: 'city',
      actor: actor.userId,
      data: { base, departments: departments.length },
    })
    return { updatedAt: at.toISOString() }
  })
}

function bad(field: string, zh: string, en: string): CodedError {
  return new CodedError('bad_input', 'BAD_LIMIT', zh, en, { field })
}
