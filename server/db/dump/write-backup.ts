import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Kysely, sql } from 'kysely'
import type { Trx } from '../client.ts'
import type { Database } from '../schema.ts'
import { type BackupFoot, type BackupHead, FORMAT } from './backup-file.ts'
import { listSequences, listTables } from './list-tables.ts'
import { RowChecksum } from './row-checksum.ts'
import { prepareSession, readRows } from './rows.ts'
import { packEntry, TAR_END } from './tar.ts'
import type { TableCount } from './target.ts'

export type BackupSource = {
  readonly db: Kysely<Database>
  /** Bytes of an attachment by its hash. */
  readonly readAttachment: (sha256: string) => Promise<Uint8Array | undefined>
  readonly now: Date
}

/**
 * Writes everything, as it was at one moment, into one file: rows, sequences, attachments. The file gets its name only
 * when it is whole and on the disk. Others go on working meanwhile on a native database; the embedded one makes them wait.
 */
export async function writeBackup(source: BackupSource, file: string): Promise<BackupFoot> {
  const part = `${file}.part`
  const result: { foot?: BackupFoot } = {}
  try {
    await source.db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((trx) =>
        pipeline(
          Readable.from(entries(trx, source, result)),
          createGzip(),
          createWriteStream(part, { mode: 0o600 }),
        ),
      )
    const handle = await open(part, 'r')
    await handle.sync()
    await handle.close()
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  return result.foot!
}

async function* entries(
  trx: Trx,
  { readAttachment, now }: BackupSource,
  result: { foot?: BackupFoot },
): AsyncGenerator<Buffer> {
  await prepareSession(trx)
  const tables = await listTables(trx)
  const head: BackupHead = {
    format: FORMAT,
    madeAt: now.toISOString(),
    city: await cityOf(trx),
    migrations: await migrationsOf(trx),
    tables,
  }
  yield jsonEntry('head.json', head)
  const counts: TableCount[] = []
  for (const table of tables) {
    const checksum = new RowChecksum()
    let chunk = 0
    for await (const rows of readRows(trx, table)) {
      chunk += 1
      for (const row of rows) checksum.add(row)
      const lines = rows.map((row) => JSON.stringify(row)).join('\n')
      yield packEntry({
        name: `tables/${table.name}/${String(chunk).padStart(5, '0')}.ndjson`,
        data: Buffer.from(lines),
      })
    }
    counts.push({ name: table.name, rows: checksum.rows, checksum: checksum.checksum })
  }
  const known = await trx.selectFrom('attachment').select('sha256').orderBy('sha256').execute()
  const missingAttachments: string[] = []
  for (const { sha256 } of known) {
    const bytes = await readAttachment(sha256)
    if (bytes) yield packEntry({ name: `attachments/${sha256}`, data: Buffer.from(bytes) })
    else missingAttachments.push(sha256)
  }
  result.foot = {
    counts,
    sequences: await listSequences(trx),
    attachments: known.length - missingAttachments.length,
    missingAttachments,
  }
  yield jsonEntry('foot.json', result.foot)
  yield TAR_END
}

function jsonEntry(name: string, value: unknown): Buffer {
  return packEntry({ name, data: Buffer.from(JSON.stringify(value)) })
}

async function cityOf(trx: Trx): Promise<string> {
  const city = await trx.selectFrom('city').select(['code', 'name']).executeTakeFirst()
  return city ? `${city.code} ${city.name}` : ''
}

/** Names of the migrations that have run, in order. */
export async function migrationsOf(trx: Trx): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from schema_migration order by name`.execute(trx)
  return rows.map(({ name }) => name)
}
