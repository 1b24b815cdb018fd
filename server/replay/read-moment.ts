import { sql } from 'kysely'
import { z } from 'zod'
import { caseFilterSchema, whereCases } from '../cases/case-filter.ts'
import { hadEnded, type LevelThen, levelThen, wasOpen } from '../cases/case-then.ts'
import { type Trx, withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'

const MOST_DAYS = 31
/** So many marks a side draw smoothly, two sides on one map. */
const MOST_DRAWN = 3000
const DAY_MS = 86_400_000

const instant = z.iso.datetime({ offset: true })
/** Of the desk's filter what holds at any moment: state and clock are the moment's own, and so is the time. */
const momentFilterSchema = caseFilterSchema.pick({
  categoryIds: true,
  departmentIds: true,
  dutyGridIds: true,
  areaId: true,
  text: true,
  within: true,
})

export const momentSchema = z
  .object({
    /** An instant where both are the same: what was open then. Otherwise what was reported from ≤ … < to. */
    from: instant,
    to: instant,
    filter: momentFilterSchema.optional(),
  })
  .refine(({ from, to }) => Date.parse(from) <= Date.parse(to), {
    path: ['to'],
    message: 'The end lies before the beginning',
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_DAYS * DAY_MS, {
    path: ['from'],
    message: `At most ${MOST_DAYS} days`,
  })

/** How a case stood at the instant, or at the end of the period. */
export type MomentLevel = LevelThen | 'done'
type Counted = { readonly key: string; readonly name: string; readonly nameEn: string; readonly n: number }
export type Moment = {
  readonly total: number
  readonly byLevel: Readonly<Record<MomentLevel, number>>
  /** The largest first. */
  readonly byClass: readonly Counted[]
  /** By subdistrict, or by community where the city has none; the largest first. */
  readonly byArea: readonly Counted[]
  readonly byDutyGrid: readonly (readonly [dutyGridId: number, n: number])[]
  /** Those to be drawn: all of them, or evenly picked ones of too many. */
  readonly cases: readonly {
    readonly caseId: number
    readonly lng: number
    readonly lat: number
    readonly level: MomentLevel
    readonly foundBy: string
  }[]
  /** How many have a place and could be drawn. */
  readonly located: number
}

/** The cases of one moment, counted and placed, so that two of them can be held side by side. */
export function readMoment(
  services: Services,
  actor: Actor,
  { from, to, filter = {} }: z.output<typeof momentSchema>,
): Promise<Moment> {
  const [start, end] = [new Date(from), new Date(to)]
  const now = services.clock.now()
  // What lies ahead is not known: a period that still runs is told as it stands.
  const then = new Date(Math.min(end.getTime(), now.getTime()))
  return withScope(services.db, actor, async (trx) => {
    const moment = momentOf(trx, filter, start, end, then)
    const groups = await readGroups(trx, moment)
    const { rows: cases } = await sql<Moment['cases'][number]>`
      select case_id as "caseId", st_x(geom) as lng, st_y(geom) as lat, level, found_by as "foundBy"
      from (${moment}) m where geom is not null order by hashint8(case_id), case_id limit ${MOST_DRAWN}`.execute(
      trx,
    )
    return { ...summarize(groups), cases }
  })
}

function momentOf(trx: Trx, filter: z.output<typeof momentFilterSchema>, start: Date, end: Date, then: Date) {
  const isInstant = start.getTime() === end.getTime()
  return trx
    .selectFrom('case_record')
    .select([
      'case_record.case_id',
      'case_record.geom',
      'case_record.found_by',
      'case_record.category_id',
      'case_record.duty_grid_id',
      'case_record.scope_area_id',
      sql<MomentLevel>`case when ${hadEnded(then)} then 'done' else ${levelThen(then)} end`.as('level'),
    ])
    .where((eb) => whereCases(eb, filter))
    .$if(isInstant, (query) => query.where(wasOpen(then)))
    .$if(!isInstant, (query) =>
      query.where('case_record.reported_at', '>=', start).where('case_record.reported_at', '<', end),
    )
}

type Group = {
  readonly level: MomentLevel
  readonly dutyGridId: number | null
  readonly located: number
  readonly n: number
  readonly classCode: string | null
  readonly className: string | null
  readonly classNameEn: string | null
  readonly areaId: number | null
  readonly areaName: string | null
  readonly areaNameEn: string | null
}

async function readGroups(trx: Trx, moment: ReturnType<typeof momentOf>): Promise<Group[]> {
  const { rows } = await sql<Group>`
    with counted as (
      select level, duty_grid_id, scope_area_id, category_id, count(*) as n, count(geom) as located
      from (${moment}) m group by 1, 2, 3, 4
    ), today as (select * from area where upper_inf(valid)), main as (
      select * from today where level = (select case when exists (select from today where level = 'subdistrict')
        then 'subdistrict' else 'community' end)
    )
    select counted.level, counted.duty_grid_id as "dutyGridId", counted.n, counted.located, k.class_code as "classCode",
      k.class_name as "className", k.class_name_en as "classNameEn",
      main.area_id as "areaId", main.name as "areaName", main.name_en as "areaNameEn"
    from counted left join category k using (category_id)
      left join today on today.area_id = counted.scope_area_id left join main on main.area_id = any(today.path)`.execute(
    trx,
  )
  return rows
}

function summarize(groups: readonly Group[]): Omit<Moment, 'cases'> {
  const sum = (some: readonly Group[]) => some.reduce((total, { n }) => total + Number(n), 0)
  const level = (wanted: MomentLevel) => sum(groups.filter((group) => group.level === wanted))
  const counted = (keyOf: (group: Group) => Omit<Counted, 'n'>): Counted[] =>
    [...Map.groupBy(groups, (group) => keyOf(group).key)]
      .map(([, some]) => ({ ...keyOf(some[0]!), n: sum(some) }))
      .sort((a, b) => b.n - a.n || a.key.localeCompare(b.key))
  return {
    total: sum(groups),
    located: groups.reduce((total, { located }) => total + Number(located), 0),
    byLevel: {
      normal: level('normal'),
      near: level('near'),
      overdue: level('overdue'),
      done: level('done'),
    },
    byClass: counted(({ classCode, className, classNameEn }) => ({
      key: classCode ?? '',
      name: className ?? '未分类',
      nameEn: classNameEn ?? 'Unclassified',
    })),
    byArea: counted(({ areaId, areaName, areaNameEn }) => ({
      key: areaId === null ? '' : String(areaId),
      name: areaName ?? '未定位',
      nameEn: areaNameEn ?? 'Not located',
    })),
    byDutyGrid: [...Map.groupBy(groups, ({ dutyGridId }) => dutyGridId)].flatMap(([dutyGridId, some]) =>
      dutyGridId === null ? [] : [[dutyGridId, sum(some)] as const],
    ),
  }
}
