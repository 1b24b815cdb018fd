import { type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import type { LngLat } from '../../geo/lng-lat.ts'
import { type Trx, withScope } from '../db/client.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { ownGrid } from './candidate-row.ts'
import { DETECTORS, type Detector } from './detectors.ts'
import type { Evidence } from './evidence.ts'
import type { AheadState, AheadTask } from './tables.ts'

const MOST = 1000

export const listSchema = z.object({
  detector: z.enum(DETECTORS).optional(),
  state: z.enum(['candidate', 'accepted', 'done', 'dismissed', 'expired']).default('candidate'),
  areaId: z.number().int().positive().optional(),
  finding: z.enum(['found', 'nothing']).optional(),
  /** Only those that ended within so many days. */
  days: z.number().int().min(1).max(366).optional(),
})

export type Candidate = {
  readonly candidateId: number
  readonly version: number
  readonly detector: Detector
  readonly task: AheadTask
  readonly state: AheadState
  readonly categoryId: number | null
  readonly categoryName: string
  readonly categoryNameEn: string
  readonly dutyGridId: number
  readonly dutyGridName: string
  readonly dutyGridNameEn: string
  readonly unitGridId: number | null
  readonly unitGridCode: string
  readonly lngLat: LngLat
  readonly score: number
  readonly evidence: Evidence
  readonly foundAt: string
  readonly endedAt: string | null
  readonly personId: number | null
  readonly personName: string
  readonly personNameEn: string
  readonly departmentId: number | null
  readonly departmentName: string
  readonly departmentNameEn: string
  readonly acceptedAt: string | null
  /** Empty where the switch did it. */
  readonly acceptedBy: string | null
  readonly dueAt: string | null
  readonly finding: 'found' | 'nothing' | null
  readonly note: string
  readonly closedBy: string | null
  readonly caseId: number | null
}

/** What may become a complaint in one's areas, the strongest first; `counts` are of what waits, by detector. */
export async function listCandidates(services: Services, actor: Actor, input: z.output<typeof listSchema>) {
  const leaves = input.areaId === undefined ? undefined : services.locator.leafAreaIdsWithin(input.areaId)
  const inArea = leaves
    ? sql<SqlBool>`ahead_candidate.scope_area_id = any (${leaves}::int[])`
    : sql<SqlBool>`true`
  const now = services.clock.now().getTime()
  return withScope(services.db, actor, async (trx) => {
    const conditions = [
      ownGrid(actor),
      inArea,
      sql<SqlBool>`ahead_candidate.state = ${input.state}`,
      ...(input.detector ? [sql<SqlBool>`ahead_candidate.detector = ${input.detector}`] : []),
      ...(input.finding ? [sql<SqlBool>`ahead_candidate.finding = ${input.finding}`] : []),
      ...(input.days
        ? [sql<SqlBool>`ahead_candidate.ended_at > ${new Date(now - input.days * 86_400_000)}`]
        : []),
    ]
    const candidates = await readCandidates(trx, sql`${sql.join(conditions, sql` and `)}`, MOST)
    const counts = await trx
      .selectFrom('ahead_candidate')
      .select(['detector', 'state', sql<number>`count(*)::int`.as('n')])
      .where(ownGrid(actor))
      .where(inArea)
      .where('ended_at', 'is', null)
      .groupBy(['detector', 'state'])
      .execute()
    return { candidates, counts }
  })
}

/** Candidates that hold, with the names of what they are about. */
export async function readCandidates(
  trx: Trx,
  where: ReturnType<typeof sql>,
  limit: number,
): Promise<Candidate[]> {
  const { rows } = await sql<
    Omit<Candidate, 'lngLat' | 'foundAt' | 'endedAt' | 'acceptedAt' | 'dueAt' | 'caseId'> & {
      lng: number
      lat: number
      foundAt: Date
      endedAt: Date | null
      acceptedAt: Date | null
      dueAt: Date | null
      caseId: number | null
    }
  >`
    select candidate_id as "candidateId", ahead_candidate.version, detector, task, state,
      ahead_candidate.category_id as "categoryId", coalesce(k.name, '') as "categoryName",
      coalesce(k.name_en, '') as "categoryNameEn",
      ahead_candidate.duty_grid_id as "dutyGridId", coalesce(d.name, '') as "dutyGridName",
      coalesce(d.name_en, '') as "dutyGridNameEn",
      ahead_candidate.unit_grid_id as "unitGridId", coalesce(u.code, '') as "unitGridCode",
      st_x(ahead_candidate.geom) as lng, st_y(ahead_candidate.geom) as lat, score, evidence,
      found_at as "foundAt", ended_at as "endedAt",
      ahead_candidate.person_id as "personId", coalesce(p.name, '') as "personName",
      coalesce(p.name_en, '') as "personNameEn",
      ahead_candidate.department_id as "departmentId", coalesce(o.name, '') as "departmentName",
      coalesce(o.name_en, '') as "departmentNameEn",
      accepted_at as "acceptedAt", accepted_by as "acceptedBy", due_at as "dueAt",
      finding, note, closed_by as "closedBy", case_id as "caseId"
    from ahead_candidate
    left join category k on k.category_id = ahead_candidate.category_id
    left join duty_grid d on d.duty_grid_id = ahead_candidate.duty_grid_id and upper_inf(d.valid)
    left join unit_grid u on u.unit_grid_id = ahead_candidate.unit_grid_id and upper_inf(u.valid)
    left join person p on p.person_id = ahead_candidate.person_id
    left join department o on o.department_id = ahead_candidate.department_id
    where ${where}
    order by score desc, candidate_id limit ${limit}`.execute(trx)
  return rows.map(({ lng, lat, foundAt, endedAt, acceptedAt, dueAt, caseId, ...row }) => ({
    ...row,
    lngLat: [lng, lat],
    foundAt: foundAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    acceptedAt: acceptedAt?.toISOString() ?? null,
    dueAt: dueAt?.toISOString() ?? null,
    caseId: caseId === null ? null : Number(caseId),
  }))
}
