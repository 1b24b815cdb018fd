import { attachmentStore } from '../server/attachments/attachment-store.ts'
import { moveAttachments } from '../server/attachments/move-attachments.ts'
import { attachmentFolder, openAttachments } from '../server/attachments/open-attachments.ts'
import { createDb } from '../server/db/client.ts'
import { moveDatabase } from '../server/db/dump/move-database.ts'
import { openDatabase } from '../server/db/open-database.ts'
import { readEnv } from '../server/env.ts'
import { migrateAuth } from '../server/identity/auth.ts'
import { keepAuthSecret } from '../server/identity/auth-secret.ts'
import { runTool, ToolError } from './tool.ts'

/**
 * npm run move -- DATABASE_URL: from the embedded database in DATA_DIR to a PostGIS of one's own.
 * npm run move -- attachments: from DATA_DIR into the bucket that S3_BUCKET_URL names.
 */
await runTool(async (say) => {
  const [url] = process.argv.slice(2)
  if (url === 'attachments') {
    const env = readEnv(process.env)
    if (!env.bucket) throw new ToolError('Into which bucket? Set S3_BUCKET_URL, S3_KEY_ID and S3_SECRET')
    const { db, close } = await openDatabase(env, say)
    try {
      const { moved, missing } = await moveAttachments(
        db,
        attachmentStore(attachmentFolder(env.dataDir)),
        openAttachments(env),
      )
      for (const sha256 of missing) say(`! the file of attachment ${sha256} is missing`)
      say(`Moved ${moved} attachments, all compared; the folder is left as it was`)
    } finally {
      await close()
    }
    return
  }
  if (!url || !/^postgres(ql)?:\/\//.test(url))
    throw new ToolError(
      'Where to? npm run move -- postgres://user:password@host/database, or npm run move -- attachments',
    )
  const env = readEnv({ ...process.env, DATABASE_URL: undefined })
  const source = await openDatabase(env, say)
  const db = createDb(url)
  try {
    const secret = await keepAuthSecret(env.dataDir)
    const counts = await moveDatabase(
      source.db,
      { db, migrateAuth: () => migrateAuth({ db, secret, publicUrl: undefined }) },
      say,
    )
    const rows = counts.reduce((sum, count) => sum + count.rows, 0)
    say(`Moved ${rows} rows, all compared. From now on: DATABASE_URL=… DATA_DIR=${env.dataDir} npm start`)
    say(
      env.bucket
        ? 'The embedded database is left as it was; attachments stay in their bucket.'
        : 'The embedded database is left as it was; attachments stay in the data folder.',
    )
  } finally {
    await db.destroy()
    await source.close()
  }
})
