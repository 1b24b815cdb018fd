import { sql } from 'kysely'
import { type Trx, withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { holds } from '../identity/permissions.ts'
import type { Services } from '../services.ts'

const OBJECTS_SHOWN = 2000

/** 一单两库: items, the objects in reach, and the inspectors; ties only for those who draw. */
export function readLists(services: Services, actor: Actor) {
  return withScope(services.db, actor, async (trx) => ({
    items: await listItems(trx),
    objects: await listObjects(trx),
    inspectors: await listInspectors(trx, holds(actor.roles, 'inspections.draw')),
  }))
}

async function listItems(trx: Trx) {
  const rows = await trx
    .selectFrom('inspection_item')
    .leftJoin('category', 'category.category_id', 'inspection_item.category_id')
    .select([
      'item_id as itemId',
      'inspection_item.code',
      'inspection_item.name',
      'inspection_item.name_en as nameEn',
      'object_kinds as objectKinds',
      'checklist',
      'ratio_percent as ratioPercent',
      'times_per_year as timesPerYear',
      'radius_meters as radiusMeters',
      'inspection_item.category_id as categoryId',
      'basis',
      'basis_en as basisEn',
      'is_active as isActive',
      'inspection_item.version',
    ])
    .orderBy('inspection_item.code')
    .execute()
  return rows
}

async function listObjects(trx: Trx) {
  const { rows } = await sql<{
    objectId: number
    code: string
    kind: string
    name: string
    nameEn: string
    owner: string
    address: string
    isActive: boolean
    lng: number
    lat: number
    lastAt: Date | null
  }>`
    select object_id as "objectId", code, kind, name, name_en as "nameEn", owner, address, is_active as "isActive",
      st_x(geom) as lng, st_y(geom) as lat,
      (select max(drawn_at) from inspection_visit v
        where v.object_id = o.object_id and v.state <> 'superseded') as "lastAt"
    from inspection_object o order by code limit ${OBJECTS_SHOWN}`.execute(trx)
  return rows.map(({ lng, lat, lastAt, ...row }) => ({
    ...row,
    lngLat: [lng, lat] as const,
    lastAt: lastAt?.toISOString() ?? null,
  }))
}

async function listInspectors(trx: Trx, knowsTies: boolean) {
  const { rows } = await sql<{
    inspectorId: number
    code: string
    name: string
    nameEn: string
    department: string
    departmentEn: string
    isActive: boolean
    open: number
    ties: { owner: string; kind: string }[]
  }>`
    select i.inspector_id as "inspectorId", i.code, i.name, i.name_en as "nameEn", coalesce(d.name, '') as department,
      coalesce(d.name_en, '') as "departmentEn", i.is_active as "isActive",
      (select count(*) from inspection_visit_inspector vi join inspection_visit v using (visit_id)
        where vi.inspector_id = i.inspector_id and v.state in ('drawn', 'arrived'))::int as open,
      coalesce((select jsonb_agg(jsonb_build_object('owner', t.owner, 'kind', t.kind) order by t.owner)
        from inspection_tie t where t.inspector_id = i.inspector_id), '[]') as ties
    from inspection_inspector i left join department d using (department_id) order by i.code`.execute(trx)
  return rows.map((row) => ({ ...row, ties: knowsTies ? row.ties : null }))
}
