import { sql } from 'kysely'
import { type Trx, withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvents } from '../events/append-event.ts'
import type { Services } from '../services.ts'
import { state } from './write-parts.ts'

/** An import that has not been at work for so long is dead. A piece takes a fraction of a second. */
const DEAD_SECONDS = 60
const REMOVED_AT_ONCE = 2000
const RESTORED_AT_ONCE = 500

type Target = { readonly kind: 'layer'; readonly code: string } | { readonly kind: 'parts' }

/** Two imports into one place would each note what the other is about to change: the second is refused. */
export async function refuseWhileLoading(trx: Trx, target: Target): Promise<void> {
  const key = target.kind === 'layer' ? `import layer ${target.code}` : 'import parts'
  await sql`select pg_advisory_xact_lock(hashtext(${key}))`.execute(trx)
  const { rows } = await sql<{ file_name: string }>`
    select i.file_name from layer_import i left join layer l on l.layer_id = i.layer_id
    where i.loading_at is not null and i.target = ${target.kind}
      and ${target.kind === 'layer' ? sql`l.code = ${target.code}` : sql`true`} limit 1`.execute(trx)
  const [other] = rows
  if (!other) return
  throw new CodedError(
    'conflict',
    'IMPORT_RUNNING',
    `「${other.file_name}」正在导入到这里，请稍后再试`,
    `"${other.file_name}" is being brought in here; try again soon`,
    { field: 'target' },
  )
}

/** Takes away what imports left that died while they loaded. */
export async function removeDeadImports(services: Pick<Services, 'db'>): Promise<void> {
  const { rows } = await withSystem(services.db, 'imports.clean', (trx) =>
    sql<{ id: number }>`
      select layer_import_id as id from layer_import
      where loading_at < now() - make_interval(secs => ${DEAD_SECONDS})`.execute(trx),
  )
  for (const { id } of rows) await removeUnloaded(services, id)
}

/**
 * Takes away all that an import has written so far, in pieces as it came: nobody has ever seen any of it. What it had begun
 * to change is put back first.
 */
export async function removeUnloaded(services: Pick<Services, 'db'>, importId: number): Promise<void> {
  const { db } = services
  await putBack(services, importId)
  const isUnloaded = sql`exists (select from layer_import where layer_import_id = ${importId} and loading_at is not null)`
  const pieces = [
    sql`delete from layer_feature where ${isUnloaded} and layer_feature_id in (
      select layer_feature_id from layer_feature where import_id = ${importId} limit ${REMOVED_AT_ONCE})`,
    sql`delete from part where ${isUnloaded} and part_id in (
      select part_id from part where import_id = ${importId} limit ${REMOVED_AT_ONCE})`,
    sql`delete from layer_import_change where ${isUnloaded} and layer_import_id = ${importId} and source_id in (
      select source_id from layer_import_change where layer_import_id = ${importId} limit ${REMOVED_AT_ONCE})`,
  ]
  for (const piece of pieces) {
    for (;;) {
      const { numAffectedRows } = await withSystem(db, 'imports.clean', (trx) => piece.execute(trx))
      if (!numAffectedRows) break
    }
  }
  await withSystem(db, 'imports.clean', async (trx) => {
    await sql`delete from layer where import_id = ${importId} and ${isUnloaded}`.execute(trx)
    await sql`delete from layer_import where layer_import_id = ${importId} and loading_at is not null`.execute(
      trx,
    )
  })
}

/** Only where a row still is what the import made of it: grids may have been published in between. */
async function putBack({ db }: Pick<Services, 'db'>, importId: number): Promise<void> {
  const piece = sql`piece as (
    select c.source_id, c.before, c.after, i.layer_id, i.target
    from layer_import_change c join layer_import i using (layer_import_id)
    where c.layer_import_id = ${importId} and c.is_made and i.loading_at is not null limit ${RESTORED_AT_ONCE})`
  const unmade = sql`unmade as (update layer_import_change set is_made = false
    where layer_import_id = ${importId} and source_id in (select source_id from piece))`
  for (;;) {
    const { rows } = await withSystem(db, 'imports.clean', async (trx) => {
      const restored = await sql<{ part_id: number | null; scope_area_id: number; layer_id: number | null }>`
        with ${piece},
        features as (
          update layer_feature f
          set name = c.before->>'name', attributes = c.before->'attributes', geom = (c.before->>'geom')::geometry,
            scope_area_id = (c.before->>'scope_area_id')::int
          from piece c where c.target = 'layer' and f.layer_id = c.layer_id and f.source_id = c.source_id
        ), parts as (
          update part p
          set category_id = (c.before->>'category_id')::int, name = c.before->>'name', address = c.before->>'address',
            scope_area_id = (c.before->>'scope_area_id')::int, unit_grid_id = (c.before->>'unit_grid_id')::int,
            duty_grid_id = (c.before->>'duty_grid_id')::int, geom = (c.before->>'geom')::geometry
          from piece c where c.target = 'parts' and p.code = c.source_id and ${state('p')} = c.after
          returning p.code, p.part_id, p.scope_area_id
        ), ${unmade}
        select parts.part_id, coalesce(parts.scope_area_id, 0) as scope_area_id, piece.layer_id
        from piece left join parts on parts.code = piece.source_id`.execute(trx)
      const { rows: now } = await sql<{ at: Date }>`select now() as at`.execute(trx)
      const told = restored.rows.flatMap(({ part_id, scope_area_id }) =>
        part_id === null
          ? []
          : [
              {
                type: 'part.changed' as const,
                at: now[0]!.at,
                scopeAreaId: scope_area_id,
                entity: 'part',
                entityId: part_id,
              },
            ],
      )
      if (told.length > 0) await appendEvents(trx, told)
      return restored
    })
    if (rows.length === 0) return
  }
}
