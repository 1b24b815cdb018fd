import { sql } from 'kysely'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvents } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { refuseWhileLoading } from './import-run.ts'
import { noSuchImport } from './list-imports.ts'
import { tellLayerChanged } from './tell-layer-changed.ts'

export type UndoResult = {
  readonly removed: number
  readonly restored: number
  /** Components that cases are about by now: they stay. */
  readonly kept: number
}

/**
 * Takes an import back: what it made goes, what it changed is again as it was. Refused where a later import has changed
 * the same things: that one is taken back first.
 */
export function undoImport(services: Services, actor: Actor, importId: number): Promise<UndoResult> {
  const at = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const run = await trx
      .selectFrom('layer_import')
      .select(['target', 'layer_id', 'user_id', 'undone_at', 'loading_at'])
      .where('layer_import_id', '=', importId)
      .forUpdate()
      .executeTakeFirst()
    if (!run || run.loading_at || !(actor.isWholeCity || run.user_id === actor.userId)) throw noSuchImport()
    if (run.undone_at) {
      throw new CodedError(
        'conflict',
        'ALREADY_UNDONE',
        '这次导入已撤销',
        'This import has been undone already',
      )
    }
    const layer = run.layer_id === null ? undefined : await codeOf(trx, run.layer_id)
    if (run.target === 'parts') await refuseWhileLoading(trx, { kind: 'parts' })
    else if (layer) await refuseWhileLoading(trx, { kind: 'layer', code: layer.code })
    await refuseChangedSince(trx, importId)
    const result =
      run.target === 'parts'
        ? await undoParts(trx, actor, importId, at)
        : await undoLayer(trx, actor, importId, run.layer_id, at)
    await trx.deleteFrom('layer_import_change').where('layer_import_id', '=', importId).execute()
    await trx
      .updateTable('layer_import')
      .set({ undone_at: at, undone_by: actor.name })
      .where('layer_import_id', '=', importId)
      .execute()
    return result
  })
}

function codeOf(trx: Trx, layerId: number) {
  return trx.selectFrom('layer').select('code').where('layer_id', '=', layerId).executeTakeFirst()
}

async function refuseChangedSince(trx: Trx, importId: number): Promise<void> {
  const { rows } = await sql<{ file_name: string; n: number }>`
    select l.file_name, count(*) as n
    from layer_import_change mine
    join layer_import i on i.layer_import_id = mine.layer_import_id
    join layer_import_change later
      on later.source_id = mine.source_id and later.layer_import_id > mine.layer_import_id
    join layer_import l
      on l.layer_import_id = later.layer_import_id and l.target = i.target
        and l.layer_id is not distinct from i.layer_id
    where mine.layer_import_id = ${importId}
    group by l.layer_import_id, l.file_name order by l.layer_import_id desc limit 1`.execute(trx)
  const [later] = rows
  if (!later) return
  throw new CodedError(
    'conflict',
    'CHANGED_SINCE',
    `其中 ${later.n} 条后来被「${later.file_name}」改过，请先撤销那次导入`,
    `${later.n} of it were changed later by "${later.file_name}"; undo that import first`,
  )
}

async function undoLayer(
  trx: Trx,
  actor: Actor,
  importId: number,
  layerId: number | null,
  at: Date,
): Promise<UndoResult> {
  if (layerId === null) return { removed: 0, restored: 0, kept: 0 }
  const removed = await sql`
    delete from layer_feature f using layer_import_change c
    where c.layer_import_id = ${importId} and c.before is null
      and f.layer_id = ${layerId} and f.source_id = c.source_id`.execute(trx)
  const restored = await sql`
    update layer_feature f
    set name = c.before->>'name', attributes = c.before->'attributes', geom = (c.before->>'geom')::geometry,
      scope_area_id = (c.before->>'scope_area_id')::int, imported_at = ${at}::timestamptz
    from layer_import_change c
    where c.layer_import_id = ${importId} and c.before is not null
      and f.layer_id = ${layerId} and f.source_id = c.source_id`.execute(trx)
  await tellLayerChanged(trx, actor, layerId, at)
  // Whoever sees a part of the city only cannot know that nothing is left.
  if (actor.isWholeCity) {
    await sql`delete from layer where layer_id = ${layerId}
      and not exists (select from layer_feature where layer_id = ${layerId})`.execute(trx)
  }
  return { removed: Number(removed.numAffectedRows), restored: Number(restored.numAffectedRows), kept: 0 }
}

type Touched = { readonly part_id: number; readonly scope_area_id: number }
const EVENTS_AT_ONCE = 500

async function undoParts(trx: Trx, actor: Actor, importId: number, at: Date): Promise<UndoResult> {
  const { rows: kept } = await sql<{ n: number }>`
    select count(*) as n from part p join layer_import_change c on c.source_id = p.code
    where c.layer_import_id = ${importId} and c.before is null
      and exists (select from case_record r where r.part_id = p.part_id)`.execute(trx)
  const { rows: removed } = await sql<Touched>`
    delete from part p using layer_import_change c
    where c.layer_import_id = ${importId} and c.before is null and p.code = c.source_id
      and not exists (select from case_record r where r.part_id = p.part_id)
    returning p.part_id, p.scope_area_id`.execute(trx)
  const { rows: restored } = await sql<Touched>`
    update part p
    set category_id = (c.before->>'category_id')::int, name = c.before->>'name', address = c.before->>'address',
      scope_area_id = (c.before->>'scope_area_id')::int, unit_grid_id = (c.before->>'unit_grid_id')::int,
      duty_grid_id = (c.before->>'duty_grid_id')::int, geom = (c.before->>'geom')::geometry
    from layer_import_change c
    where c.layer_import_id = ${importId} and c.before is not null and p.code = c.source_id
    returning p.part_id, p.scope_area_id`.execute(trx)
  const touched = [...removed, ...restored]
  for (let from = 0; from < touched.length; from += EVENTS_AT_ONCE) {
    await appendEvents(
      trx,
      touched.slice(from, from + EVENTS_AT_ONCE).map((part) => ({
        type: 'part.changed',
        at,
        scopeAreaId: part.scope_area_id,
        entity: 'part',
        entityId: part.part_id,
        actor: actor.userId,
      })),
    )
  }
  return { removed: removed.length, restored: restored.length, kept: kept[0]?.n ?? 0 }
}
