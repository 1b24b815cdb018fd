import { sql } from 'kysely'
import { z } from 'zod'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

export const inspectorSchema = z.object({
  personId: z.number().int().positive(),
})
export const activeSchema = z.object({
  inspectorId: z.number().int().positive(),
  isActive: z.boolean(),
})
export const tieSchema = z.object({
  inspectorId: z.number().int().positive(),
  owner: z.string().trim().min(1).max(100),
  /** Null takes it back. */
  kind: z.enum(['relative', 'former_employee', 'shareholder', 'other']).nullable(),
})
export const candidatesSchema = z.object({ text: z.string().trim().max(40) })

const CANDIDATES_SHOWN = 20

/** Takes a person of the organisation onto the list of inspectors, under the next number. */
export function addInspector(services: Services, actor: Actor, input: z.output<typeof inspectorSchema>) {
  return withScope(services.db, actor, async (trx) => {
    const added = await enlist(trx, sql`person_id = ${input.personId}`)
    if (added > 0) return { personId: input.personId }
    const known = await trx
      .selectFrom('inspection_inspector')
      .select('inspector_id')
      .where('person_id', '=', input.personId)
      .executeTakeFirst()
    if (known) return { personId: input.personId }
    throw new CodedError('not_found', 'PERSON_NOT_FOUND', '没有这个人员', 'There is no such person', {
      field: 'personId',
    })
  })
}

/** @returns how many came onto the list: those who are on it keep their number */
export async function enlist(trx: Trx, which: ReturnType<typeof sql>): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into inspection_inspector (code, person_id, name, name_en, department_id)
    select 'J' || lpad(((select coalesce(max(inspector_id), 0) from inspection_inspector)
        + row_number() over (order by code))::text, 4, '0'), person_id, name, name_en, department_id
    from person where (${which}) and person_id not in (select person_id from inspection_inspector)
    on conflict do nothing`.execute(trx)
  return Number(numAffectedRows ?? 0)
}

export function setInspectorActive(services: Services, actor: Actor, input: z.output<typeof activeSchema>) {
  return withScope(services.db, actor, async (trx) => {
    const changed = await trx
      .updateTable('inspection_inspector')
      .set({ is_active: input.isActive })
      .where('inspector_id', '=', input.inspectorId)
      .returning('inspector_id as inspectorId')
      .executeTakeFirst()
    if (!changed) throw inspectorNotFound()
    return changed
  })
}

/** 回避申报: from the next draw on they are kept away from this owner's objects. */
export function declareTie(services: Services, actor: Actor, input: z.output<typeof tieSchema>) {
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const inspector = await trx
      .selectFrom('inspection_inspector')
      .select('inspector_id')
      .where('inspector_id', '=', input.inspectorId)
      .executeTakeFirst()
    if (!inspector) throw inspectorNotFound()
    const row = { inspector_id: input.inspectorId, owner: input.owner }
    if (input.kind === null)
      await trx
        .deleteFrom('inspection_tie')
        .where('inspector_id', '=', row.inspector_id)
        .where('owner', '=', row.owner)
        .execute()
    else
      await trx
        .insertInto('inspection_tie')
        .values({ ...row, kind: input.kind, at, by_name: actor.name })
        .onConflict((conflict) =>
          conflict
            .columns(['inspector_id', 'owner'])
            .doUpdateSet({ kind: input.kind!, at, by_name: actor.name }),
        )
        .execute()
    return row
  })
}

/** People who could be put on the list. */
export function listCandidates(
  services: Services,
  actor: Actor,
  { text }: z.output<typeof candidatesSchema>,
) {
  return withScope(services.db, actor, (trx) =>
    trx
      .selectFrom('person')
      .leftJoin('department', 'department.department_id', 'person.department_id')
      .select(['person_id as personId', 'person.name', 'person.code', 'post'])
      .select(['department.name as department', 'department.name_en as departmentEn'])
      .where('person_id', 'not in', (eb) => eb.selectFrom('inspection_inspector').select('person_id'))
      .where((is) => is.or([is('person.name', 'like', `%${text}%`), is('person.code', 'ilike', `${text}%`)]))
      .orderBy('person.code')
      .limit(CANDIDATES_SHOWN)
      .execute(),
  )
}

function inspectorNotFound(): CodedError {
  return new CodedError(
    'not_found',
    'INSPECTOR_NOT_FOUND',
    '没有这名检查人员',
    'There is no such inspector',
    {
      field: 'inspectorId',
    },
  )
}
