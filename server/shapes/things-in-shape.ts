import { sql } from 'kysely'
import { z } from 'zod'
import { type Shape, shapeSchema } from '../cases/case-filter.ts'
import { type Trx, withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { holds } from '../identity/permissions.ts'
import type { Services } from '../services.ts'
import { permissionOf, type ThingKind, thingsOf } from './thing-sources.ts'

export const thingsInShapeSchema = z.object({ geometry: shapeSchema })

type Things = {
  readonly total: number
  /** The largest first. Names only where the class has one. */
  readonly byClass: readonly {
    readonly classCode: string
    readonly name: string
    readonly nameEn: string
    readonly n: number
  }[]
}

/** How much stands inside a drawn shape besides cases, by class; only what the actor may see. */
export function thingsInShape(
  services: Services,
  actor: Actor,
  { geometry }: z.output<typeof thingsInShapeSchema>,
): Promise<Record<Exclude<ThingKind, 'case'>, Things>> {
  return withScope(services.db, actor, async (trx) => ({
    part: await count(trx, actor, 'part', geometry),
    sensor: await count(trx, actor, 'sensor', geometry),
    unit: await count(trx, actor, 'unit', geometry),
  }))
}

async function count(trx: Trx, actor: Actor, kind: ThingKind, shape: Shape): Promise<Things> {
  if (!holds(actor.roles, permissionOf[kind])) return { total: 0, byClass: [] }
  const { rows } = await sql<Things['byClass'][number]>`
    select class_code as "classCode", class_name as name, class_name_en as "nameEn", count(*)::int as n
    from (${thingsOf(trx, kind, { within: shape })}) things group by 1, 2, 3 order by n desc, class_code`.execute(
    trx,
  )
  return { total: rows.reduce((sum, { n }) => sum + n, 0), byClass: rows }
}
