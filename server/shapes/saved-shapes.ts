import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { type Shape, shapeSchema } from '../cases/case-filter.ts'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

export const saveShapeSchema = z.object({
  name: z.string().trim().min(1).max(100),
  geometry: shapeSchema,
  isShared: z.boolean().default(true),
})

export type SavedShape = {
  readonly token: string
  readonly name: string
  readonly geometry: Shape
  readonly isOwn: boolean
  readonly isShared: boolean
}

/** Keeps a drawn shape under a name. @returns the token of its link */
export async function saveShape(
  services: Services,
  actor: Actor,
  { name, geometry, isShared }: z.output<typeof saveShapeSchema>,
): Promise<{ token: string }> {
  const token = randomBytes(12).toString('base64url')
  await withScope(services.db, actor, (trx) =>
    trx
      .insertInto('saved_shape')
      .values({
        token,
        name,
        geom: sql`st_setsrid(st_geomfromgeojson(${JSON.stringify(geometry)}), 4326)`,
        user_id: actor.userId,
        is_shared: isShared,
        created_at: services.clock.now(),
      })
      .execute(),
  )
  return { token }
}

/** One's own shapes and those that are shared, the latest first. */
export function listShapes(services: Services, actor: Actor): Promise<SavedShape[]> {
  return withScope(services.db, actor, (trx) =>
    shapes(trx, actor).orderBy('created_at', 'desc').limit(200).execute(),
  )
}

export async function getShape(services: Services, actor: Actor, token: string): Promise<SavedShape> {
  const shape = await withScope(services.db, actor, (trx) =>
    shapes(trx, actor).where('token', '=', token).executeTakeFirst(),
  )
  if (shape) return shape
  throw new CodedError(
    'not_found',
    'NO_SUCH_SHAPE',
    '没有这个区域，或未共享',
    'No such shape, or it is not shared',
  )
}

/** Only by whoever drew it. */
export async function removeShape(services: Services, actor: Actor, token: string): Promise<void> {
  const { numDeletedRows } = await withScope(services.db, actor, (trx) =>
    trx.deleteFrom('saved_shape').where('token', '=', token).executeTakeFirst(),
  )
  if (numDeletedRows === 0n) {
    throw new CodedError('not_found', 'NO_SUCH_SHAPE', '没有这个区域，或不是您的', 'No such shape of yours')
  }
}

function shapes(trx: Trx, actor: Actor) {
  return trx
    .selectFrom('saved_shape')
    .select([
      'token',
      'name',
      sql<Shape>`st_asgeojson(geom, 9)::jsonb`.as('geometry'),
      sql<boolean>`user_id = ${actor.userId}`.as('isOwn'),
      'is_shared as isShared',
    ])
}
