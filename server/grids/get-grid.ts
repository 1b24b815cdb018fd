import { sql } from 'kysely'
import type { MultiPolygonCoordinates } from '../../geo/lng-lat.ts'
import type { CaseRow } from '../cases/case-rows.ts'
import { listQueue } from '../cases/list-queue.ts'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { onShiftPersonIds } from './on-shift-people.ts'

const DAY_MS = 86_400_000
type Shape = { readonly type: 'MultiPolygon'; readonly coordinates: MultiPolygonCoordinates }

export type GridDetail = {
  readonly dutyGridId: number
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly areaName: string
  readonly areaNameEn: string
  readonly geometry: Shape
  readonly areaSquareMeters: number
  readonly people: readonly {
    personId: number
    name: string
    nameEn: string
    duty: string
    onDuty: boolean
  }[]
  readonly unitGrids: readonly {
    unitGridId: number
    code: string
    landUse: string
    geometry: Shape
    lastSeenAt: string | null
    lastSeenBy: 'track' | 'report' | 'inspection' | null
    unseen: boolean
  }[]
  /** Unit grids seen within the days asked for, of all. */
  readonly coveragePercent: number
  readonly partsByClass: readonly {
    classCode: string
    name: string
    nameEn: string
    n: number
    poor: number
  }[]
  readonly openCases: readonly CaseRow[]
  readonly recentClosed: readonly CaseRow[]
  readonly index: { readonly value: number | null; readonly grade: number | null } | null
}

/**
 * What covers a duty grid and what nobody has looked at: a unit grid is unseen where no track point, report or inspection
 * fell inside it within `unseenDays`.
 */
export async function getGrid(
  services: Services,
  actor: Actor,
  dutyGridId: number,
  unseenDays: number,
): Promise<GridDetail> {
  const now = services.clock.now()
  const unseenBefore = now.getTime() - unseenDays * DAY_MS
  const found = await withScope(services.db, actor, async (trx) => {
    const grid = await trx
      .selectFrom('duty_grid as d')
      .leftJoin('area as a', (join) =>
        join.onRef('a.area_id', '=', 'd.scope_area_id').on(sql<boolean>`upper_inf(a.valid)`),
      )
      .select([
        'd.code',
        'd.name',
        'd.name_en as nameEn',
        'a.name as areaName',
        'a.name_en as areaNameEn',
        sql<Shape>`ST_AsGeoJSON(d.geom, 7)::jsonb`.as('geometry'),
        sql<number>`ST_Area(d.geom::geography)`.as('areaSquareMeters'),
      ])
      .where('d.duty_grid_id', '=', dutyGridId)
      .where(sql<boolean>`upper_inf(d.valid)`)
      .executeTakeFirst()
    if (!grid) {
      throw new CodedError(
        'not_found',
        'NO_SUCH_GRID',
        '没有这个责任网格，或不在您的辖区',
        'No such duty grid in your area',
        {
          field: 'dutyGridId',
        },
      )
    }
    const people = await trx
      .selectFrom('duty_grid_person as g')
      .innerJoin('person as p', 'p.person_id', 'g.person_id')
      .select(['p.person_id as personId', 'p.name', 'p.name_en as nameEn', 'g.duty'])
      .where('g.duty_grid_id', '=', dutyGridId)
      .orderBy('g.duty')
      .orderBy('p.code')
      .execute()
    const cells = await trx
      .selectFrom('unit_grid as u')
      .leftJoin('unit_grid_seen as s', 's.unit_grid_id', 'u.unit_grid_id')
      .select([
        'u.unit_grid_id as unitGridId',
        'u.code',
        'u.land_use as landUse',
        sql<Shape>`ST_AsGeoJSON(u.geom, 7)::jsonb`.as('geometry'),
        's.track_at as track',
        's.report_at as report',
        's.inspection_at as inspection',
      ])
      .where('u.duty_grid_id', '=', dutyGridId)
      .where(sql<boolean>`upper_inf(u.valid)`)
      .orderBy('u.code')
      .execute()
    const partsByClass = await trx
      .selectFrom('part as p')
      .innerJoin('category as c', 'c.category_id', 'p.category_id')
      .select([
        'c.class_code as classCode',
        'c.class_name as name',
        'c.class_name_en as nameEn',
        sql<number>`count(*)::int`.as('n'),
        sql<number>`count(*) filter (where p.condition in ('poor', 'missing'))::int`.as('poor'),
      ])
      .where('p.duty_grid_id', '=', dutyGridId)
      .groupBy(['c.class_code', 'c.class_name', 'c.class_name_en'])
      .orderBy('n', 'desc')
      .execute()
    const index = await trx
      .selectFrom('index_value')
      .select(['value', 'grade'])
      .where('code', '=', 'urban_management')
      .where('entity', '=', 'duty_grid')
      .where('entity_id', '=', dutyGridId)
      .executeTakeFirst()
    return { grid, people, cells, partsByClass, index, onShift: await onShiftPersonIds(trx, now) }
  })
  const { grid, people, cells, partsByClass, index, onShift } = found
  const unitGrids = cells.map(({ track, report, inspection, ...cell }) => {
    const last = lastOf({ track, report, inspection })
    return {
      ...cell,
      lastSeenAt: last?.at.toISOString() ?? null,
      lastSeenBy: last?.by ?? null,
      unseen: !last || last.at.getTime() < unseenBefore,
    }
  })
  const seen = unitGrids.filter(({ unseen }) => !unseen).length
  const [open, closed] = await Promise.all([
    listQueue(services, actor, { filter: { dutyGridIds: [dutyGridId], open: true }, limit: 100 }),
    listQueue(services, actor, { filter: { dutyGridIds: [dutyGridId], states: ['closed'] }, limit: 10 }),
  ])
  return {
    dutyGridId,
    ...grid,
    areaName: grid.areaName ?? '',
    areaNameEn: grid.areaNameEn ?? '',
    people: people.map((person) => ({ ...person, onDuty: onShift.has(person.personId) })),
    unitGrids,
    coveragePercent: unitGrids.length === 0 ? 0 : Math.round((100 * seen) / unitGrids.length),
    partsByClass,
    openCases: open.rows,
    recentClosed: closed.rows,
    index: index ?? null,
  }
}

type Seen = 'track' | 'report' | 'inspection'

function lastOf(times: Record<Seen, Date | null>): { by: Seen; at: Date } | undefined {
  let last: { by: Seen; at: Date } | undefined
  for (const [by, at] of Object.entries(times) as [Seen, Date | null][]) {
    if (at && (!last || at > last.at)) last = { by, at }
  }
  return last
}
