import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Trx, withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

export const gatherSchema = z.object({
  source: z.enum(['place', 'part', 'ground']),
  /** Kinds of places, category codes of parts, or classes of the ground: building sites have no name of their own. */
  kinds: z.array(z.string().trim().min(1).max(40)).min(1).max(20),
})
export type Gather = z.output<typeof gatherSchema>

/** Takes places or parts that the city knows onto the list of objects; what is on it already stays as it is. */
export async function gatherObjects(
  services: Services,
  actor: Actor,
  input: Gather,
): Promise<{ readonly added: number }> {
  return withScope(services.db, actor, async (trx) => ({
    added: await takeOnList(trx, input, actor.scopeAreaIds),
  }))
}

export async function takeOnList(
  trx: Trx,
  { source, kinds }: Gather,
  leaves: readonly number[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into inspection_object (code, kind, name, name_en, owner, address, scope_area_id, geom,
      source_system, source_id)
    select ${source} || ':' || code, kind, name, name_en, owner, address, scope_area_id, geom, ${source}, code
    from (${SOURCES[source](kinds)}) found where scope_area_id = any (${[...leaves]}::int[])
    on conflict do nothing`.execute(trx)
  return Number(numAffectedRows ?? 0)
}

const SOURCES: Readonly<Record<Gather['source'], (kinds: readonly string[]) => RawBuilder<unknown>>> = {
  place: (kinds) => sql`
    select kind, code, name, name_en, ''::text as owner, address, area_id as scope_area_id,
      st_pointonsurface(geom) as geom
    from place where kind = any (${[...kinds]}::text[])`,
  part: (kinds) => sql`
    select c.code as kind, p.code, coalesce(nullif(p.name, ''), c.name) as name,
      coalesce(nullif(p.name_en, ''), c.name_en) as name_en, p.owner, p.address, p.scope_area_id,
      st_pointonsurface(p.geom) as geom
    from part p join category c using (category_id) where c.code = any (${[...kinds]}::text[])`,
  ground: (kinds) => sql`
    select f.class as kind, f.source_id as code,
      coalesce(nullif(f.name, ''), '地块 ' || right(g.code, 6)) as name,
      coalesce(nullif(f.name_en, ''), 'Plot ' || right(g.code, 6)) as name_en,
      ''::text as owner, ''::text as address, g.scope_area_id, f.at as geom
    from (select *, st_pointonsurface(geom) as at from basemap_feature
      where layer = 'land' and class = any (${[...kinds]}::text[])) f
    join unit_grid g on upper_inf(g.valid) and st_covers(g.geom, f.at)`,
}
