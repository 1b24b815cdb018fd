import { sql } from 'kysely'
import { z } from 'zod'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { caseFilterSchema, whereCases } from './case-filter.ts'
import { type CaseRow, listCaseRows } from './case-rows.ts'

export const queueInputSchema = z.object({
  filter: caseFilterSchema.default({}),
  limit: z.number().int().min(1).max(500).default(100),
  cursor: z.string().max(200).nullish(),
})
/** A filter's cases are counted up to here. */
const COUNTED_CASES = 10_000

export type CaseQueue = {
  readonly rows: readonly CaseRow[]
  /** Hand it back for the next page; null at the end. */
  readonly nextCursor: string | null
  /** At most `COUNTED_CASES`. */
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
  const isByDeadline = filter.open === true
  const cursor = input.cursor ? parseCursor(input.cursor) : null
  const now = services.clock.now()
  return withScope(services.db, actor, async (trx) => {
    let page = trx
      .selectFrom('case_record')
      .select(['case_id', 'due_at', 'reported_at'])
      .where((eb) => whereCases(eb, filter))
      .limit(limit + 1)
    if (isByDeadline) {
      // Infinity stands for no deadline, so that one row comparison covers both.
      const due = sql<Date>`coalesce(case_record.due_at, 'infinity')`
      page = page.orderBy(due).orderBy('case_record.case_id')
      if (cursor)
        page = page.where(
          sql<boolean>`(${due}, case_record.case_id) > (coalesce(${cursor[0]}::timestamptz, 'infinity'), ${cursor[1]})`,
        )
    } else {
      page = page.orderBy('case_record.reported_at', 'desc').orderBy('case_record.case_id', 'desc')
      if (cursor)
        page = page.where(
          sql<boolean>`(case_record.reported_at, case_record.case_id) < (${cursor[0]}::timestamptz, ${cursor[1]})`,
        )
    }
    const selected = await page.execute()
    const { counted } = await trx
      .selectFrom((eb) =>
        eb
          .selectFrom('case_record')
          .select('case_id')
          .where((inner) => whereCases(inner, filter))
          .limit(COUNTED_CASES + 1)
          .as('some'),
      )
      .select((eb) => eb.fn.countAll<number>().as('counted'))
      .executeTakeFirstOrThrow()
    const total = Math.min(Number(counted), COUNTED_CASES)
    const last = selected.length > limit ? selected[limit - 1] : undefined
    const shown = selected.slice(0, limit).map((row) => row.case_id)
    const sortedBy = last && (isByDeadline ? last.due_at : last.reported_at)
    return {
      rows: await listCaseRows(trx, shown, now),
      nextCursor: last ? formatCursor([sortedBy?.toISOString() ?? null, last.case_id]) : null,
      total,
      isTotalCapped: Number(counted) > COUNTED_CASES,
    }
  })
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
