import { sql } from 'kysely'
import { becomeSystem } from '../cases/become-system.ts'
import type { Trx } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import { type Candidate, readCandidates } from './list-candidates.ts'

const MOST = 60

/**
 * What was given to this person or their department: the soonest due are among them. Sent to somebody, it is theirs to
 * read wherever it lies; so the transaction leaves their areas, and must be its last reader.
 */
export async function listMyAheadTasks(trx: Trx, actor: Actor): Promise<Candidate[]> {
  const departments = actor.roles.includes('department_handler') ? [...actor.departmentIds] : []
  if (actor.personId === null && departments.length === 0) return []
  await becomeSystem(trx)
  return readCandidates(
    trx,
    sql`ahead_candidate.state = 'accepted' and (ahead_candidate.person_id = ${actor.personId}::int
      or ahead_candidate.department_id = any (${departments}::int[]))`,
    MOST,
  )
}
