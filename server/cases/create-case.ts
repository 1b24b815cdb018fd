import { sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Category } from '../basis/find-category.ts'
import { readCalendar } from '../basis/read-calendar.ts'
import { clockLevelAt, deadlinesOf } from '../clocks/deadlines.ts'
import type { Trx } from '../db/client.ts'
import { findDepartment } from '../dispatch/find-department.ts'
import type { Locator } from '../locate/locator.ts'
import type { Place } from '../locate/place.ts'
import { evaluateRegistration, type RegistrationDecision } from '../rules/evaluate-rule.ts'
import { factsAsked } from '../rules/facts/find-facts.ts'
import { findRule } from '../rules/find-rule.ts'
import { keepDecision } from '../rules/keep-decision.ts'
import { caseNumber } from './case-number.ts'
import { CASE_COLUMNS, type CaseRecord, PLACE_COLUMNS } from './case-row.ts'
import { dispatchByRule, RULE_ACTOR } from './dispatch-by-rule.ts'
import { FLOW_VERSION } from './machine.ts'
import { placeColumns } from './place-columns.ts'
import { recordStep, type StepActor, type StepBasis, writeStep } from './write-step.ts'

export type NewCase = {
  readonly sourceSystem: string
  readonly sourceId: string
  readonly channel: string
  readonly foundBy: 'public' | 'us' | 'machine'
  readonly category: Category | undefined
  readonly partId: number | null
  readonly description: string
  readonly address: string
  readonly lngLat: LngLat | null
  readonly place: Place
  readonly reportedAt: Date
  readonly photos: readonly { readonly sha256: string; readonly role: string }[]
  /** Its reporter put it right already: rules take it no further than accepted. */
  readonly isSelfHandled?: boolean
}

/**
 * Makes the case of a report, and takes it as far as the rules do by themselves: accepted, registered, dispatched or
 * canceled, each its own step with the rule row that said so. Where no rule decides, it waits for a person.
 */
export async function createCase(
  trx: Trx,
  locator: Locator,
  report: NewCase,
  actor: StepActor,
  at: Date,
): Promise<CaseRecord> {
  const calendar = await readCalendar(trx)
  const deadlines = deadlinesOf({
    calendar,
    limits: report.category?.limits ?? [],
    state: 'reported',
    reportedAtMs: report.reportedAt.getTime(),
    registeredAtMs: null,
    dispatchedAtMs: null,
  })
  const record = await trx
    .insertInto('case_record')
    .values({
      ...placeColumns(report.lngLat, report.place),
      number: await nextNumber(trx, calendar.timeZone, at),
      state: 'reported',
      flow_version: FLOW_VERSION,
      channel: report.channel,
      found_by: report.foundBy,
      category_id: report.category?.categoryId ?? null,
      severity: report.category?.severity ?? 'normal',
      part_id: report.partId,
      description: report.description,
      address: report.address,
      reported_at: report.reportedAt,
      due_at: new Date(deadlines.dueAtMs),
      warn_at: new Date(deadlines.warnAtMs),
      clock_level: clockLevelAt(deadlines, 'reported', at.getTime()),
      source_system: report.sourceSystem,
      source_id: report.sourceId,
      updated_at: at,
    })
    .returning([...CASE_COLUMNS, ...PLACE_COLUMNS])
    .executeTakeFirstOrThrow()
  for (const [ordinal, { sha256, role }] of report.photos.entries())
    await trx
      .insertInto('case_attachment')
      .values({ case_id: record.case_id, sha256, role, at, ordinal, scope_area_id: record.scope_area_id })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  await recordStep(trx, record, { verb: 'report', fromState: null, note: '' }, actor, at)
  return followRules(trx, locator, record, report, { at, calendar, category: report.category })
}

async function followRules(
  trx: Trx,
  locator: Locator,
  record: CaseRecord,
  report: NewCase,
  basis: StepBasis,
): Promise<CaseRecord> {
  const rule = await findRule(trx, 'registration', basis.at)
  if (!rule) return record
  const { category } = basis
  const hasPhoto = report.photos.length > 0
  const facts = {
    ...(await factsAsked(trx, rule, record.case_id)),
    channel: record.channel,
    foundBy: record.found_by,
    kind: category?.kind ?? '',
    classCode: category?.classCode ?? '',
    categoryCode: category?.code ?? '',
    severity: record.severity,
    hasPhoto,
    isLocated: record.duty_grid_id !== null,
    hasCategory: category !== undefined,
  }
  const answer = await evaluateRegistration(rule, facts)
  await keepDecision(trx, { rule, record, facts, answer, at: basis.at })
  if (!answer.ok) return record
  const decision = report.isSelfHandled ? 'accept' : feasible(answer.output.decision, record)
  const byRule = { rule_id: rule.ruleId, rule_reason: JSON.stringify(answer.reason) }
  const write = (
    verb: 'accept' | 'register' | 'cancel',
    toState: 'accepted' | 'registered' | 'canceled',
    set: object,
  ) =>
    writeStep(
      trx,
      record,
      {
        verb,
        toState,
        set: { ...byRule, ...set },
        note: answer.reason.zh,
        data: { rule: answer.reason, decision },
      },
      RULE_ACTOR,
      basis,
    )
  if (decision === 'cancel') return write('cancel', 'canceled', { close_reason: 'rule' })
  // Verify first: accepted, so that it has an owner, and not registered before somebody has looked.
  if (decision !== 'register' || !category) return write('accept', 'accepted', { accepted_at: basis.at })
  const choice = await findDepartment(trx, category.categoryId, report.place.areas)
  const registered = await write('register', 'registered', {
    accepted_at: basis.at,
    registered_at: basis.at,
    department_id: choice.departmentId,
    department_reason: JSON.stringify(choice.reason),
  })
  return dispatchByRule(trx, locator, registered, { ...basis, category, hasPhoto })
}

/** A rule cannot register what has no category or no grid: such a case is accepted and waits for a person. */
function feasible(decision: RegistrationDecision, record: CaseRecord): RegistrationDecision {
  const isComplete = record.category_id !== null && record.duty_grid_id !== null
  return decision === 'register' && !isComplete ? 'accept' : decision
}

/** The next number of the city's own sequence. */
export async function nextNumber(trx: Trx, timeZone: string, at: Date): Promise<string> {
  const row = await trx
    .selectNoFrom((eb) => [
      sql<number>`nextval('case_number_seq')`.as('serial'),
      eb.selectFrom('city').select('code').as('code'),
    ])
    .executeTakeFirstOrThrow()
  return caseNumber(row.code ?? '', timeZone, at.getTime(), row.serial)
}
