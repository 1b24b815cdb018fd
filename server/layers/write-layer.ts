import { sql } from 'kysely'
import type { Trx } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { ImportInput } from './import-input.ts'
import type { ImportWriter, Outcome } from './import-writer.ts'

type LayerTarget = Extract<NonNullable<ImportInput['target']>, { kind: 'layer' }>

/** Writes rows into a layer of people's own, which is made where it is not there yet. */
export async function layerWriter(
  trx: Trx,
  actor: Actor,
  { code, name, nameColumn }: LayerTarget,
  at: Date,
): Promise<ImportWriter> {
  const { layer_id } = await trx
    .insertInto('layer')
    .values({ code, name, created_by: actor.userId, created_at: at, changed_at: at })
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ name, changed_at: at }))
    .returning('layer_id')
    .executeTakeFirstOrThrow()
  return async (rows) => {
    const { rows: written } = await sql<{ source_id: string; is_new: boolean }>`
      insert into layer_feature (layer_id, source_id, name, attributes, geom, scope_area_id, imported_at)
      select ${layer_id}::int, u.source_id, u.name, u.attributes::jsonb,
        st_force2d(st_setsrid(st_geomfromgeojson(u.geometry), 4326)), u.scope, ${at}::timestamptz
      from unnest(${rows.map((row) => row.sourceId)}::text[],
        ${rows.map((row) => ((nameColumn && row.values[nameColumn]) || '').slice(0, 200))}::text[],
        ${rows.map((row) => clean(JSON.stringify(row.values)))}::text[],
        ${rows.map((row) => JSON.stringify(row.geometry))}::text[],
        ${rows.map((row) => row.place.scopeAreaId)}::int[]) as u(source_id, name, attributes, geometry, scope)
      on conflict (layer_id, source_id) do update
        set name = excluded.name, attributes = excluded.attributes, geom = excluded.geom,
          scope_area_id = excluded.scope_area_id, imported_at = excluded.imported_at
        where (layer_feature.name, layer_feature.attributes, st_asewkb(layer_feature.geom))
          is distinct from (excluded.name, excluded.attributes, st_asewkb(excluded.geom))
      returning source_id, xmax = 0 as is_new`.execute(trx)
    const isNew = new Map(written.map((row) => [row.source_id, row.is_new]))
    return rows.map(({ sourceId }): Outcome => {
      const state = isNew.get(sourceId)
      return state === undefined ? 'same' : state ? 'inserted' : 'changed'
    })
  }
}

/** PostgreSQL keeps no NUL in a jsonb. */
function clean(json: string): string {
  return json.replaceAll('\\u0000', '\\ufffd')
}
