import { type Kysely, sql } from 'kysely'
import { type Trx, withSystem } from '../server/db/client.ts'
import type { Database } from '../server/db/schema.ts'
import { writeDraw } from '../server/inspections/draw.ts'
import { takeOnList } from '../server/inspections/gather-objects.ts'
import { enlist } from '../server/inspections/keep-inspector.ts'
import { findItem } from '../server/inspections/read-pool.ts'
import { readGeography } from '../server/locate/geography.ts'
import { Locator } from '../server/locate/locator.ts'
import {
  inspectionItems,
  inspectionOwners,
  inspectionSources,
  inspectionTies,
} from './packs/city-management/inspections.ts'

const DAY_MS = 86_400_000
/** A draw that is over and published, and one that is under way. */
const PAST = { code: 'XQ-01', days: 47, seed: '20418-demo' } as const
const RUNNING = { code: 'SC-01', days: 2, seed: '77031-demo' } as const

/** The pack's inspection items, lists taken from the loaded city, and two draws. */
export async function loadInspections(db: Kysely<Database>, endsAt: Date): Promise<void> {
  const leaves = [0, ...new Locator(await readGeography(db)).leafAreaIds]
  await withSystem(db, 'seed', async (trx) => {
    await loadItems(trx, endsAt)
    for (const source of inspectionSources) await takeOnList(trx, source, leaves)
    await sql`update inspection_object
      set owner = (${[...inspectionOwners]}::text[])[
        1 + ('x' || substr(md5(code), 1, 7))::bit(28)::int % ${inspectionOwners.length}::int]
      where owner = ''`.execute(trx)
    await enlist(
      trx,
      sql`post = 'supervisor' or (post = 'handler' and department_id in (
        select department_id from department where kind in ('bureau', 'subdistrict')))`,
    )
    for (const { nth, owner, kind } of inspectionTies)
      await sql`insert into inspection_tie (inspector_id, owner, kind, at, by_name)
        select inspector_id, ${owner}, ${kind}, ${endsAt}, '' from inspection_inspector
        order by code offset ${nth - 1} limit 1 on conflict do nothing`.execute(trx)
    const past = await draw(trx, PAST, leaves, endsAt)
    if (past !== null) await finish(trx, past, new Date(endsAt.getTime() - (PAST.days - 12) * DAY_MS))
    await draw(trx, RUNNING, leaves, endsAt)
  })
}

async function loadItems(trx: Trx, at: Date): Promise<void> {
  for (const item of inspectionItems)
    await trx
      .insertInto('inspection_item')
      .values((eb) => ({
        code: item.code,
        name: item.name,
        name_en: item.nameEn,
        object_kinds: [...item.objectKinds],
        checklist: JSON.stringify(item.checklist),
        ratio_percent: item.ratioPercent,
        times_per_year: item.timesPerYear,
        radius_meters: item.radiusMeters,
        category_id: eb.selectFrom('category').select('category_id').where('code', '=', item.categoryCode),
        basis: item.basis,
        basis_en: item.basisEn,
        changed_at: at,
        changed_by: '',
      }))
      .onConflict((conflict) => conflict.column('code').doNothing())
      .execute()
}

/** @returns null where the city has none of the item's objects */
async function draw(
  trx: Trx,
  { code, days, seed }: { readonly code: string; readonly days: number; readonly seed: string },
  leaves: readonly number[],
  endsAt: Date,
): Promise<number | null> {
  const { item_id } = await trx
    .selectFrom('inspection_item')
    .select('item_id')
    .where('code', '=', code)
    .executeTakeFirstOrThrow()
  const item = await findItem(trx, item_id)
  const stock = await trx
    .selectFrom('inspection_object')
    .select('object_id')
    .where('kind', 'in', item.objectKinds)
    .executeTakeFirst()
  if (!stock) return null
  const { drawId } = await writeDraw(trx, {
    item,
    areaId: null,
    leaves,
    ratioPercent: item.ratioPercent,
    seed,
    at: new Date(endsAt.getTime() - days * DAY_MS),
    by: { userId: '', name: '监督中心' },
  })
  return drawId
}

/** Every visit of it found everything in order. */
async function finish(trx: Trx, drawId: number, at: Date): Promise<void> {
  await sql`
    update inspection_visit v set state = 'done', result = 'pass', arrived_at = ${at}, done_at = ${at},
      lng = st_x(o.geom), lat = st_y(o.geom), distance_meters = 12 + v.ordinal * 3,
      answers = (select jsonb_agg(jsonb_build_object('code', c->>'code', 'result', 'pass', 'note', ''))
        from jsonb_array_elements(i.checklist) c),
      arrived_name = n.name, done_name = n.name
    from inspection_object o, inspection_item i, lateral (
      select name from inspection_visit_inspector vi join inspection_inspector using (inspector_id)
      where vi.visit_id = (select visit_id from inspection_visit w
        where w.draw_id = ${drawId} and w.object_id = o.object_id) order by code limit 1) n
    where v.draw_id = ${drawId} and o.object_id = v.object_id and i.item_id = v.item_id`.execute(trx)
  await trx
    .updateTable('inspection_draw')
    .set({ published_at: new Date(at.getTime() + DAY_MS) })
    .where('draw_id', '=', drawId)
    .execute()
}
