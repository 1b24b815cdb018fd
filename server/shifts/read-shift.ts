import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import type { ShiftSummary } from './shift-summary.ts'
import { summarizeShift } from './summarize-shift.ts'
import type { LogCause } from './tables.ts'

const PAST_SHOWN = 20
const LOG_SHOWN = 200
/** How far the first shift looks back, before anybody handed over. */
const FIRST_SHIFT_HOURS = 12

export type Handover = {
  readonly handoverId: number
  readonly at: string
  readonly givenBy: string
  readonly givenName: string
  readonly note: string
  readonly summary: ShiftSummary
  readonly takenAt: string | null
  readonly takenName: string
}
export type Shift = {
  readonly since: string
  /** Who leads it; empty before the first handover. */
  readonly leaderName: string
  readonly summary: ShiftSummary
  /** Given, and waiting for the next leader. */
  readonly waiting: Handover | null
  readonly past: readonly Handover[]
  readonly log: readonly {
    readonly logId: number
    readonly at: string
    readonly byName: string
    readonly text: string
    readonly textEn: string
    /** Why it was written automatically; empty for a person's line. */
    readonly cause: LogCause | ''
    readonly caseId: number | null
    readonly caseNumber: string
  }[]
}

/** The shift that runs: what it holds, its log, and the handovers before it. */
export function readShift(services: Services, actor: Actor): Promise<Shift> {
  mustSeeCity(actor)
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const handovers = await trx
      .selectFrom('shift_handover')
      .selectAll()
      .orderBy('handover_id', 'desc')
      .limit(PAST_SHOWN)
      .execute()
    const shown = handovers.map(
      (row): Handover => ({
        handoverId: row.handover_id,
        at: row.at.toISOString(),
        givenBy: row.given_by,
        givenName: row.given_name,
        note: row.note,
        summary: row.summary,
        takenAt: row.taken_at?.toISOString() ?? null,
        takenName: row.taken_name,
      }),
    )
    const last = shown.find(({ takenAt }) => takenAt !== null)
    const since = await beginOfShift(trx, now)
    const log = await trx
      .selectFrom('duty_log')
      .leftJoin('case_record', 'case_record.case_id', 'duty_log.case_id')
      .select([
        'log_id',
        'at',
        'by_name',
        'text',
        'text_en',
        'cause',
        'duty_log.case_id',
        'case_record.number',
      ])
      .where('at', '>=', since)
      .orderBy('log_id', 'desc')
      .limit(LOG_SHOWN)
      .execute()
    return {
      since: since.toISOString(),
      leaderName: last?.takenName ?? '',
      summary: await summarizeShift(trx, since, now),
      waiting: shown.find(({ takenAt }) => takenAt === null) ?? null,
      past: shown.filter(({ takenAt }) => takenAt !== null),
      log: log.map((row) => ({
        logId: row.log_id,
        at: row.at.toISOString(),
        byName: row.by_name,
        text: row.text,
        textEn: row.text_en || row.text,
        cause: row.cause,
        caseId: row.case_id,
        caseNumber: row.number ?? '',
      })),
    }
  })
}

/** When the last handover was taken. */
export async function beginOfShift(trx: Trx, now: Date): Promise<Date> {
  const last = await trx
    .selectFrom('shift_handover')
    .select('taken_at')
    .where('taken_at', 'is not', null)
    .orderBy('handover_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.taken_at ?? new Date(now.getTime() - FIRST_SHIFT_HOURS * 3_600_000)
}

/** Shifts are the center's: what they leave behind is of the whole city. */
export function mustSeeCity(actor: Actor): void {
  if (!actor.isWholeCity)
    throw new CodedError(
      'forbidden',
      'FORBIDDEN_AREA',
      '交接班属于全城的指挥中心',
      'Shifts are those of the center, over the whole city',
    )
}
