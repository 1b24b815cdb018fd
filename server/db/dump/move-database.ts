import type { Kysely } from 'kysely'
import { migrate } from '../migrate.ts'
import type { Database } from '../schema.ts'
import { listSequences, listTables } from './list-tables.ts'
import { RowChecksum } from './row-checksum.ts'
import { prepareSession, readRows } from './rows.ts'
import { openTarget, type TableCount } from './target.ts'
import { migrationsOf } from './write-backup.ts'

/**
 * Copies everything from one database into another, empty one, as it is at one moment, and compares. Attachments stay
 * where they are: they belong to the data folder. The source is left as it was.
 */
export async function moveDatabase(
  source: Kysely<Database>,
  target: { readonly db: Kysely<Database>; readonly migrateAuth: () => Promise<void> },
  onProgress: (line: string) => void,
): Promise<readonly TableCount[]> {
  const counts = await source
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (from) => {
      await prepareSession(from)
      const tables = await listTables(from)
      await migrate(target.db, await migrationsOf(from))
      await target.migrateAuth()
      return target.db.transaction().execute(async (to) => {
        const { insert, finish } = await openTarget(to, tables)
        const counts: TableCount[] = []
        for (const table of tables) {
          const checksum = new RowChecksum()
          for await (const rows of readRows(from, table)) {
            for (const row of rows) checksum.add(row)
            await insert(table.name, rows)
          }
          counts.push({ name: table.name, rows: checksum.rows, checksum: checksum.checksum })
          if (checksum.rows > 0) onProgress(`${table.name}: ${checksum.rows} rows`)
        }
        await finish(counts, await listSequences(from))
        return counts
      })
    })
  await migrate(target.db)
  return counts
}
