import { type Kysely, sql } from 'kysely'
import { withScope, withSystem } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { type Answered, type CalibrationStep, calibrate, MIN_ANSWERED, shareAt } from './calibrate.ts'
import { judgedSince } from './judged.ts'

const LOOKBACK_MS = 90 * 86_400_000
/** The latest of them: more say nothing more, and a metro has hundreds of thousands. */
const MOST = 5000
/** Learned anew when so many more are answered. */
const ANSWERED_MORE = 20

/** Learns how often the robot's scores come true from what departments have answered, and keeps it as a new version. */
export async function learnCalibration(services: Services): Promise<void> {
  const at = services.clock.now()
  const since = new Date(at.getTime() - LOOKBACK_MS)
  await withSystem(services.db, 'robot.calibrate', async (trx) => {
    const answered = await readAnswered(trx, since)
    const calibration = calibrate(answered)
    if (!calibration) return
    const { decided, steps, plain, heldOut } = calibration
    const latest = await readCalibration(trx)
    if (latest && Math.abs(latest.decided - decided) < ANSWERED_MORE && decided < MOST) return
    await trx
      .insertInto('robot_calibration')
      .values({
        at,
        since,
        decided,
        steps: JSON.stringify(steps),
        figures: JSON.stringify({ plain, heldOut }),
      })
      .execute()
  })
}

/** The plain scores of decisions that somebody has answered; a loaded past without scores says nothing. */
async function readAnswered(db: Kysely<Database>, since: Date): Promise<Answered[]> {
  const { rows } = await sql<Answered>`
    select coalesce((data ->> 'plainScore')::float8, (data ->> 'score')::float8) as score,
      outcome = 'right' as "isRight"
    from (${judgedSince(since)}) judged
    where outcome <> 'open' and data ? 'score'
    order by at desc, case_id desc, version desc
    limit ${MOST}`.execute(db)
  return rows
}

type Known = {
  readonly calibrationId: number
  readonly decided: number
  readonly steps: readonly CalibrationStep[]
}

/** The latest version; undefined while too few decisions are answered. */
export async function readCalibration(db: Kysely<Database>): Promise<Known | undefined> {
  return db
    .selectFrom('robot_calibration')
    .select(['calibration_id as calibrationId', 'decided', 'steps'])
    .orderBy('calibration_id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/**
 * The score that the robot acts by: calibrated where it is known how often such scores come true, and never above the
 * plain one, so that what it learns of itself can only make it more careful.
 */
export function carefulScore(plain: number, known: Known | undefined): number {
  if (!known) return plain
  return Math.min(plain, Math.round(shareAt(known.steps, plain) * 100) / 100)
}

/** What the page shows of it. */
export async function getCalibration(services: Services, actor: Actor) {
  return withScope(services.db, actor, async (trx) => {
    const row = await trx
      .selectFrom('robot_calibration')
      .selectAll()
      .orderBy('calibration_id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!row) return { known: null, needed: MIN_ANSWERED }
    const { calibration_id, at, decided, steps, figures } = row
    return {
      known: { version: calibration_id, at: at.toISOString(), decided, steps, ...figures },
      needed: MIN_ANSWERED,
    }
  })
}
