import { sql } from 'kysely'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import type { IndexEntity } from './compute-indices.ts'
import { medianOf } from './grade.ts'
import { indices } from './indicators.ts'

export type IndexValues = {
  readonly code: string
  readonly fromAt: string | null
  readonly toAt: string | null
  readonly values: readonly {
    readonly entityId: number
    readonly value: number | null
    readonly sample: number
    /** 1 best to 5 worst; null: too few data. */
    readonly grade: number | null
  }[]
  readonly median: number | null
}

/** The latest values of an index for the grids or areas in the actor's scope. Areas are public, grids are scoped. */
export async function indexValues(
  services: Services,
  actor: Actor,
  code: string,
  entity: IndexEntity,
): Promise<IndexValues> {
  if (!indices.some((index) => index.code === code)) {
    throw new CodedError('not_found', 'NO_SUCH_INDEX', '没有这个指数', 'No such index', {
      field: 'code',
      expected: indices.map((index) => index.code).join(', '),
    })
  }
  const rows = await withScope(services.db, actor, async (trx) => {
    const base = trx
      .selectFrom('index_value')
      .select(['entity_id as entityId', 'value', 'sample', 'grade', 'from_at', 'to_at'])
      .where('code', '=', code)
      .where('entity', '=', entity)
      .orderBy('entity_id')
    if (entity === 'area') return await base.execute()
    const table = entity === 'unit_grid' ? 'unit_grid' : 'duty_grid'
    // The grid tables hide rows out of scope by themselves.
    return await base
      .where(
        sql<boolean>`exists (select from ${sql.table(table)} g where g.${sql.ref(`${table}_id`)} = index_value.entity_id and upper_inf(g.valid))`,
      )
      .execute()
  })
  return {
    code,
    fromAt: rows[0]?.from_at.toISOString() ?? null,
    toAt: rows[0]?.to_at.toISOString() ?? null,
    values: rows.map(({ entityId, value, sample, grade }) => ({ entityId, value, sample, grade })),
    median: medianOf(rows.map(({ value, grade }) => (grade === null ? null : value))),
  }
}
