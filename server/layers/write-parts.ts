import { sql } from 'kysely'
import type { Trx } from '../db/client.ts'
import { appendEvents } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { ImportInput } from './import-input.ts'
import type { ImportRow, ImportWriter, Outcome } from './import-writer.ts'

export type PartsTarget = Extract<NonNullable<ImportInput['target']>, { kind: 'parts' }>
const SOURCE = 'import'

/** Writes rows as parts of the city, by their codes. */
export async function partsWriter(
  trx: Trx,
  actor: Actor,
  target: PartsTarget,
  at: Date,
): Promise<ImportWriter> {
  const categories = await trx
    .selectFrom('category')
    .select(['category_id', 'code', 'name'])
    .where('kind', '=', 'part')
    .execute()
  const byWord = new Map(
    categories.flatMap(({ category_id, code, name }) => [
      [code, category_id],
      [name, category_id],
    ]),
  )
  return async (rows, layerImportId) => {
    const outcomes = new Map<ImportRow, Outcome>()
    const good: { readonly row: ImportRow; readonly categoryId: number }[] = []
    for (const row of rows) {
      const word = (row.values[target.categoryColumn] ?? '').trim()
      const categoryId = byWord.get(word)
      if (row.geometry.type !== 'Point') {
        outcomes.set(row, {
          code: 'NO_POINT',
          field: 'geometry',
          zh: '部件应是点',
          en: 'A component is a point',
        })
      } else if (categoryId === undefined) {
        outcomes.set(row, {
          code: 'UNKNOWN_CATEGORY',
          field: target.categoryColumn,
          zh: `没有部件类别「${word}」`,
          en: `There is no category of components "${word}"`,
        })
      } else good.push({ row, categoryId })
    }
    const text = (column: string | undefined, row: ImportRow) =>
      ((column && row.values[column]) || '').trim().slice(0, 300)
    const { rows: written } = await sql<{
      part_id: number
      code: string
      scope_area_id: number
      is_new: boolean
    }>`
      with before as (
        select code, jsonb_build_object('category_id', category_id, 'name', name, 'address', address,
          'scope_area_id', scope_area_id, 'unit_grid_id', unit_grid_id, 'duty_grid_id', duty_grid_id,
          'geom', geom::text) as state
        from part where code = any(${good.map(({ row }) => row.sourceId)}::text[])
      ), written as (
      insert into part (code, category_id, name, address, scope_area_id, unit_grid_id, duty_grid_id, geom,
        source_system, source_id)
      select u.code, u.category, u.name, u.address, u.scope, u.unit_grid, u.duty_grid,
        st_force2d(st_setsrid(st_geomfromgeojson(u.geometry), 4326)), ${SOURCE}, u.code
      from unnest(${good.map(({ row }) => row.sourceId)}::text[], ${good.map((one) => one.categoryId)}::int[],
        ${good.map(({ row }) => text(target.nameColumn, row))}::text[],
        ${good.map(({ row }) => text(target.addressColumn, row))}::text[],
        ${good.map(({ row }) => row.place.scopeAreaId)}::int[],
        ${good.map(({ row }) => row.place.unitGrid?.unitGridId ?? null)}::int[],
        ${good.map(({ row }) => row.place.dutyGrid?.dutyGridId ?? null)}::int[],
        ${good.map(({ row }) => JSON.stringify(row.geometry))}::text[])
        as u(code, category, name, address, scope, unit_grid, duty_grid, geometry)
      on conflict (code) do update
        set category_id = excluded.category_id, name = excluded.name, address = excluded.address,
          scope_area_id = excluded.scope_area_id, unit_grid_id = excluded.unit_grid_id,
          duty_grid_id = excluded.duty_grid_id, geom = excluded.geom
        where (part.category_id, part.name, part.address, st_asewkb(part.geom))
          is distinct from (excluded.category_id, excluded.name, excluded.address, st_asewkb(excluded.geom))
      returning part_id, code, scope_area_id, xmax = 0 as is_new
      ), noted as (
        insert into layer_import_change (layer_import_id, source_id, scope_area_id, before)
        select ${layerImportId}::int, w.code, w.scope_area_id, case when w.is_new then null else b.state end
        from written w left join before b using (code)
      )
      select part_id, code, scope_area_id, is_new from written`.execute(trx)
    await appendEvents(
      trx,
      written.map((part) => ({
        type: 'part.changed',
        at,
        scopeAreaId: part.scope_area_id,
        entity: 'part',
        entityId: part.part_id,
        actor: actor.userId,
      })),
    )
    const isNew = new Map(written.map((part) => [part.code, part.is_new]))
    for (const { row } of good) {
      const state = isNew.get(row.sourceId)
      outcomes.set(row, state === undefined ? 'same' : state ? 'inserted' : 'changed')
    }
    return rows.map((row) => outcomes.get(row)!)
  }
}
