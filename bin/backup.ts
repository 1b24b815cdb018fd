import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { openAttachments } from '../server/attachments/open-attachments.ts'
import { writeBackup } from '../server/db/dump/write-backup.ts'
import { openDatabase } from '../server/db/open-database.ts'
import { readEnv } from '../server/env.ts'
import { runTool, ToolError } from './tool.ts'

/** npm run backup -- FILE: everything of the city, attachments included, into one file. */
await runTool(async (say) => {
  const [file] = process.argv.slice(2)
  if (!file) throw new ToolError('Which file? npm run backup -- city.backup')
  const path = resolve(file)
  if (existsSync(path)) throw new ToolError(`${path} exists already; it is not overwritten`)
  const env = readEnv(process.env)
  const { db, close } = await openDatabase(env, say)
  try {
    const { read } = openAttachments(env)
    const foot = await writeBackup({ db, readAttachment: read, now: new Date() }, path)
    for (const sha256 of foot.missingAttachments) say(`! the file of attachment ${sha256} is missing`)
    const rows = foot.counts.reduce((sum, count) => sum + count.rows, 0)
    say(`Backed up to ${path}: ${rows} rows of ${foot.counts.length} tables, ${foot.attachments} attachments`)
  } finally {
    await close()
  }
})
