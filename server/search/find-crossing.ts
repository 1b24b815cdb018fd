import { type Kysely, sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Database } from '../db/schema.ts'

const BETWEEN = /\s*(?:与|和|及|×|&|@|\/|\bat\b|\band\b|\bx\b)\s*/i

export type Crossing = { readonly name: string; readonly nameEn: string; readonly lngLat: LngLat }

/**
 * The two roads that a text names, such as `中山路与解放路口` or `Main St & 1st Ave`; undefined where it names none.
 *
 * @example roadsOf('中山路与解放路交叉口') // ['中山路', '解放路']
 */
export function roadsOf(text: string): readonly [string, string] | undefined {
  const names = text
    .replace(/(交叉口|交汇处|交叉路口|路口)$/, (ending) => (ending === '路口' ? '路' : ''))
    .split(BETWEEN)
    .map((name) => name.trim())
  return names.length === 2 && names[0] && names[1] ? [names[0], names[1]] : undefined
}

/** Where two roads of these names meet. The roads of the map are public. */
export async function findCrossings(
  db: Kysely<Database>,
  [first, second]: readonly [string, string],
): Promise<Crossing[]> {
  const like = (name: string) => `%${name.replace(/[\\%_]/g, (character) => `\\${character}`)}%`
  const named = (name: string) =>
    sql`layer = 'road' and (name like ${like(name)} or name_en ilike ${like(name)})`
  const { rows } = await sql<{ name: string; name_en: string; lng: number; lat: number }>`
    with a as (select name, name_en, geom from basemap_feature where ${named(first)} limit 200),
      b as (select name, name_en, geom from basemap_feature where ${named(second)} limit 200)
    select a.name || '与' || b.name || '路口' as name, a.name_en || ' & ' || b.name_en as name_en,
      st_x(at) as lng, st_y(at) as lat
    from a join b on a.name <> b.name and a.geom && b.geom and st_intersects(a.geom, b.geom),
      st_pointonsurface(st_intersection(a.geom, b.geom)) at
    limit 50`.execute(db)
  // Both sides of a divided road cross: one is enough.
  const seen = new Set<string>()
  return rows.flatMap(({ name, name_en, lng, lat }) => {
    const key = `${name} ${lng.toFixed(3)} ${lat.toFixed(3)}`
    if (seen.has(key)) return []
    seen.add(key)
    return [{ name, nameEn: name_en, lngLat: [lng, lat] as const }]
  })
}
