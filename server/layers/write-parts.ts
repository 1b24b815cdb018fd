import { sql } from 'kysely'
import { type Trx, withScope } from '../db/client.ts'
import { appendEvents } from '../events/append-event.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import type { ImportInput } from './import-input.ts'
import { type ImportRow, type ImportWriter, noteMade, type Outcome, pieceOfChanges } from './import-writer.ts'
import { outcomesOf } from './write-layer.ts'

export type PartsTarget = Extract<NonNullable<ImportInput['target']>, { kind: 'parts' }>
const SOURCE = 'import'

const TOLD_AT_ONCE = 500

/** Writes rows as parts of the city, by their codes. */
export function partsWriter(services: Services, actor: Actor, target: PartsTarget, at: Date): ImportWriter {
  let byWord: ReadonlyMap<string, number> | undefined
  const text = (column: string | undefined, row: ImportRow) =>
    ((column && row.values[column]) || '').trim().slice(0, 300)
  const tellOf = (trx: Trx, parts: readonly { readonly part_id: number; readonly scope_area_id: number }[]) =>
    appendEvents(
      trx,
      parts.map((part) => ({
        type: 'part.changed',
        at,
        scopeAreaId: part.scope_area_id,
        entity: 'part',
        entityId: part.part_id,
        actor: actor.userId,
      })),
    )
  return {
    async write(trx, importId, rows) {
      byWord ??= await categoriesByWord(trx)
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
      const { rows: compared } = await sql<{ source_id: string; is_new: boolean; is_changed: boolean }>`
        with input as (
          select u.code, u.category as category_id, u.name, u.address, u.scope as scope_area_id, u.unit_grid as unit_grid_id,
            u.duty_grid as duty_grid_id, st_force2d(st_setsrid(st_geomfromgeojson(u.geometry), 4326)) as geom
          from unnest(${good.map(({ row }) => row.sourceId)}::text[], ${good.map((one) => one.categoryId)}::int[],
            ${good.map(({ row }) => text(target.nameColumn, row))}::text[],
            ${good.map(({ row }) => text(target.addressColumn, row))}::text[],
            ${good.map(({ row }) => row.place.scopeAreaId)}::int[],
            ${good.map(({ row }) => row.place.unitGrid?.unitGridId ?? null)}::int[],
            ${good.map(({ row }) => row.place.dutyGrid?.dutyGridId ?? null)}::int[],
            ${good.map(({ row }) => JSON.stringify(row.geometry))}::text[])
            as u(code, category, name, address, scope, unit_grid, duty_grid, geometry)
        ), compared as (
          select i.*, p.part_id is null as is_new,
            (p.category_id, p.name, p.address, st_asewkb(p.geom))
              is distinct from (i.category_id, i.name, i.address, st_asewkb(i.geom)) as is_changed,
            ${state('p')} as before, ${state('i')} as after
          from input i left join part p on p.code = i.code
        ), made as (
          insert into part (code, category_id, name, address, scope_area_id, unit_grid_id, duty_grid_id, geom,
            source_system, source_id, import_id)
          select code, category_id, name, address, scope_area_id, unit_grid_id, duty_grid_id, geom, ${SOURCE}, code,
            ${importId}::int
          from compared where is_new
        ), noted as (
          insert into layer_import_change (layer_import_id, source_id, scope_area_id, before, after)
          select ${importId}::int, code, scope_area_id, case when not is_new then before end, case when not is_new then after end
          from compared where is_new or is_changed
        )
        select code as source_id, is_new, is_changed from compared`.execute(trx)
      const written = outcomesOf(
        good.map(({ row }) => row),
        compared,
      )
      for (const [i, { row }] of good.entries()) outcomes.set(row, written[i]!)
      return rows.map((row) => outcomes.get(row)!)
    },
    async change(trx, importId, afterId) {
      const { rows } = await sql<{ source_id: string; part_id: number | null; scope_area_id: number }>`
        with piece as (${pieceOfChanges(importId, afterId)}),
        changed as (
          update part p
          set category_id = (c.after->>'category_id')::int, name = c.after->>'name', address = c.after->>'address',
            scope_area_id = (c.after->>'scope_area_id')::int, unit_grid_id = (c.after->>'unit_grid_id')::int,
            duty_grid_id = (c.after->>'duty_grid_id')::int, geom = (c.after->>'geom')::geometry
          from piece c where p.code = c.source_id
          returning p.code, p.part_id, p.scope_area_id
        ), made as (${noteMade(importId, 'piece')})
        select piece.source_id, changed.part_id, changed.scope_area_id
        from piece left join changed on changed.code = piece.source_id order by piece.source_id`.execute(trx)
      const changed = rows.flatMap(({ part_id, scope_area_id }) =>
        part_id === null ? [] : [{ part_id, scope_area_id }],
      )
      if (changed.length > 0) await tellOf(trx, changed)
      return rows.at(-1)?.source_id ?? null
    },
    // A process that dies in between has nobody to tell: snapshots are read anew at the next start.
    async tell(importId) {
      for (let after = 0; ; ) {
        const told = await withScope(services.db, actor, async (trx) => {
          const { rows } = await sql<{ part_id: number; scope_area_id: number }>`
            select part_id, scope_area_id from part where import_id = ${importId} and part_id > ${after}
            order by part_id limit ${TOLD_AT_ONCE}`.execute(trx)
          if (rows.length > 0) await tellOf(trx, rows)
          return rows
        })
        if (told.length < TOLD_AT_ONCE) return
        after = told.at(-1)!.part_id
      }
    },
  }
}

/** What can be changed, and changed back. */
export const state = (alias: string) =>
  sql`jsonb_build_object(${sql.join(
    ['category_id', 'name', 'address', 'scope_area_id', 'unit_grid_id', 'duty_grid_id'].flatMap((column) => [
      sql.lit(column),
      sql.ref(`${alias}.${column}`),
    ]),
  )}, 'geom', ${sql.ref(`${alias}.geom`)}::text)`

async function categoriesByWord(trx: Trx): Promise<ReadonlyMap<string, number>> {
  const categories = await trx
    .selectFrom('category')
    .select(['category_id', 'code', 'name'])
    .where('kind', '=', 'part')
    .execute()
  return new Map(
    categories.flatMap(({ category_id, code, name }): [string, number][] => [
      [code, category_id],
      [name, category_id],
    ]),
  )
}
