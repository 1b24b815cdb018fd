import { sql } from 'kysely'
import { z } from 'zod'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { type CaseFilter, caseFilterSchema, whereCases } from './case-filter.ts'
import { type CaseRow, listCaseRows } from './case-rows.ts'

export const queueInputSchema = z.object({
  filter: caseFilterSchema.default({}),
  limit: z.number().int().min(1).max(500).default(100),
  cursor: z.string().max(200).nullish(),
})
/** A filter's cases are counted up to here. */
const COUNTED_CASES = 10_000
/** Of words each has to be read. */
const COUNTED_BY_WORDS = 1000

export type CaseQueue = {
  readonly rows: readonly CaseRow[]
  /** Hand it back for the next page; null at the end. */
  readonly nextCursor: string | null
  /** At most `COUNTED_CASES`, by words `COUNTED_BY_WORDS`. */
  readonly total: number
  /** There are more than `total`: nobody reads so many, and counting millions would keep everybody waiting. */
  readonly isTotalCapped: boolean
}

/** Where a page ended: the sort instant of its last case (null: no deadline) and its id. */
const cursorSchema = z.tuple([z.iso.datetime().nullable(), z.number().int()])

/** Cases by a filter, a page at a time: open ones by deadline, the most pressing first; others by report time, newest first. */
export async function listQueue(
  services: Services,
  actor: Actor,
  input: z.output<typeof queueInputSchema>,
): Promise<CaseQueue> {
  const { filter, limit } = input
  const cursor = input.cursor ? parseCursor(input.cursor) : null
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const ordered = await selectPage(trx, filter, cursor, limit + 1)
    const last = ordered.length > limit ? ordered[limit - 1] : undefined
    const caseIds = ordered.slice(0, limit).map((row) => row.case_id)
    return {
      rows: await listRows(trx, caseIds, filter, now),
      nextCursor: last ? formatCursor([last.sorted_by?.toISOString() ?? null, last.case_id]) : null,
      ...(await countCases(trx, filter)),
    }
  })
}

/** The first cases of a filter, where nobody asks how many there are. */
export async function listFirstCases(
  services: Services,
  actor: Actor,
  filter: CaseFilter,
  limit: number,
): Promise<readonly CaseRow[]> {
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    const ordered = await selectPage(trx, filter, null, limit)
    const caseIds = ordered.map((row) => row.case_id)
    return listRows(trx, caseIds, filter, now)
  })
}

/** As they are, or as they stood at the moment that the filter asks for. */
function listRows(trx: Trx, caseIds: readonly number[], { openAt }: CaseFilter, now: Date) {
  if (openAt === undefined) return listCaseRows(trx, caseIds, now)
  return listCaseRows(trx, caseIds, new Date(openAt), { isPast: true })
}

/** Ids and what they are sorted by; of open cases nothing more, so that the queue's index answers alone. */
function selectPage(
  trx: Trx,
  filter: CaseFilter,
  cursor: z.infer<typeof cursorSchema> | null,
  limit: number,
): Promise<{ readonly case_id: number; readonly sorted_by: Date | null }[]> {
  const cases = trx
    .selectFrom('case_record')
    .where((eb) => whereCases(eb, filter))
    .limit(limit)
  if (isByDeadline(filter)) {
    // Infinity stands for no deadline, so that one row comparison covers both.
    const due = sql<Date>`coalesce(case_record.due_at, 'infinity')`
    const page = cases.select(['case_id', 'due_at as sorted_by']).orderBy(due).orderBy('case_record.case_id')
    if (!cursor) return page.execute()
    const [at, caseId] = cursor
    return page
      .where(
        sql<boolean>`(${due}, case_record.case_id) > (coalesce(${at}::timestamptz, 'infinity'), ${caseId})`,
      )
      .execute()
  }
  const page = cases
    .select(['case_id', 'reported_at as sorted_by'])
    .orderBy('case_record.reported_at', 'desc')
    .orderBy('case_record.case_id', 'desc')
  if (!cursor) return page.execute()
  return page
    .where(
      sql<boolean>`(case_record.reported_at, case_record.case_id) < (${cursor[0]}::timestamptz, ${cursor[1]})`,
    )
    .execute()
}

function isByDeadline({ open, openAt }: CaseFilter): boolean {
  return open === true || openAt !== undefined
}

async function countCases(trx: Trx, filter: CaseFilter): Promise<Pick<CaseQueue, 'total' | 'isTotalCapped'>> {
  const most = filter.text ? COUNTED_BY_WORDS : COUNTED_CASES
  const { counted } = await trx
    .selectFrom((eb) =>
      eb
        .selectFrom('case_record')
        .select('case_id')
        .where((inner) => whereCases(inner, filter))
        .limit(most + 1)
        .as('some'),
    )
    .select((eb) => eb.fn.countAll<number>().as('counted'))
    .executeTakeFirstOrThrow()
  return { total: Math.min(Number(counted), most), isTotalCapped: Number(counted) > most }
}

function formatCursor(cursor: z.infer<typeof cursorSchema>): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

function parseCursor(text: string): z.infer<typeof cursorSchema> {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    throw new CodedError('bad_input', 'BAD_CURSOR', '翻页标记无效', 'The page cursor is not one of ours', {
      field: 'cursor',
      expected: 'nextCursor of an earlier page',
    })
  }
}
