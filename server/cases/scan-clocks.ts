import { type Kysely, sql } from 'kysely'
import { type Trx, withSystem } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Services } from '../services.ts'
import { logByItself } from '../shifts/log-by-itself.ts'
import { CASE_COLUMNS, type CaseRecord, lngLatOf, PLACE_COLUMNS } from './case-row.ts'

/** How many cases one transaction moves: it stays short, and others get in between. */
const BATCH = 200

/** The deadline that binds now, in SQL; the same as `runningDue`. */
const binding = sql<Date>`case when state in ('dispatched','signed')
  then least(due_at, handle_due_at) else due_at end`

/** Nothing moves before it: as `case_record_ticking` has it. */
const nextMove = sql<Date>`least(warn_at, due_at, handle_due_at)`

/**
 * Moves open cases on to near and overdue as time passes, with one event each. A deadline is a row that this scan
 * finds, not a timer of its own; running it twice changes nothing.
 *
 * @returns how many cases changed
 */
export async function scanClocks(services: Pick<Services, 'db' | 'clock'>): Promise<number> {
  const now = services.clock.now()
  for (let total = 0; ; ) {
    const changed = await moveBatch(services.db, now)
    total += changed
    if (changed < BATCH) return total
  }
}

function moveBatch(db: Kysely<Database>, now: Date): Promise<number> {
  return withSystem(db, 'cases.scan_clocks', async (trx) => {
    const late = await trx
      .selectFrom('case_record')
      .select('case_id')
      .where(sql<boolean>`state not in ('closed','canceled')`)
      // A clock that stands goes nowhere, and a merged case runs on its master's.
      .where('clock_paused_at', 'is', null)
      .where(sql<boolean>`family is distinct from 'merged'`)
      .where('clock_level', '<>', 'overdue')
      .where(nextMove, '<=', now)
      .where(
        sql<boolean>`(${binding} < ${now}::timestamptz
          or (clock_level = 'normal' and warn_at <= ${now}::timestamptz))`,
      )
      .orderBy(nextMove)
      .limit(BATCH)
      .forUpdate()
      .skipLocked()
      .execute()
    if (late.length === 0) return 0
    const changed = await trx
      .updateTable('case_record')
      .set({
        clock_level: sql<
          'near' | 'overdue'
        >`case when ${binding} < ${now}::timestamptz then 'overdue' else 'near' end`,
      })
      .where(
        'case_id',
        'in',
        late.map((row) => row.case_id),
      )
      .returning([...CASE_COLUMNS, ...PLACE_COLUMNS])
      .execute()
    for (const record of changed)
      await appendEvent(trx, {
        type: 'case.clock_changed',
        at: now,
        scopeAreaId: record.scope_area_id,
        entity: 'case',
        entityId: String(record.case_id),
        actor: 'system:cases.scan_clocks',
        data: {
          number: record.number,
          state: record.state,
          version: record.version,
          clockLevel: record.clock_level,
          lngLat: lngLatOf(record),
        },
      })
    await logOverdue(trx, changed, now)
    return changed.length
  })
}

/** So many at once have a line each in the duty log; more, after a standstill, are one line. */
const LINES_AT_ONCE = 5

async function logOverdue(trx: Trx, changed: readonly CaseRecord[], at: Date): Promise<void> {
  const overdue = changed.filter(({ clock_level }) => clock_level === 'overdue')
  if (overdue.length > LINES_AT_ONCE) {
    await logByItself(trx, {
      cause: 'overdue',
      key: at.toISOString(),
      at,
      zh: `${overdue.length} 件案件同时超时`,
      en: `${overdue.length} cases ran over at once`,
    })
    return
  }
  for (const { case_id, due_at } of overdue)
    await logByItself(trx, {
      cause: 'overdue',
      key: `${case_id}:${due_at?.toISOString() ?? ''}`,
      at,
      zh: '案件超时',
      en: 'The case ran over its time',
      caseId: case_id,
    })
}
