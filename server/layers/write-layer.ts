import { sql } from 'kysely'
import type { Trx } from '../db/client.ts'
import type { SourceRow } from '../exchange/field.ts'
import type { Actor } from '../identity/actor.ts'
import type { ImportInput } from './import-input.ts'
import type { ImportWriter, Outcome } from './import-writer.ts'

type LayerTarget = Extract<NonNullable<ImportInput['target']>, { kind: 'layer' }>

/** Writes rows into a layer of people's own, which is made where it is not there yet. */
export async function layerWriter(
  trx: Trx,
  actor: Actor,
  { code, name, nameColumn, columns }: LayerTarget,
  at: Date,
): Promise<{ readonly layerId: number; readonly write: ImportWriter }> {
  const kept = columns && new Set(columns)
  const attributesOf = (values: SourceRow) =>
    kept ? Object.fromEntries(Object.entries(values).filter(([column]) => kept.has(column))) : values
  const { layer_id } = await trx
    .insertInto('layer')
    .values({ code, name, created_by: actor.userId, created_at: at, changed_at: at })
    .onConflict((conflict) => conflict.column('code').doUpdateSet({ name, changed_at: at }))
    .returning('layer_id')
    .executeTakeFirstOrThrow()
  const write: ImportWriter = async (rows, layerImportId) => {
    const { rows: written } = await sql<{ source_id: string; is_new: boolean }>`
      with before as (
        select source_id, jsonb_build_object('name', name, 'attributes', attributes, 'geom', geom::text,
          'scope_area_id', scope_area_id) as state
        from layer_feature
        where layer_id = ${layer_id}::int and source_id = any(${rows.map((row) => row.sourceId)}::text[])
      ), written as (
      insert into layer_feature (layer_id, source_id, name, attributes, geom, scope_area_id, imported_at)
      select ${layer_id}::int, u.source_id, u.name, u.attributes::jsonb,
        st_force2d(st_setsrid(st_geomfromgeojson(u.geometry), 4326)), u.scope, ${at}::timestamptz
      from unnest(${rows.map((row) => row.sourceId)}::text[],
        ${rows.map((row) => ((nameColumn && row.values[nameColumn]) || '').slice(0, 200))}::text[],
        ${rows.map((row) => clean(JSON.stringify(attributesOf(row.values))))}::text[],
        ${rows.map((row) => JSON.stringify(row.geometry))}::text[],
        ${rows.map((row) => row.place.scopeAreaId)}::int[]) as u(source_id, name, attributes, geometry, scope)
      on conflict (layer_id, source_id) do update
        set name = excluded.name, attributes = excluded.attributes, geom = excluded.geom,
          scope_area_id = excluded.scope_area_id, imported_at = excluded.imported_at
        where (layer_feature.name, layer_feature.attributes, st_asewkb(layer_feature.geom))
          is distinct from (excluded.name, excluded.attributes, st_asewkb(excluded.geom))
      returning source_id, scope_area_id, xmax = 0 as is_new
      ), noted as (
        insert into layer_import_change (layer_import_id, source_id, scope_area_id, before)
        select ${layerImportId}::int, w.source_id, w.scope_area_id, case when w.is_new then null else b.state end
        from written w left join before b using (source_id)
      )
      select source_id, is_new from written`.execute(trx)
    const isNew = new Map(written.map((row) => [row.source_id, row.is_new]))
    return rows.map(({ sourceId }): Outcome => {
      const state = isNew.get(sourceId)
      return state === undefined ? 'same' : state ? 'inserted' : 'changed'
    })
  }
  return { layerId: layer_id, write }
}

/** PostgreSQL keeps no NUL in a jsonb. */
function clean(json: string): string {
  return json.replaceAll('\\u0000', '\\ufffd')
}
