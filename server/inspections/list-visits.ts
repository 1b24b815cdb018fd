import { type RawBuilder, sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Trx } from '../db/client.ts'
import type { VisitState } from './tables.ts'

export type VisitRow = {
  readonly visitId: number
  readonly drawId: number
  readonly ordinal: number
  readonly item: string
  readonly itemEn: string
  readonly objectCode: string
  readonly kind: string
  readonly name: string
  readonly nameEn: string
  readonly owner: string
  readonly address: string
  readonly lngLat: LngLat
  readonly state: VisitState
  readonly result: 'pass' | 'problem' | null
  readonly dueAt: string
  readonly arrivedAt: string | null
  readonly distanceMeters: number | null
  readonly awayReason: string
  readonly doneAt: string | null
  readonly inspectors: readonly {
    readonly code: string
    readonly name: string
    readonly department: string
    readonly departmentEn: string
    readonly personId: number
  }[]
  readonly caseIds: readonly number[]
}

/** Visits of a draw, of a person, or one: in the order they were drawn. */
export async function listVisits(
  trx: Trx,
  of: { readonly drawId: number } | { readonly visitId: number } | { readonly personId: number | null },
): Promise<VisitRow[]> {
  const where: RawBuilder<boolean> =
    'drawId' in of
      ? sql`v.draw_id = ${of.drawId}`
      : 'visitId' in of
        ? sql`v.visit_id = ${of.visitId}`
        : sql`v.state in ('drawn', 'arrived') and exists (
            select from inspection_visit_inspector vi join inspection_inspector i using (inspector_id)
            where vi.visit_id = v.visit_id and i.person_id = ${of.personId}::int)`
  const { rows } = await sql<
    Omit<VisitRow, 'lngLat' | 'dueAt' | 'arrivedAt' | 'doneAt' | 'distanceMeters'> & {
      lng: number
      lat: number
      dueAt: Date
      arrivedAt: Date | null
      doneAt: Date | null
      distanceMeters: number | null
    }
  >`
    select v.visit_id as "visitId", v.draw_id as "drawId", v.ordinal, t.name as item, t.name_en as "itemEn",
      o.code as "objectCode", o.kind, o.name, o.name_en as "nameEn", o.owner, o.address,
      st_x(o.geom) as lng, st_y(o.geom) as lat, v.state, v.result, v.due_at as "dueAt",
      v.arrived_at as "arrivedAt", v.distance_meters as "distanceMeters", v.away_reason as "awayReason",
      v.done_at as "doneAt",
      coalesce((
        select jsonb_agg(jsonb_build_object('code', i.code, 'name', i.name,
          'department', coalesce(d.name, ''), 'departmentEn', coalesce(d.name_en, ''), 'personId', i.person_id)
          order by i.code)
        from inspection_visit_inspector vi join inspection_inspector i using (inspector_id)
        left join department d on d.department_id = i.department_id
        where vi.visit_id = v.visit_id), '[]') as inspectors,
      coalesce((select jsonb_agg(f.case_id order by f.check_code) from inspection_finding f
        where f.visit_id = v.visit_id), '[]') as "caseIds"
    from inspection_visit v
    join inspection_object o using (object_id)
    join inspection_item t using (item_id)
    where ${where}
    order by v.draw_id, v.ordinal`.execute(trx)
  return rows.map(({ lng, lat, dueAt, arrivedAt, doneAt, distanceMeters, ...row }) => ({
    ...row,
    lngLat: [lng, lat],
    dueAt: dueAt.toISOString(),
    arrivedAt: arrivedAt?.toISOString() ?? null,
    doneAt: doneAt?.toISOString() ?? null,
    distanceMeters: distanceMeters === null ? null : Math.round(distanceMeters),
  }))
}
