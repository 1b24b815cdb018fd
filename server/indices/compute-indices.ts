import { sql } from 'kysely'
import { withSystem } from '../db/client.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Services } from '../services.ts'
import { type CaseCounts, noCases, sumCounts } from './case-counts.ts'
import { gradesOf } from './grade.ts'
import { indices, type Measured } from './indicators.ts'
import { readCaseCounts } from './read-case-counts.ts'

/** Long enough that most unit grids have a sample. */
export const INDEX_DAYS = 90
const DAY_MS = 86_400_000

export type IndexEntity = 'unit_grid' | 'duty_grid' | 'area'
type Entity = {
  readonly entity: IndexEntity
  readonly id: number
  readonly areaSquareMeters: number
  readonly level: string
}

/**
 * Computes every index for every current unit grid, duty grid and area over the last `INDEX_DAYS`, and says so in the
 * event log.
 */
export async function computeIndices(services: Services): Promise<void> {
  const to = services.clock.now()
  const from = new Date(to.getTime() - INDEX_DAYS * DAY_MS)
  const { placed, entities, pathOf } = await withSystem(services.db, 'compute_indices', async (trx) => {
    const areas = await trx
      .selectFrom('area')
      .select(['area_id', 'path', 'level', sql<number>`ST_Area(geom::geography)`.as('m2')])
      .where(sql<boolean>`upper_inf(valid)`)
      .execute()
    const dutyGrids = await trx
      .selectFrom('duty_grid')
      .select(['duty_grid_id', sql<number>`ST_Area(geom::geography)`.as('m2')])
      .where(sql<boolean>`upper_inf(valid)`)
      .execute()
    const unitGrids = await trx
      .selectFrom('unit_grid')
      .select(['unit_grid_id', 'area_square_meters as m2'])
      .where(sql<boolean>`upper_inf(valid)`)
      .execute()
    const list: Entity[] = [
      ...areas.map((a) => ({
        entity: 'area' as const,
        id: a.area_id,
        areaSquareMeters: a.m2,
        level: a.level,
      })),
      ...dutyGrids.map((d) => ({
        entity: 'duty_grid' as const,
        id: d.duty_grid_id,
        areaSquareMeters: d.m2,
        level: '',
      })),
      ...unitGrids.map((u) => ({
        entity: 'unit_grid' as const,
        id: u.unit_grid_id,
        areaSquareMeters: u.m2,
        level: '',
      })),
    ]
    return {
      placed: await readCaseCounts(trx, from, to),
      entities: list,
      pathOf: new Map(areas.map((a) => [a.area_id, a.path])),
    }
  })
  const counts = sumCounts(placed, ({ scopeAreaId, dutyGridId, unitGridId }) => [
    ...(pathOf.get(scopeAreaId) ?? []).map((id) => `area/${id}`),
    ...(dutyGridId === null ? [] : [`duty_grid/${dutyGridId}`]),
    ...(unitGridId === null ? [] : [`unit_grid/${unitGridId}`]),
  ])
  const rows = valuesOf(entities, counts)
  await withSystem(services.db, 'compute_indices', async (trx) => {
    await trx
      .insertInto('index_definition')
      .values(
        indices.map(({ code, version, name, nameEn, formula, formulaEn, unit, direction, minSample }) => ({
          code,
          version,
          name,
          name_en: nameEn,
          formula,
          formula_en: formulaEn,
          unit,
          direction,
          min_sample: minSample,
        })),
      )
      .onConflict((conflict) =>
        conflict.column('code').doUpdateSet((eb) => ({
          version: eb.ref('excluded.version'),
          name: eb.ref('excluded.name'),
          name_en: eb.ref('excluded.name_en'),
          formula: eb.ref('excluded.formula'),
          formula_en: eb.ref('excluded.formula_en'),
          min_sample: eb.ref('excluded.min_sample'),
        })),
      )
      .execute()
    await sql`
      insert into index_value (code, entity, entity_id, from_at, to_at, value, sample, grade, computed_at)
      select code, entity, entity_id, ${from}, ${to}, value, sample, grade, ${to}
      from unnest(
        ${rows.map((r) => r.code)}::text[], ${rows.map((r) => r.entity)}::text[], ${rows.map((r) => r.id)}::int[],
        ${rows.map((r) => r.value)}::float8[], ${rows.map((r) => r.sample)}::int[], ${rows.map((r) => r.grade)}::smallint[]
      ) as u(code, entity, entity_id, value, sample, grade)
      on conflict (code, entity, entity_id) do update set
        from_at = excluded.from_at, to_at = excluded.to_at, value = excluded.value,
        sample = excluded.sample, grade = excluded.grade, computed_at = excluded.computed_at`.execute(trx)
    await appendEvent(trx, {
      type: 'index.computed',
      at: to,
      scopeAreaId: 0,
      entity: 'index',
      entityId: 'all',
      actor: 'compute_indices',
      data: { codes: indices.map(({ code }) => code) },
    })
  })
}

type Value = {
  code: string
  entity: IndexEntity
  id: number
  value: number | null
  sample: number
  grade: number | null
}

/** Graded among their own kind: unit grids with unit grids, subdistricts with subdistricts. */
function valuesOf(entities: readonly Entity[], counts: ReadonlyMap<string, CaseCounts>): Value[] {
  const kinds = Map.groupBy(entities, ({ entity, level }) => `${entity}/${level}`)
  const rows: Value[] = []
  for (const index of indices) {
    for (const kind of kinds.values()) {
      const values = kind.map(({ entity, id, areaSquareMeters }) => {
        const measured: Measured = {
          counts: counts.get(`${entity}/${id}`) ?? noCases(),
          areaSquareMeters,
          days: INDEX_DAYS,
        }
        return { entity, id, value: index.valueOf(measured), sample: index.sampleOf(measured) }
      })
      const grades = gradesOf(
        values.map(({ value, sample }) => (sample < index.minSample ? null : value)),
        index.direction,
      )
      rows.push(...values.map((value, i) => ({ ...value, code: index.code, grade: grades[i]! })))
    }
  }
  return rows
}
