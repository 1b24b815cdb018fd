import { writeSync } from 'node:fs'
import { sql } from 'kysely'
import { createDb, withSystem } from '../client.ts'
import { DatabaseStartError, startEmbedded } from './start-embedded.ts'

/**
 * A program for the durability tests: opens the folder given and writes rows from four connections, as fast as it can;
 * prints `ack <id>` for each commit that was acknowledged, `child <pid>` and `back` around restarts.
 */
const [dataDir = ''] = process.argv.slice(2)
// Pipes are written synchronously.
const say = (line: string) => process.stdout.write(`${line}\n`)

const embedded = await startEmbedded({ dataDir }).catch((error: unknown) => {
  if (!(error instanceof DatabaseStartError)) throw error
  writeSync(2, `${error.message}\n`)
  process.exit(error.exitCode)
})
const db = createDb(embedded.url)
await sql`create table if not exists written (id text primary key, filler text not null)`.execute(db)
embedded.onRestart(() => say(`back\nchild ${embedded.pid()}`))
say(`child ${embedded.pid()}`)

async function write(writer: number): Promise<never> {
  for (let n = 0; ; n++) {
    const id = `${process.pid}-${writer}-${n}`
    try {
      await withSystem(db, 'write', async (trx) => {
        await sql`insert into written values (${id}, ${'x'.repeat(n % 900)})`.execute(trx)
        await sql`update written set filler = filler || 'y' where id = ${id}`.execute(trx)
      })
      say(`ack ${id}`)
    } catch {
      say(`lost ${id}`)
    }
  }
}
await Promise.all([1, 2, 3, 4].map(write))
