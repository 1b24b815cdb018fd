import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Database } from '../db/schema.ts'
import type { Services } from '../services.ts'

/** Work that repeats. It must bear being run twice: a process that dies in it leaves it to the next. */
export type Job = {
  readonly name: string
  readonly everySeconds: number
  /** How long a dead process keeps others from it; longer than it ever takes. */
  readonly leaseSeconds: number
  /** Jobs of a lane run one after the other. What takes long in a large city has a lane of its own: nobody waits for it. */
  readonly lane?: string
  readonly run: (services: Services) => Promise<void>
}

const LOOK_MILLISECONDS = 1000

/**
 * Runs jobs when they are due, each in one process at a time however many there are: whoever takes its row in the
 * database has it. A failed run is logged, kept in the row, and tried again at the next turn.
 *
 * @returns stops, when the jobs that run have ended
 */
export async function startJobs(services: Services, jobs: readonly Job[]): Promise<() => Promise<void>> {
  const { db, clock, log } = services
  const holder = randomUUID()
  if (jobs.length > 0) {
    await db
      .insertInto('job_run')
      .values(jobs.map(({ name }) => ({ name, due_at: clock.now() })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  const running = new Map<string, Promise<void>>()
  const lanes = Map.groupBy(jobs, ({ lane = '' }) => lane)

  async function look(own: readonly Job[]): Promise<void> {
    for (const job of own) {
      if (!(await takeJob(db, job, holder, clock.now()))) continue
      const startedAt = clock.now()
      const error = await job.run(services).then(
        () => null,
        (failure: unknown) => {
          log.error({ err: failure, job: job.name }, 'a job failed')
          return String(failure)
        },
      )
      await releaseJob(db, job, holder, { startedAt, finishedAt: clock.now(), error })
    }
  }
  const timer = setInterval(() => {
    for (const [lane, own] of lanes) {
      if (running.has(lane)) continue
      const looking = look(own)
        .catch((error: unknown) => log.warn({ err: error }, 'jobs could not be looked at'))
        .finally(() => running.delete(lane))
      running.set(lane, looking)
    }
  }, LOOK_MILLISECONDS)
  return async () => {
    clearInterval(timer)
    await Promise.all(running.values())
  }
}

async function takeJob(db: Kysely<Database>, job: Job, holder: string, now: Date): Promise<boolean> {
  const taken = await db
    .updateTable('job_run')
    .set({
      holder,
      started_at: now,
      leased_until: new Date(now.getTime() + job.leaseSeconds * 1000),
    })
    .where('name', '=', job.name)
    .where('due_at', '<=', now)
    .where((is) => is.or([is('leased_until', 'is', null), is('leased_until', '<', now)]))
    .returning('name')
    .executeTakeFirst()
  return taken !== undefined
}

type Run = { readonly startedAt: Date; readonly finishedAt: Date; readonly error: string | null }

async function releaseJob(
  db: Kysely<Database>,
  job: Job,
  holder: string,
  { startedAt, finishedAt, error }: Run,
): Promise<void> {
  await db
    .updateTable('job_run')
    .set({
      leased_until: null,
      due_at: new Date(startedAt.getTime() + job.everySeconds * 1000),
      finished_at: finishedAt,
      error,
    })
    .where('name', '=', job.name)
    .where('holder', '=', holder)
    .execute()
}
