import { withScope } from '../../db/client.ts'
import type { Actor } from '../../identity/actor.ts'
import type { Services } from '../../services.ts'
import { readCalendar } from '../read-calendar.ts'
import { deadlinesUnder } from './deadlines-under.ts'
import { type LimitsOfCategory, mustFit } from './limits-input.ts'

const SHOWN = 20

/** What these limits would do to the open cases of the category if they were in force now. Changes nothing. */
export function previewLimits(services: Services, actor: Actor, { categoryId, limits }: LimitsOfCategory) {
  const at = services.clock.now()
  const fit = mustFit(limits)
  return withScope(services.db, actor, async (trx) => {
    const calendar = await readCalendar(trx)
    const { open, moved } = await deadlinesUnder(trx, { categoryId, limitsOf: () => fit, calendar, at })
    const changes = moved.map((one) => ({ ...one, dueAt: one.toDueAt }))
    const isLater = (one: (typeof changes)[number]) => one.fromDueAt !== null && one.dueAt > one.fromDueAt
    return {
      open,
      moved: moved.length,
      later: changes.filter(isLater).length,
      newlyOverdue: moved.filter(({ fromLevel, level }) => level === 'overdue' && fromLevel !== 'overdue')
        .length,
      noLongerOverdue: moved.filter(({ fromLevel, level }) => level !== 'overdue' && fromLevel === 'overdue')
        .length,
      // Those that would be late stand first: they are why one looks.
      cases: changes
        .toSorted(
          (a, b) =>
            Number(b.level === 'overdue') - Number(a.level === 'overdue') ||
            a.dueAt.getTime() - b.dueAt.getTime(),
        )
        .slice(0, SHOWN)
        .map(({ caseId, number, fromDueAt, dueAt, fromLevel, level }) => ({
          caseId,
          number,
          fromDueAt: fromDueAt?.toISOString() ?? null,
          dueAt: dueAt.toISOString(),
          fromLevel,
          level,
        })),
    }
  })
}
