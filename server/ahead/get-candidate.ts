import { sql } from 'kysely'
import type { LngLat } from '../../geo/lng-lat.ts'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { suggestAssignee } from './accept.ts'
import { ownGrid } from './candidate-row.ts'
import { type Candidate, readCandidates } from './list-candidates.ts'

const MOST_CASES = 300
const DAY_MS = 86_400_000

export type CandidateCase = {
  readonly caseId: number
  readonly number: string
  readonly at: string
  readonly lngLat: LngLat | null
  readonly address: string
}

/** One candidate with what it stands on: its cases, newest first, or its parts; who could go; what a task may take. */
export async function getCandidate(services: Services, actor: Actor, candidateId: number) {
  return withScope(services.db, actor, async (trx) => {
    const [candidate] = await readCandidates(
      trx,
      sql`${ownGrid(actor)} and ahead_candidate.candidate_id = ${candidateId}`,
      1,
    )
    if (!candidate)
      throw new CodedError(
        'not_found',
        'NO_SUCH_CANDIDATE',
        '没有这一项，或不在您的辖区',
        'No such candidate in your area',
        { field: 'candidateId' },
      )
    const people = services.locator.findDutyGrid(candidate.dutyGridId)?.people ?? []
    return {
      ...candidate,
      cases: await casesOf(trx, candidate),
      parts: await partsOf(trx, candidate),
      people,
      suggested: await suggestAssignee(trx, services, candidate),
    }
  })
}

async function casesOf(
  trx: Trx,
  { evidence, categoryId, dutyGridId, foundAt }: Candidate,
): Promise<CandidateCase[]> {
  if (evidence.kind === 'aged' || evidence.kind === 'unseen') return []
  const till = new Date(foundAt)
  const condition =
    evidence.kind === 'repeat'
      ? sql`c.case_id = any (${[...evidence.caseIds]}::bigint[])`
      : sql`c.duty_grid_id = ${dutyGridId} and c.category_id = ${categoryId}
          and c.reported_at >= ${new Date(till.getTime() - evidence.days * DAY_MS)} and c.reported_at < ${till}
          and c.state <> 'canceled' and c.family is distinct from 'merged'`
  const { rows } = await sql<{
    caseId: number
    number: string
    at: Date
    lng: number | null
    lat: number | null
    address: string
  }>`
    select c.case_id as "caseId", c.number, c.reported_at as at, st_x(c.geom) as lng, st_y(c.geom) as lat, c.address
    from case_record c where ${condition}
    order by c.reported_at desc, c.case_id limit ${MOST_CASES}`.execute(trx)
  return rows.map(({ caseId, at, lng, lat, ...row }) => ({
    ...row,
    caseId: Number(caseId),
    at: at.toISOString(),
    lngLat: lng === null || lat === null ? null : [lng, lat],
  }))
}

async function partsOf(trx: Trx, { evidence }: Candidate) {
  if (evidence.kind !== 'aged') return []
  const { rows } = await sql<{
    partId: number
    code: string
    address: string
    installedOn: string | null
    condition: 'good' | 'fair' | 'poor' | 'missing'
    lng: number
    lat: number
  }>`
    select part_id as "partId", code, address, installed_on::text as "installedOn", condition,
      st_x(geom) as lng, st_y(geom) as lat
    from part where part_id = any (${[...evidence.partIds]}::int[])
    order by array_position(${[...evidence.partIds]}::int[], part_id)`.execute(trx)
  return rows.map(({ lng, lat, ...row }) => ({ ...row, lngLat: [lng, lat] as LngLat }))
}
