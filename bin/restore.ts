import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { openAttachments } from '../server/attachments/open-attachments.ts'
import { restoreBackup } from '../server/db/dump/restore-backup.ts'
import { openDatabase } from '../server/db/open-database.ts'
import { readEnv } from '../server/env.ts'
import { migrateAuth } from '../server/identity/auth.ts'
import { keepAuthSecret } from '../server/identity/auth-secret.ts'
import { runTool, ToolError } from './tool.ts'

/** npm run restore -- FILE: fills an empty database (DATABASE_URL, else the embedded one in DATA_DIR) from a backup. */
await runTool(async (say) => {
  const [file] = process.argv.slice(2)
  if (!file) throw new ToolError('Which file? npm run restore -- city.backup')
  const path = resolve(file)
  if (!existsSync(path)) throw new ToolError(`There is no file ${path}`)
  const env = readEnv(process.env)
  const { db, close } = await openDatabase(env, say)
  try {
    const { keep } = openAttachments(env)
    const secret = await keepAuthSecret(env.dataDir)
    const { head, foot } = await restoreBackup(
      {
        db,
        migrateAuth: () => migrateAuth({ db, secret, publicUrl: undefined }),
        keepAttachment: keep,
      },
      path,
    )
    const rows = foot.counts.reduce((sum, count) => sum + count.rows, 0)
    say(
      `Restored ${head.city}, as of ${head.madeAt}: ${rows} rows, ${foot.attachments} attachments, all compared`,
    )
  } finally {
    await close()
  }
})
