import type { Kysely } from 'kysely'
import type { AttachmentStore } from '../attachments/attachment-store.ts'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'
import { readGeography } from '../locate/geography.ts'
import { Locator } from '../locate/locator.ts'
import { type IntakeServices, takeReport } from '../reports/take-report.ts'
import type { Clock } from '../services.ts'
import { type Agreement, measureAgreement } from './agreement.ts'
import type { BundleCase, BundleRule } from './bundle.ts'
import { bundleFromProfile } from './bundle-from-profile.ts'
import { geometryTools } from './geometry-tools.ts'
import { type LoadResult, loadBundle } from './load/load-bundle.ts'
import { type Problem, ProblemList } from './problem.ts'
import type { CityProfile } from './profile.ts'
import { SourceFolder } from './source-folder.ts'

export type ImportInput = {
  readonly folders: readonly string[]
  /** Chosen from by the files each needs. */
  readonly profiles: readonly CityProfile[]
  /** For a city that brings no rules of its own. */
  readonly rules: readonly BundleRule[]
  /** Reports from this instant on are new: they run through the loop. ISO 8601; null: all are of the past. */
  readonly liveFrom: string | null
  readonly onProgress: (line: string) => void
}
export type ImportReport = {
  readonly city: string
  readonly sourceSystem: string
  readonly startedAt: string
  readonly finishedAt: string
  readonly loaded: LoadResult
  /** Reports that ran through the loop. */
  readonly live: { readonly created: number; readonly same: number; readonly conflict: number }
  readonly problems: readonly Problem[]
  readonly agreement: Agreement
}
type Services = {
  readonly db: Kysely<Database>
  readonly clock: Clock
  readonly attachments: AttachmentStore
}

/**
 * Brings a real city in from files: past requests as backdated cases of the source, new ones through the same door as any
 * report. Good rows are kept, each bad one is named; repeating it doubles nothing.
 *
 * @throws CodedError where no profile fits the folder, or the database holds another city
 */
export async function importCity(services: Services, input: ImportInput): Promise<ImportReport> {
  const { db, clock } = services
  const startedAt = clock.now()
  const folder = await SourceFolder.open(input.folders)
  const profile = profileFor(folder, input)
  const problems = new ProblemList()
  input.onProgress(`Reading ${profile.city.nameEn} …`)
  const bundle = await bundleFromProfile(profile, folder, geometryTools(db), input.rules, problems)
  const isNew = ({ reportedAt }: BundleCase) => input.liveFrom !== null && reportedAt >= input.liveFrom
  const cases = [...bundle.cases]
  const fresh = cases.filter(isNew)
  const run = await db
    .insertInto('import_run')
    .values({ source_system: profile.sourceSystem, started_at: startedAt })
    .returning('import_run_id')
    .executeTakeFirstOrThrow()
  const loaded = await loadBundle(
    db,
    { ...bundle, cases: cases.filter((row) => !isNew(row)) },
    {
      now: startedAt,
      hasLiveCases: false,
      onProgress: (step, share) => {
        if (share === 1) input.onProgress(`Loaded ${step}`)
      },
    },
  )
  const locator = new Locator(await readGeography(db))
  const live = await takeNew({ ...services, locator }, profile.sourceSystem, fresh)
  const report: ImportReport = {
    city: profile.city.name,
    sourceSystem: profile.sourceSystem,
    startedAt: startedAt.toISOString(),
    finishedAt: clock.now().toISOString(),
    loaded,
    live,
    problems: problems.all,
    agreement: await measureAgreement(db, profile.sourceSystem),
  }
  await db
    .updateTable('import_run')
    .set({ finished_at: report.finishedAt, report: JSON.stringify(report) })
    .where('import_run_id', '=', run.import_run_id)
    .execute()
  return report
}

function profileFor(folder: SourceFolder, { profiles, folders }: ImportInput): CityProfile {
  const fitting = profiles.find(({ match }) => match.every((pattern) => folder.matching(pattern).length > 0))
  if (fitting) return fitting
  const known = profiles.map(({ sourceSystem, match }) => `${sourceSystem} (${match.join(', ')})`).join('; ')
  throw new CodedError(
    'bad_input',
    'NO_PROFILE',
    `没有适合 ${folders.join('、')} 的城市配置`,
    `No city profile fits ${folders.join(', ')}. Known: ${known}. Give one with --profile file.json`,
  )
}

/** Other systems' reports come in as a device's: any place, any time, no sign-in of a person. */
async function takeNew(services: IntakeServices, sourceSystem: string, rows: readonly BundleCase[]) {
  const counts = { created: 0, same: 0, conflict: 0 }
  const actor = {
    userId: `import:${sourceSystem}`,
    name: sourceSystem,
    roles: ['device'] as const,
    scopeAreaIds: [...services.locator.leafAreaIds, 0],
    isWholeCity: true,
    handedTo: null,
    departmentIds: [],
    personId: null,
  }
  for (const row of rows) {
    const answer = await takeReport(services, actor, {
      sourceSystem,
      sourceId: row.sourceId,
      channel: 'other_system',
      categoryCode: row.categoryCode ?? undefined,
      description: row.description || row.categoryCode || sourceSystem,
      address: row.address,
      x: row.lngLat ? row.original.x : null,
      y: row.lngLat ? row.original.y : null,
      coordinateSystem: row.original.coordinateSystem,
      reportedAt: row.reportedAt,
      sourceAreaLabel: row.sourceAreaLabel ?? undefined,
      photos: [],
    })
    counts[answer.status]++
  }
  return counts
}
