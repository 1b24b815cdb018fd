import { z } from 'zod'
import { becomeSystem } from '../../cases/become-system.ts'
import { type Trx, withScope, withSystem } from '../../db/client.ts'
import { CodedError } from '../../errors.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { listLimits } from '../find-category.ts'
import { limitsOfCategorySchema, mustFit } from './limits-input.ts'
import { putInForce } from './put-in-force.ts'

export const publishLimitsSchema = limitsOfCategorySchema.extend({
  /** The latest version that the page showed; 0 where nobody has changed anything. */
  latestVersion: z.number().int().min(0),
  /** From when it holds; now where left out. */
  validFrom: z.iso.datetime({ offset: true }).nullable().default(null),
  note: z.string().trim().min(1).max(500),
})
export const withdrawLimitsSchema = z.object({ limitVersionId: z.number().int().positive() })
const MOST_DAYS_AHEAD = 366
const DAY_MS = 86_400_000

/** A new version of a category's limits and closing condition, in force at once or from a set time. */
export function publishLimits(
  services: Services,
  actor: Actor,
  input: z.output<typeof publishLimitsSchema>,
): Promise<{ readonly version: number; readonly moved: number | null }> {
  const at = services.clock.now()
  const limits = mustFit(input.limits)
  const validFrom = input.validFrom === null ? at : new Date(input.validFrom)
  if (input.validFrom !== null && validFrom <= at)
    throw bad(
      'validFrom',
      'PAST_TIME',
      '生效时间须在将来；立即生效请留空',
      'The time is past: leave it empty for now',
    )
  if (validFrom.getTime() - at.getTime() > MOST_DAYS_AHEAD * DAY_MS)
    throw bad('validFrom', 'TOO_FAR_AHEAD', '生效时间须在一年之内', 'At most a year ahead')
  return withScope(services.db, actor, async (trx) => {
    mustBeWholeCity(actor)
    await becomeSystem(trx)
    const latest = await latestVersion(trx, input.categoryId)
    if (latest !== input.latestVersion)
      throw new CodedError(
        'conflict',
        'CONFLICT_VERSION',
        '时限已被他人修改，请重新打开再改',
        'Somebody else changed these limits: open them again',
        { field: 'latestVersion', expected: String(latest) },
      )
    // What held until now is version 1: nothing that ever held is lost.
    const base = latest === 0 ? await keepFirst(trx, input.categoryId, at) : latest
    const waiting = await trx
      .selectFrom('limit_version')
      .select('limit_version_id')
      .where('category_id', '=', input.categoryId)
      .where('state', '=', 'scheduled')
      .executeTakeFirst()
    if (waiting)
      throw new CodedError(
        'conflict',
        'LIMITS_SCHEDULED',
        '已有一版待生效，请先撤回它',
        'A version is waiting to come into force: take it back first',
        { field: 'validFrom' },
      )
    const version = base + 1
    const { limit_version_id } = await trx
      .insertInto('limit_version')
      .values({
        category_id: input.categoryId,
        version,
        state: 'scheduled',
        valid_from: validFrom,
        limits: JSON.stringify(limits),
        closing: input.closing,
        closing_en: input.closingEn,
        note: input.note,
        author_user_id: actor.userId,
        author_name: actor.name,
        created_at: at,
      })
      .returning('limit_version_id')
      .executeTakeFirstOrThrow()
    return { version, moved: input.validFrom === null ? await putInForce(trx, limit_version_id, at) : null }
  })
}

/** A version that has not come into force yet is taken back; it stays in the list. */
export function withdrawLimits(
  services: Services,
  actor: Actor,
  { limitVersionId }: z.output<typeof withdrawLimitsSchema>,
): Promise<{ readonly limitVersionId: number }> {
  return withScope(services.db, actor, async (trx) => {
    mustBeWholeCity(actor)
    const taken = await trx
      .updateTable('limit_version')
      .set({ state: 'withdrawn' })
      .where('limit_version_id', '=', limitVersionId)
      .where('state', '=', 'scheduled')
      .returning('limit_version_id')
      .executeTakeFirst()
    if (!taken)
      throw new CodedError(
        'conflict',
        'NOT_SCHEDULED',
        '这一版不在待生效',
        'It is not waiting to come into force',
      )
    return { limitVersionId }
  })
}

/** The job: what is due comes into force, each in a transaction of its own. */
export async function putDueInForce(services: Pick<Services, 'db' | 'clock'>): Promise<void> {
  const at = services.clock.now()
  const due = await services.db
    .selectFrom('limit_version')
    .select('limit_version_id')
    .where('state', '=', 'scheduled')
    .where('valid_from', '<=', at)
    .orderBy('valid_from')
    .execute()
  for (const { limit_version_id } of due)
    await withSystem(services.db, 'basis.limits', (trx) => putInForce(trx, limit_version_id, at))
}

/** Locks the category, so that of two who publish at once one is told. @throws where there is none */
async function latestVersion(trx: Trx, categoryId: number): Promise<number> {
  const category = await trx
    .selectFrom('category')
    .select('category_id')
    .where('category_id', '=', categoryId)
    .forUpdate()
    .executeTakeFirst()
  if (!category) throw bad('categoryId', 'UNKNOWN_REFERENCE', '没有这个类别', 'There is no such category')
  const { latest } = await trx
    .selectFrom('limit_version')
    .select((eb) => eb.fn.max('version').as('latest'))
    .where('category_id', '=', categoryId)
    .executeTakeFirstOrThrow()
  return latest ?? 0
}

async function keepFirst(trx: Trx, categoryId: number, at: Date): Promise<number> {
  const { closing, closing_en } = await trx
    .selectFrom('category')
    .select(['closing', 'closing_en'])
    .where('category_id', '=', categoryId)
    .executeTakeFirstOrThrow()
  const limits = (await listLimits(trx, [categoryId])).get(categoryId) ?? []
  await trx
    .insertInto('limit_version')
    .values({
      category_id: categoryId,
      version: 1,
      state: 'in_force',
      valid_from: new Date(0),
      limits: JSON.stringify(limits),
      closing,
      closing_en,
      note: '',
      author_user_id: null,
      author_name: '',
      created_at: at,
    })
    .execute()
  return 1
}

/** A category's limits hold in the whole city. */
export function mustBeWholeCity(actor: Actor): void {
  if (actor.isWholeCity) return
  throw new CodedError(
    'forbidden',
    'FORBIDDEN_AREA',
    '时限在全域适用，只有管全域的人可以改',
    'Limits hold in the whole city: only those in charge of all of it change them',
  )
}

function bad(field: string, code: string, zh: string, en: string): CodedError {
  return new CodedError('bad_input', code, zh, en, { field })
}
