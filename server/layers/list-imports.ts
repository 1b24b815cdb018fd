import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

const LISTED = 100

/** The files brought in last: one's own, and everybody's for whoever sees the whole city. */
export function listImports(services: Services, actor: Actor) {
  return withScope(services.db, actor, (trx) =>
    trx
      .selectFrom('layer_import')
      .select([
        'layer_import_id as importId',
        'target',
        'layer_id as layerId',
        'target_name as targetName',
        'file_name as fileName',
        'format',
        'counts',
        'user_name as userName',
        'imported_at as importedAt',
        'undone_at as undoneAt',
      ])
      .where('loading_at', 'is', null)
      .$if(!actor.isWholeCity, (query) => query.where('user_id', '=', actor.userId))
      .orderBy('layer_import_id', 'desc')
      .limit(LISTED)
      .execute(),
  )
}

/** One of them with what was wrong in the file. */
export async function getImport(services: Services, actor: Actor, importId: number) {
  const found = await withScope(services.db, actor, (trx) =>
    trx
      .selectFrom('layer_import')
      .select([
        'layer_import_id as importId',
        'target',
        'layer_id as layerId',
        'target_name as targetName',
        'file_name as fileName',
        'format',
        'coordinate_system as system',
        'counts',
        'faults',
        'user_name as userName',
        'imported_at as importedAt',
        'undone_at as undoneAt',
        'undone_by as undoneBy',
      ])
      .where('layer_import_id', '=', importId)
      .where('loading_at', 'is', null)
      .$if(!actor.isWholeCity, (query) => query.where('user_id', '=', actor.userId))
      .executeTakeFirst(),
  )
  if (!found) throw noSuchImport()
  return found
}

export function noSuchImport(): CodedError {
  return new CodedError('not_found', 'NO_SUCH_IMPORT', '没有这次导入', 'There is no such import')
}
