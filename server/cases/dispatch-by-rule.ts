import { sql, type Transaction } from 'kysely'
import type { Category } from '../basis/find-category.ts'
import type { WorkCalendar } from '../clocks/work-calendar.ts'
import type { Database } from '../db/schema.ts'
import { rankNearest } from '../dispatch/rank-nearest.ts'
import type { Locator } from '../locate/locator.ts'
import { authorityOf } from '../robot/authority-of.ts'
import { carefulScore, readCalibration } from '../robot/learn-calibration.ts'
import { readAuthority } from '../robot/read-authority.ts'
import { scoreOfPick } from '../robot/score-of.ts'
import { askRules } from '../rules/ask-rules.ts'
import { evaluateDispatch } from '../rules/evaluate-rule.ts'
import { factsAsked } from '../rules/facts/find-facts.ts'
import { findRules } from '../rules/find-rules.ts'
import { setUnitStatus } from '../units/set-unit-status.ts'
import { type CaseRecord, lngLatOf } from './case-row.ts'
import { leaveToPerson } from './leave-to-person.ts'
import { RULE_ACTOR } from './rule-actor.ts'
import { writeStep } from './write-step.ts'

/**
 * Sends a registered case on by itself where the dispatch rule says so, a unit is able, and the robot's authority for
 * this category and area lets it. Otherwise the case is left as it is, for a dispatcher.
 */
export async function dispatchByRule(
  trx: Transaction<Database>,
  locator: Locator,
  record: CaseRecord,
  basis: {
    readonly at: Date
    readonly calendar: WorkCalendar
    readonly category: Category
    readonly hasPhoto: boolean
  },
): Promise<CaseRecord> {
  const { at, calendar, category } = basis
  const lngLat = lngLatOf(record)
  if (record.department_id === null || !lngLat) return record
  if ((await findRules(trx, 'dispatch', at)).length === 0) return record
  const department = await trx
    .selectFrom('department')
    .select('kind')
    .where('department_id', '=', record.department_id)
    .executeTakeFirstOrThrow()
  const target = { lngLat, skill: category.skill, needs: category.equipment, nowMs: at.getTime() }
  const { units, candidates } = await rankNearest(trx, locator, target, {
    departmentId: record.department_id,
    calendar,
  })
  const [best, ...others] = units
  const known = {
    channel: record.channel,
    foundBy: record.found_by,
    kind: category.kind,
    classCode: category.classCode,
    categoryCode: category.code,
    severity: record.severity,
    hasPhoto: basis.hasPhoto,
    isLocated: record.duty_grid_id !== null,
    hasCategory: true,
    departmentKind: department.kind,
    hasUnit: best !== undefined,
    unitDistanceMeters: best?.distanceMeters ?? -1,
  }
  const told = await askRules(trx, {
    kind: 'dispatch',
    record,
    at,
    factsFor: async (rule) => ({ ...(await factsAsked(trx, rule, record.case_id)), ...known }),
    evaluate: evaluateDispatch,
  })
  if (!told) return record
  const { answer } = told
  if (!answer.ok) return leaveToPerson(trx, record, { ...told, answer }, at)
  if (!answer.output.autoDispatch || !best) return record
  const areaIds = locator.findArea(record.scope_area_id)?.path ?? []
  const authority = authorityOf(await readAuthority(trx), record.category_id, areaIds)
  const plainScore = scoreOfPick(best, record.department_reason, candidates, at.getTime())
  const calibration = await readCalibration(trx)
  const score = carefulScore(plainScore, calibration)
  if (authority.mode !== 'automatic' || score < authority.minScore) return record
  if (!(await claimIdle(trx, best.unitId))) return record
  const after = await writeStep(
    trx,
    record,
    {
      verb: 'dispatch',
      toState: 'dispatched',
      set: { unit_id: best.unitId, dispatched_at: at, auto_dispatched: true },
      note: answer.reason.zh,
      data: {
        rule: answer.reason,
        unitId: best.unitId,
        unitReasons: best.reasons,
        score,
        plainScore,
        ...(calibration && { calibration: calibration.calibrationId }),
        minScore: authority.minScore,
        runnersUp: others.slice(0, 2).map(({ unitId, travelMinutes }) => ({ unitId, travelMinutes })),
      },
    },
    RULE_ACTOR,
    { at, calendar, category },
  )
  await setUnitStatus(trx, { unitId: best.unitId, status: 'enroute', caseId: record.case_id, at })
  return after
}

/** Two reports at the same moment must not take the same unit: the second waits here and then finds it busy. */
async function claimIdle(trx: Transaction<Database>, unitId: number): Promise<boolean> {
  const idle = await trx
    .selectFrom('unit_state')
    .select(sql<number>`1`.as('one'))
    .where('unit_id', '=', unitId)
    .where('status', '=', 'idle')
    .forUpdate()
    .executeTakeFirst()
  return idle !== undefined
}
