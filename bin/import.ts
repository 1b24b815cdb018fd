import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { rules } from '../seed/packs/city-management/rules.ts'
import { openAttachments } from '../server/attachments/open-attachments.ts'
import { createDb } from '../server/db/client.ts'
import { migrate } from '../server/db/migrate.ts'
import { readEnv } from '../server/env.ts'
import { CodedError } from '../server/errors.ts'
import type { Agreement } from '../server/exchange/agreement.ts'
import { type ImportReport, importCity } from '../server/exchange/import-city.ts'
import { type CityProfile, cityProfile } from '../server/exchange/profile.ts'
import { createAuth, migrateAuth } from '../server/identity/auth.ts'
import { keepAuthSecret } from '../server/identity/auth-secret.ts'
import { createDemoAccounts, listDemoAccounts } from '../server/identity/demo-accounts.ts'

const usage = `npm run import -- <folder …> [--profile city.json] [--live-from 2026-01-01T00:00:00Z] [--demo-accounts] [--report out.json]

  --profile        the city's profile; without it one that fits the folder is taken from seed/profiles
  --live-from      reports from this instant on are new and run through the loop; without it all are of the past
  --demo-accounts  makes a demo sign-in for each role, for a trial
  --report         writes every problem and the agreement of the spatial join

The city goes into DATA_DIR (embedded database) or DATABASE_URL; one database holds one city.`
const shownProblems = 8

const { positionals: folders, values } = readArguments()
if (folders.length === 0) leave(usage)
try {
  const report = await run()
  print(report)
  if (values.report) await writeFile(values.report, `${JSON.stringify(report, null, 2)}\n`)
} catch (error) {
  if (error instanceof CodedError) leave(`${error.message}\n${error.messageZh}`)
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') leave((error as Error).message)
  throw error
}

async function run(): Promise<ImportReport> {
  const env = readEnv(process.env)
  const child = env.databaseUrl ? undefined : await startEmbedded(env.dataDir)
  const db = createDb(env.databaseUrl ?? child!.url)
  try {
    await migrate(db)
    const report = await importCity(
      {
        db,
        clock: { now: () => new Date() },
        attachments: openAttachments(env),
      },
      {
        folders,
        profiles: await readProfiles(),
        rules,
        liveFrom: values['live-from'] === undefined ? null : instantOf(values['live-from']),
        onProgress: (line) => console.log(`· ${line}`),
      },
    )
    if (values['demo-accounts']) {
      const settings = {
        db,
        secret: env.authSecret ?? (await keepAuthSecret(env.dataDir)),
        publicUrl: env.publicUrl,
      }
      await migrateAuth(settings)
      await createDemoAccounts(db, createAuth(settings))
      for (const { email, password } of await listDemoAccounts(db)) console.log(`  ${email}  ${password}`)
    }
    return report
  } finally {
    await db.destroy()
    await child?.stop()
  }
}

async function startEmbedded(dataDir: string) {
  const { startEmbedded: start } = await import('../server/db/embedded/start-embedded.ts')
  return await start({ dataDir, log: (line: string) => console.log(`· ${line}`) })
}

async function readProfiles(): Promise<CityProfile[]> {
  if (values.profile) return [await readProfile(values.profile)]
  const folder = path.join(import.meta.dirname, '../seed/profiles')
  return await Promise.all((await readdir(folder)).sort().map((name) => readProfile(path.join(folder, name))))
}

async function readProfile(file: string): Promise<CityProfile> {
  const parsed = cityProfile.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map(({ path: field, message }) => `  ${field.join('.')}: ${message}`)
  return leave(`The profile ${file} does not fit:\n${lines.join('\n')}`)
}

function instantOf(text: string): string {
  const time = Date.parse(text)
  return Number.isNaN(time)
    ? leave(`--live-from ${text} is no instant, e.g. 2026-01-01T00:00:00Z`)
    : new Date(time).toISOString()
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        profile: { type: 'string' },
        'live-from': { type: 'string' },
        'demo-accounts': { type: 'boolean', default: false },
        report: { type: 'string' },
      },
    })
  } catch (error) {
    return leave(`${(error as Error).message}\n\n${usage}`)
  }
}

function print({ city, loaded, live, problems, agreement }: ImportReport): void {
  const count = ({ created, changed, unchanged }: LoadedCounts) =>
    `${created} new, ${changed} changed, ${unchanged} as before`
  console.log(`\n${city}`)
  console.log(`  areas       ${count(loaded.areas)}`)
  console.log(`  duty grids  ${count(loaded.dutyGrids)}`)
  console.log(`  unit grids  ${count(loaded.unitGrids)}`)
  console.log(`  parts       ${loaded.parts}`)
  console.log(`  basemap     ${loaded.basemap}`)
  console.log(`  past cases  ${count(loaded.cases)}, ${loaded.cases.conflicts} newly in the conflict queue`)
  console.log(
    `  new reports ${live.created} through the loop, ${live.same} as before, ${live.conflict} in the conflict queue`,
  )
  printAgreement(agreement)
  printProblems(problems)
}

type LoadedCounts = ImportReport['loaded']['areas']

function printAgreement({
  located,
  inGrid,
  postgisAgrees,
  labelled,
  labelAgrees,
  labelDiffers,
}: Agreement): void {
  if (located === 0) return
  const percent = (part: number, whole: number) =>
    whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`
  console.log('\nAgreement of the spatial join')
  console.log(
    `  with PostGIS's own join      ${postgisAgrees} of ${located} located cases, ${percent(postgisAgrees, located)} (${inGrid} in a duty grid)`,
  )
  if (labelled === 0) return
  console.log(
    `  with the source's own label  ${labelAgrees} of ${labelled}, ${percent(labelAgrees, labelled)}`,
  )
  const kinds = Map.groupBy(labelDiffers, ({ explanation }) => explanation)
  const sentences: Record<string, string> = {
    both_cover: 'the labelled area covers the point too: the two overlap, the lower code has it',
    on_the_border:
      'the labelled area is within 30 m: a border drawn or an address placed a little differently',
    nearby: 'the labelled area is within 500 m',
    elsewhere: 'the labelled area is farther than 500 m: the address was placed elsewhere',
    unknown_label: 'no area bears the label',
    outside_all: 'the point lies outside every area',
  }
  for (const [kind, rows] of kinds)
    console.log(`    ${String(rows.length).padStart(4)} differ: ${sentences[kind]}`)
}

function printProblems(problems: ImportReport['problems']): void {
  if (problems.length === 0) return
  console.log(`\n${problems.length} problems`)
  const kinds = Map.groupBy(problems, ({ file, reason, action }) => `${file}: ${reason}, ${action}`)
  for (const [kind, rows] of kinds) {
    console.log(`  ${kind}: ${rows.length}`)
    for (const { row, message } of rows.slice(0, rows.length > shownProblems ? 2 : shownProblems)) {
      console.log(`    ${row === null ? '' : `row ${row}: `}${message}`)
    }
  }
  if (!values.report) console.log('  --report out.json writes them all')
}

function leave(line: string): never {
  console.error(line)
  process.exit(2)
}
