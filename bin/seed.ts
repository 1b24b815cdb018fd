import { parseArgs } from 'node:util'
import { loadSeededCity } from '../seed/load.ts'
import { createDb } from '../server/db/client.ts'
import { startEmbedded } from '../server/db/embedded/start-embedded.ts'
import { migrate } from '../server/db/migrate.ts'
import { EnvError, readEnv } from '../server/env.ts'
import { CodedError } from '../server/errors.ts'

/** `npm run seed -- --preset small --seed tongguan [--ends-at 2026-11-23T00:00:00Z]`: fills an empty database with a made-up city. */
const say = (line: string) => void process.stdout.write(`${line}\n`)

async function main(): Promise<void> {
  const env = readEnv(process.env)
  const { values } = parseArgs({
    options: {
      preset: { type: 'string', default: env.cityPreset },
      seed: { type: 'string', default: env.seed },
      'ends-at': { type: 'string' },
    },
  })
  const endsAt = values['ends-at'] === undefined ? new Date() : new Date(values['ends-at'])
  if (Number.isNaN(endsAt.getTime()))
    throw new EnvError(`--ends-at=${values['ends-at']}: an ISO 8601 instant`)
  const embedded =
    env.databaseUrl === undefined ? await startEmbedded({ dataDir: env.dataDir, log: say }) : undefined
  const db = createDb(env.databaseUrl ?? embedded!.url)
  try {
    await migrate(db)
    await loadSeededCity({ db, preset: values.preset, seed: values.seed, endsAt, onProgress: say })
  } finally {
    await db.destroy()
    await embedded?.stop()
  }
}

main().catch((error: unknown) => {
  const isExpected = error instanceof EnvError || error instanceof CodedError
  process.stderr.write(
    `${isExpected ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
  )
  process.exitCode = 1
})
