import { sql } from 'kysely'
import { type Trx, withSystem } from '../db/client.ts'
import type { Services } from '../services.ts'
import { makeTask, suggestAssignee } from './accept.ts'
import { detect } from './detect.ts'
import { DETECTORS, type Detector, type Parameters } from './detectors.ts'
import { type Kept, keepCandidates } from './keep-candidates.ts'
import { readSettings, type Settings, settingOf } from './settings.ts'

const DAY_MS = 86_400_000

/** Looks for what may become a complaint, with every detector that is on anywhere; tells what changed. */
export async function runDetectors(
  services: Pick<Services, 'db' | 'locator' | 'clock'>,
  detectors: readonly Detector[] = DETECTORS,
): Promise<Readonly<Partial<Record<Detector, Kept>>>> {
  const { db, clock } = services
  const at = clock.now()
  const { settings, timeZone } = await withSystem(db, 'ahead.detect', async (trx) => ({
    settings: await readSettings(trx),
    timeZone: (await trx.selectFrom('city').select('time_zone').executeTakeFirst())?.time_zone,
  }))
  const done: Partial<Record<Detector, Kept>> = {}
  if (!timeZone) return done
  for (const detector of detectors) {
    const rows = settings.rows.filter((row) => row.detector === detector)
    if (rows.every(({ mode }) => mode === 'off')) continue
    const parameters: Parameters = settings.parameters[detector]
    const found = await detect(services, detector, parameters, { at, timeZone })
    const drafts = found.filter(
      ({ scopeAreaId }) => settingOf(rows, detector, pathOf(services, scopeAreaId)).mode !== 'off',
    )
    done[detector] = await keepCandidates(services, detector, drafts, {
      at,
      quietDays: parameters.quietDays,
      settingVersion: rows.find(({ areaId }) => areaId === null)?.version ?? 0,
      ...(detector === 'repeat' && { radiusMeters: settings.parameters.repeat.radiusMeters }),
    })
    await acceptAutomatically(services, detector, settings, at)
  }
  return done
}

function pathOf({ locator }: Pick<Services, 'locator'>, areaId: number): readonly number[] {
  return locator.findArea(areaId)?.path ?? []
}

/** Where the switch says so, the strongest become tasks by themselves, as many a duty grid and week as the cap allows. */
async function acceptAutomatically(
  services: Pick<Services, 'db' | 'locator'>,
  detector: Detector,
  { rows, parameters }: Settings,
  at: Date,
): Promise<void> {
  if (!rows.some((row) => row.detector === detector && row.mode === 'automatic')) return
  const dueAt = new Date(at.getTime() + parameters[detector].dueDays * DAY_MS)
  await withSystem(services.db, 'ahead.accept', async (trx) => {
    const given = await givenThisWeek(trx, at)
    const waiting = await trx
      .selectFrom('ahead_candidate')
      .select(['candidate_id', 'scope_area_id', 'duty_grid_id', 'task', 'category_id'])
      .where('detector', '=', detector)
      .where('state', '=', 'candidate')
      .orderBy('score', 'desc')
      .orderBy('candidate_id')
      .forUpdate()
      .execute()
    for (const row of waiting) {
      const setting = settingOf(rows, detector, pathOf(services, row.scope_area_id))
      const before = given.get(row.duty_grid_id) ?? 0
      if (setting.mode !== 'automatic' || before >= setting.weeklyCap) continue
      const assignee = await suggestAssignee(trx, services, {
        task: row.task,
        categoryId: row.category_id,
        dutyGridId: row.duty_grid_id,
      })
      if (assignee.personId === null && assignee.departmentId === null) continue
      await makeTask(trx, row, assignee, { at, dueAt, name: '' })
      given.set(row.duty_grid_id, before + 1)
    }
  })
}

/** Tasks of every detector and hand: whoever walks a grid does not care who sent them. */
async function givenThisWeek(trx: Trx, at: Date): Promise<Map<number, number>> {
  const rows = await trx
    .selectFrom('ahead_candidate')
    .select(['duty_grid_id', sql<number>`count(*)::int`.as('n')])
    .where('accepted_at', '>', new Date(at.getTime() - 7 * DAY_MS))
    .groupBy('duty_grid_id')
    .execute()
  return new Map(rows.map(({ duty_grid_id, n }) => [duty_grid_id, n]))
}
