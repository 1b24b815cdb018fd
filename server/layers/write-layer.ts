import { sql } from 'kysely'
import type { Trx } from '../db/client.ts'
import type { SourceRow } from '../exchange/field.ts'
import type { Actor } from '../identity/actor.ts'
import type { ImportInput } from './import-input.ts'
import { type ImportWriter, noteMade, type Outcome, pieceOfChanges } from './import-writer.ts'

export type LayerTarget = Extract<NonNullable<ImportInput['target']>, { kind: 'layer' }>

/** The layer that rows are brought into; made where it is not there yet, and then seen by nobody until they have come. */
export async function openLayer(
  trx: Trx,
  actor: Actor,
  { code, name }: LayerTarget,
  importId: number,
  at: Date,
): Promise<number> {
  const there = await trx.selectFrom('layer').select('layer_id').where('code', '=', code).executeTakeFirst()
  const { layer_id } =
    there ??
    (await trx
      .insertInto('layer')
      .values({
        code,
        name,
        created_by: actor.userId,
        created_at: at,
        changed_at: at,
        import_id: importId,
      })
      .returning('layer_id')
      .executeTakeFirstOrThrow())
  await trx.updateTable('layer_import').set({ layer_id }).where('layer_import_id', '=', importId).execute()
  return layer_id
}

/** Writes rows into a layer of people's own. */
export function layerWriter(
  layerId: number,
  { name, nameColumn, columns }: LayerTarget,
  at: Date,
): ImportWriter {
  const kept = columns && new Set(columns)
  const attributesOf = (values: SourceRow) =>
    kept ? Object.fromEntries(Object.entries(values).filter(([column]) => kept.has(column))) : values
  return {
    async write(trx, importId, rows) {
      const { rows: compared } = await sql<{ source_id: string; is_new: boolean; is_changed: boolean }>`
        with input as (
          select u.source_id, u.name, u.attributes::jsonb as attributes,
            st_force2d(st_setsrid(st_geomfromgeojson(u.geometry), 4326)) as geom, u.scope as scope_area_id
          from unnest(${rows.map((row) => row.sourceId)}::text[],
            ${rows.map((row) => ((nameColumn && row.values[nameColumn]) || '').slice(0, 200))}::text[],
            ${rows.map((row) => clean(JSON.stringify(attributesOf(row.values))))}::text[],
            ${rows.map((row) => JSON.stringify(row.geometry))}::text[],
            ${rows.map((row) => row.place.scopeAreaId)}::int[]) as u(source_id, name, attributes, geometry, scope)
        ), compared as (
          select i.*, f.layer_feature_id is null as is_new,
            (f.name, f.attributes, st_asewkb(f.geom)) is distinct from (i.name, i.attributes, st_asewkb(i.geom)) as is_changed,
            jsonb_build_object('name', f.name, 'attributes', f.attributes, 'geom', f.geom::text,
              'scope_area_id', f.scope_area_id) as before,
            jsonb_build_object('name', i.name, 'attributes', i.attributes, 'geom', i.geom::text,
              'scope_area_id', i.scope_area_id) as after
          from input i left join layer_feature f on f.layer_id = ${layerId}::int and f.source_id = i.source_id
        ), made as (
          insert into layer_feature (layer_id, source_id, name, attributes, geom, scope_area_id, imported_at, import_id)
          select ${layerId}::int, source_id, name, attributes, geom, scope_area_id, ${at}::timestamptz, ${importId}::int
          from compared where is_new
        ), noted as (
          insert into layer_import_change (layer_import_id, source_id, scope_area_id, before, after)
          select ${importId}::int, source_id, scope_area_id, case when not is_new then before end, case when not is_new then after end
          from compared where is_new or is_changed
        )
        select source_id, is_new, is_changed from compared`.execute(trx)
      return outcomesOf(rows, compared)
    },
    async change(trx, importId, afterId) {
      const { rows } = await sql<{ last: string | null }>`
        with piece as (${pieceOfChanges(importId, afterId)}),
        changed as (
          update layer_feature f
          set name = c.after->>'name', attributes = c.after->'attributes', geom = (c.after->>'geom')::geometry,
            scope_area_id = (c.after->>'scope_area_id')::int, imported_at = ${at}::timestamptz
          from piece c where f.layer_id = ${layerId} and f.source_id = c.source_id
        ), made as (${noteMade(importId, 'piece')})
        select max(source_id) as last from piece`.execute(trx)
      return rows[0]?.last ?? null
    },
    async finish(trx) {
      await trx
        .updateTable('layer')
        .set({ name, changed_at: at, import_id: null })
        .where('layer_id', '=', layerId)
        .execute()
    },
  }
}

export function outcomesOf(
  rows: readonly { readonly sourceId: string }[],
  compared: readonly {
    readonly source_id: string
    readonly is_new: boolean
    readonly is_changed: boolean
  }[],
): Outcome[] {
  const found = new Map(compared.map((row) => [row.source_id, row]))
  return rows.map(({ sourceId }): Outcome => {
    const row = found.get(sourceId)
    return row?.is_new ? 'inserted' : row?.is_changed ? 'changed' : 'same'
  })
}

/** PostgreSQL keeps no NUL in a jsonb. */
function clean(json: string): string {
  return json.replaceAll('\\u0000', '\\ufffd')
}
