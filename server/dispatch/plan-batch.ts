import { z } from 'zod'
import type { LngLat } from '../../geo/lng-lat.ts'
import { type Category, findCategory } from '../basis/find-category.ts'
import { readCalendar } from '../basis/read-calendar.ts'
import { type Reason, refusalOf } from '../cases/actions-for.ts'
import { CASE_COLUMNS, type CaseRecord, lngLatOf, PLACE_COLUMNS } from '../cases/case-row.ts'
import { factsOf } from '../cases/facts-of.ts'
import { withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { cheapestAssignment, pairsOf } from './cheapest-assignment.ts'
import { readRankLimits } from './dispatch-setting.ts'
import type { EquipmentKind } from './equipment.ts'
import {
  findWays,
  pickOf,
  soonerButDoubtful,
  type UnitCandidate,
  type UnitPick,
  type UnitSkip,
  type UnitWay,
  whyIt,
} from './rank-units.ts'
import { candidateOf } from './short-list.ts'
import { shortfallOf } from './shortfall-of.ts'
import { departmentFor } from './suggest.ts'
import { travelBy } from './travel-by.ts'

export const planBatchSchema = z.object({
  caseIds: z.array(z.number().int().positive()).min(1).max(200),
  /** How many of them one unit may be given, one after the other. */
  perUnit: z.number().int().min(1).max(5).default(1),
})

export type PlannedCase = {
  readonly caseId: number
  readonly version: number
  readonly lngLat: LngLat
  readonly departmentId: number
  readonly unit: UnitPick
  /** 1 is the first that the unit drives to. */
  readonly turn: number
  /** The quickest others that could go, whoever they are planned for. */
  readonly runnersUp: readonly {
    readonly unitId: number
    readonly name: string
    readonly nameEn: string
    readonly travelMinutes: number
  }[]
}
export type BatchPlan = {
  readonly planned: readonly PlannedCase[]
  readonly left: readonly { readonly caseId: number; readonly number: string; readonly reason: Reason }[]
  /** Minutes of driving in all, and if each case in turn had taken its nearest free unit. */
  readonly totalMinutes: number
  readonly oneByOneMinutes: number
  readonly oneByOneCount: number
}

/** Nobody goes only where nobody can: this outweighs any sum of minutes. */
const LEFT_OUT_MINUTES = 100_000
/** A minute's wait of an urgent case counts as three of a normal one. */
const WEIGHTS: Readonly<Record<string, number>> = { urgent: 3, important: 1.5 }
/** What a unit needs on the way to its next case, besides driving: so that work is spread before it is stacked. */
const MINUTES_A_CASE = 30
/** Who should rest, or may lack what is needed, goes where nobody else can be there hours later. */
const DOUBT_MINUTES = 600

type Open = {
  readonly record: CaseRecord
  readonly lngLat: LngLat
  readonly departmentId: number
  readonly skill: string
  readonly needs: readonly EquipmentKind[]
  readonly ways: readonly UnitWay[]
  readonly skipped: readonly UnitSkip[]
}

/**
 * Who should go where, for many cases and all able units at once: the least driving for all together, urgent cases
 * first. Nothing is changed; each row is dispatched by `cases.bulkDispatch`.
 */
export async function planBatch(
  services: Services,
  actor: Actor,
  { caseIds, perUnit }: z.output<typeof planBatchSchema>,
): Promise<BatchPlan> {
  const { open, left } = await readOpen(services, actor, [...new Set(caseIds)])
  const units = [...new Set(open.flatMap(({ ways }) => ways.map(({ unit }) => unit.unitId)))].sort(
    (a, b) => a - b,
  )
  const slots = units.length * perUnit
  const slotAt = new Map(units.map((unitId, i) => [unitId, i * perUnit]))
  const pairs = open.map(({ ways, record }) =>
    ways.flatMap(({ unit, minutes, doubts }) =>
      Array.from({ length: perUnit }, (_, turn) => ({
        column: slotAt.get(unit.unitId)! + turn,
        cost: (minutes + turn * MINUTES_A_CASE + (doubts.length > 0 ? DOUBT_MINUTES : 0)) * weightOf(record),
      })),
    ),
  )
  const leaveOut = Float64Array.from(open, ({ record }) => LEFT_OUT_MINUTES * weightOf(record))
  const slotOf = cheapestAssignment(open.length, slots, pairsOf(pairs), leaveOut)
  const planned: PlannedCase[] = []
  const short: BatchPlan['left'][number][] = []
  for (const [row, one] of open.entries()) {
    const slot = slotOf[row]!
    const way =
      slot < 0 ? undefined : one.ways.find(({ unit }) => unit.unitId === units[Math.floor(slot / perUnit)])
    const { caseId, number } = idsOf(one.record)
    if (way) planned.push(plannedCase(one, way, (slot % perUnit) + 1, services.clock.now().getTime()))
    else short.push({ caseId, number, reason: whyLeft(one) })
  }
  const greedy = takenOneByOne(open, perUnit)
  return {
    planned: planned.sort((a, b) => b.unit.travelMinutes - a.unit.travelMinutes || a.caseId - b.caseId),
    left: [...left, ...short],
    totalMinutes: planned.reduce((sum, { unit }) => sum + unit.travelMinutes, 0),
    oneByOneMinutes: greedy.minutes,
    oneByOneCount: greedy.count,
  }
}

async function readOpen(services: Services, actor: Actor, caseIds: readonly number[]) {
  const now = services.clock.now()
  const open: Open[] = []
  const left: BatchPlan['left'][number][] = []
  await withScope(services.db, actor, async (trx) => {
    const calendar = await readCalendar(trx)
    const limits = await readRankLimits(trx)
    const sight = await services.locator.units.look(trx)
    const records = await trx
      .selectFrom('case_record')
      .select([...CASE_COLUMNS, ...PLACE_COLUMNS])
      .where('case_id', 'in', caseIds)
      .orderBy('case_id')
      .execute()
    const categories = new Map<number, Category | undefined>()
    const candidates = new Map<number, UnitCandidate[]>()
    for (const record of records) {
      const { caseId, number } = idsOf(record)
      const leave = (reason: Reason) => left.push({ caseId, number, reason })
      const refusal = refusalOf(await factsOf(trx, record), 'dispatch', actor)
      const lngLat = lngLatOf(record)
      if (refusal) leave(refusal)
      else if (!lngLat) leave(NO_PLACE)
      else {
        const choice = await departmentFor(trx, services.locator, record)
        if (!choice) {
          leave(NO_DEPARTMENT)
          continue
        }
        const { departmentId } = choice
        const categoryId = record.category_id
        if (categoryId !== null && !categories.has(categoryId))
          categories.set(categoryId, await findCategory(trx, { categoryId }))
        if (!candidates.has(departmentId))
          candidates.set(
            departmentId,
            sight.all(departmentId).map((unit) => candidateOf(unit, calendar.timeZone, now.getTime())),
          )
        const category = categoryId === null ? undefined : categories.get(categoryId)
        const { skill = '', equipment: needs = [] } = category ?? {}
        const found = findWays(
          { lngLat, skill, needs, nowMs: now.getTime() },
          candidates.get(departmentId)!,
          travelBy(services.locator, calendar, lngLat, now).travelFrom,
          limits,
        )
        open.push({ record, lngLat, departmentId, skill, needs, ...found })
      }
    }
    for (const caseId of caseIds)
      if (!records.some((record) => record.case_id === caseId))
        left.push({ caseId, number: '', reason: UNKNOWN_CASE })
  })
  return { open, left }
}

function plannedCase(one: Open, way: UnitWay, turn: number, nowMs: number): PlannedCase {
  const { caseId, version } = idsOf(one.record)
  const isAnyByRoad = one.ways.some(({ travel }) => travel !== undefined)
  const target = { lngLat: one.lngLat, skill: one.skill, needs: one.needs, nowMs }
  const [quickest] = one.ways
  const reasons = [
    quickest?.unit === way.unit ? (soonerButDoubtful(way, one.ways) ?? QUICKEST) : forAll(quickest!, way),
    ...(turn > 1 ? [afterOthers(turn)] : []),
    ...whyIt(way.unit, way, isAnyByRoad, target),
  ]
  return {
    caseId,
    version,
    lngLat: one.lngLat,
    departmentId: one.departmentId,
    unit: pickOf(way, reasons),
    turn,
    runnersUp: one.ways
      .filter(({ unit }) => unit !== way.unit)
      .slice(0, 2)
      .map(({ unit: { unitId, name, nameEn }, travelMinutes }) => ({ unitId, name, nameEn, travelMinutes })),
  }
}

/** Each case in turn takes the quickest unit that is still free: what dispatching by hand would do. */
function takenOneByOne(open: readonly Open[], perUnit: number): { minutes: number; count: number } {
  const taken = new Map<number, number>()
  let minutes = 0
  let count = 0
  for (const { ways } of open) {
    const way = ways.find(({ unit }) => (taken.get(unit.unitId) ?? 0) < perUnit)
    if (!way) continue
    taken.set(way.unit.unitId, (taken.get(way.unit.unitId) ?? 0) + 1)
    minutes += way.travelMinutes
    count++
  }
  return { minutes, count }
}

function idsOf({ case_id, number, version }: CaseRecord) {
  return { caseId: case_id, number, version }
}

function weightOf({ severity }: CaseRecord): number {
  return WEIGHTS[severity] ?? 1
}

function whyLeft({ ways, skipped }: Open): Reason {
  if (ways.length === 0) return shortfallOf(skipped.map(({ reason }) => reason.code))
  return {
    code: 'NEEDED_ELSEWHERE',
    zh: `能去的 ${ways.length} 支力量都已派给更合适或更急的案件`,
    en: `All ${ways.length} units that could go are planned for other cases`,
  }
}

function forAll(first: UnitWay, way: UnitWay): Reason {
  const { name, nameEn } = first.unit
  const { travelMinutes } = first
  if (first.minutes > way.minutes)
    return {
      code: 'NEEDED_ELSEWHERE',
      zh: `首选${name}已派往别处`,
      en: `${nameEn || name} came first, but is planned elsewhere`,
    }
  return {
    code: 'BETTER_FOR_ALL',
    zh: `${name}更快（${travelMinutes} 分钟），但派往别处合计更省时`,
    en: `${nameEn || name} is quicker (${travelMinutes} min), but of more use elsewhere`,
  }
}

function afterOthers(turn: number): Reason {
  return { code: 'IN_TURN', zh: `该力量的第 ${turn} 件`, en: `Number ${turn} of this unit` }
}

const QUICKEST: Reason = { code: 'QUICKEST', zh: '最快到达', en: 'Quickest to arrive' }
const NO_PLACE: Reason = { code: 'NO_PLACE', zh: '案件没有位置', en: 'The case has no place' }
const NO_DEPARTMENT: Reason = { code: 'MISSING_FIELD', zh: '没有主管部门', en: 'No department is in charge' }
const UNKNOWN_CASE: Reason = { code: 'CASE_NOT_FOUND', zh: '没有这个案件', en: 'There is no such case' }
