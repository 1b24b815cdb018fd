import { sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import type { Category } from '../basis/find-category.ts'
import { readCalendar } from '../basis/read-calendar.ts'
import { clockLevelAt, deadlinesOf } from '../clocks/deadlines.ts'
import type { Trx } from '../db/client.ts'
import type { Locator } from '../locate/locator.ts'
import type { Place } from '../locate/place.ts'
import { caseNumber } from './case-number.ts'
import { CASE_COLUMNS, type CaseRecord, PLACE_COLUMNS } from './case-row.ts'
import { FLOW_VERSION } from './machine.ts'
import { placeColumns } from './place-columns.ts'
import { registerByRule } from './register-by-rule.ts'
import { recordStep, type StepActor } from './write-step.ts'

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
 * Makes the case of a report, and takes it as far as the rules do by themselves: accepted, sent to be verified, registered,
 * dispatched or canceled, each its own step with the rule row that said so. Where no rule decides, it waits for a person.
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
  return registerByRule(
    trx,
    locator,
    record,
    {
      hasPhoto: report.photos.length > 0,
      isSelfHandled: report.isSelfHandled ?? false,
      isVerified: false,
      areas: report.place.areas,
    },
    { at, calendar, category: report.category },
  )
}

/** The next number of the city's own sequence. */
export async function nextNumber(trx: Trx, timeZone: string, at: Date): Promise<string> {
  const row = await trx
    .selectNoFrom((eb) => [
      sql<number>`nextval('case_number_seq')`.as('serial'),
      eb.selectFrom('city').select('code').as('code'),
      eb.selectFrom('city').select('case_number_pattern').as('pattern'),
    ])
    .executeTakeFirstOrThrow()
  const given = { cityCode: row.code ?? '', timeZone, atMs: at.getTime(), serial: row.serial }
  return caseNumber(given, row.pattern ?? undefined)
}
