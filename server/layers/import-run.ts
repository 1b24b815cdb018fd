import { sql } from 'kysely'
import { type Trx, withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Services } from '../services.ts'

/** An import that has not been at work for so long is dead. A piece takes a fraction of a second. */
const DEAD_SECONDS = 60
const REMOVED_AT_ONCE = 2000

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

/** Takes away all that an import has written so far, in pieces as it came; nobody has ever seen any of it. */
export async function removeUnloaded({ db }: Pick<Services, 'db'>, importId: number): Promise<void> {
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
