import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { Kysely } from 'kysely'
import { migrate } from '../migrate.ts'
import type { Database } from '../schema.ts'
import { type BackupFoot, type BackupHead, FORMAT } from './backup-file.ts'
import type { TextRow } from './row-checksum.ts'
import { type TarEntry, unpackEntries } from './tar.ts'
import { openTarget } from './target.ts'

export type RestoreTarget = {
  readonly db: Kysely<Database>
  /** Brings better-auth's own tables up to date. */
  readonly migrateAuth: () => Promise<void>
  /** Keeps an attachment exactly as it is, under the hash of its bytes. */
  readonly keepAttachment: (sha256: string, bytes: Uint8Array) => Promise<void>
}

/**
 * Fills an empty database from a backup, also one of an earlier version: the tables are made as they were then, filled,
 * compared, and then brought up to date. Whole or not at all.
 */
export async function restoreBackup(
  target: RestoreTarget,
  file: string,
): Promise<{ readonly head: BackupHead; readonly foot: BackupFoot }> {
  const entries = unpackEntries(createReadStream(file).pipe(createGunzip()))
  const head = parseHead((await entries.next()).value, file)
  await migrate(target.db, head.migrations)
  await target.migrateAuth()
  const foot = await target.db.transaction().execute(async (trx) => {
    const { insert, finish } = await openTarget(trx, head.tables)
    for await (const { name, data } of entries) {
      const [kind, key = ''] = name.split('/')
      if (kind === 'tables') await insert(key, parseRows(data))
      else if (kind === 'attachments') await restoreAttachment(target, key, data)
      else if (kind === 'foot.json') {
        const foot = JSON.parse(data.toString()) as BackupFoot
        await finish(foot.counts, foot.sequences)
        return foot
      }
    }
    throw new Error(`${file} is cut off: nothing was restored`)
  })
  await migrate(target.db)
  return { head, foot }
}

function parseHead(entry: TarEntry | undefined, file: string): BackupHead {
  const head = entry?.name === 'head.json' ? (JSON.parse(entry.data.toString()) as BackupHead) : undefined
  if (head?.format !== FORMAT) throw new Error(`${file} is no backup of Tongguan that this version can read`)
  return head
}

function parseRows(data: Buffer): TextRow[] {
  return data
    .toString()
    .split('\n')
    .map((line) => JSON.parse(line) as TextRow)
}

async function restoreAttachment(
  { keepAttachment }: RestoreTarget,
  sha256: string,
  data: Buffer,
): Promise<void> {
  if (createHash('sha256').update(data).digest('hex') !== sha256)
    throw new Error(`Attachment ${sha256} is damaged: nothing was restored`)
  await keepAttachment(sha256, data)
}
