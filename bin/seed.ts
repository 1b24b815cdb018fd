import { parseArgs } from 'node:util'
import { loadSeededCity } from '../seed/load.ts'
import { openAttachments } from '../server/attachments/open-attachments.ts'
import { createDb } from '../server/db/client.ts'
import { startEmbedded } from '../server/db/embedded/start-embedded.ts'
import { migrate } from '../server/db/migrate.ts'
import { readEnv } from '../server/env.ts'
import { runTool, ToolError } from './tool.ts'

/** `npm run seed -- --preset small --seed tongguan [--ends-at 2026-11-23T00:00:00Z]`: fills an empty database with a made-up city. */
await runTool(async (say) => {
  const env = readEnv(process.env)
  const { values } = parseArgs({
    options: {
      preset: { type: 'string', default: env.cityPreset },
      seed: { type: 'string', default: env.seed },
      'ends-at': { type: 'string' },
    },
  })
  const endsAt = values['ends-at'] === undefined ? new Date() : new Date(values['ends-at'])
  if (Number.isNaN(endsAt.getTime())) {
    throw new ToolError(`--ends-at ${values['ends-at']}: wants an instant such as 2026-11-23T00:00:00Z`)
  }
  const embedded =
    env.databaseUrl === undefined ? await startEmbedded({ dataDir: env.dataDir, log: say }) : undefined
  const db = createDb(env.databaseUrl ?? embedded!.url)
  try {
    await migrate(db)
    await loadSeededCity({
      db,
      databaseUrl: env.databaseUrl,
      preset: values.preset,
      seed: values.seed,
      endsAt,
      onProgress: say,
      attachments: openAttachments(env),
    })
  } finally {
    await db.destroy()
    await embedded?.stop()
  }
})
