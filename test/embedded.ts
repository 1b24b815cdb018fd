import { createHash, randomUUID } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { createDb } from '../server/db/client.ts'
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../server/db/embedded/start-embedded.ts'
import { migrate } from '../server/db/migrate.ts'
import type { Database } from '../server/db/schema.ts'

const root = join(import.meta.dirname, '..')

export type TestEmbedded = {
  readonly db: Kysely<Database>
  readonly url: string
  readonly dataDir: string
  readonly embedded: Embedded
  /** Stops it and removes its folder. */
  readonly drop: () => Promise<void>
}

/** A migrated embedded database of one's own, from a copied data folder, in about 3 s; for `*.embedded.test.ts`. */
export async function freshEmbedded(options: Omit<EmbeddedOptions, 'dataDir'> = {}): Promise<TestEmbedded> {
  const dataDir = await freshDataDir()
  const embedded = await startEmbedded({ dataDir, ...options })
  const db = createDb(embedded.url, { maxConnections: 20 })
  const drop = async () => {
    await db.destroy()
    await embedded.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { db, url: embedded.url, dataDir, embedded, drop }
}

/** A data folder under /tmp with a migrated database that nobody has open. */
export async function freshDataDir(): Promise<string> {
  const template = await templateFolder()
  const dataDir = mkdtempSync(join(tmpdir(), 'tongguan-embedded-'))
  cpSync(template, dataDir, { recursive: true })
  return dataDir
}

/** Made once for each state of the migrations, and kept in `.test/`. */
async function templateFolder(): Promise<string> {
  const hash = createHash('sha256')
  hash.update(readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json')))
  for (const folder of ['server/db', 'server/db/migrations', 'server/db/embedded']) {
    for (const name of readdirSync(join(root, folder)).sort()) {
      if (name.endsWith('.ts') && !name.includes('.test.'))
        hash.update(readFileSync(join(root, folder, name)))
    }
  }
  const parent = join(root, '.test')
  const template = join(parent, `embedded-${hash.digest('hex').slice(0, 16)}`)
  if (existsSync(template)) return template
  mkdirSync(parent, { recursive: true })
  for (const name of readdirSync(parent)) {
    if (name.startsWith('embedded-')) rmSync(join(parent, name), { recursive: true, force: true })
  }
  const making = join(parent, `making-${randomUUID()}`)
  const embedded = await startEmbedded({ dataDir: making })
  const db = createDb(embedded.url)
  await migrate(db)
  await db.destroy()
  await embedded.stop()
  rmSync(join(making, 'embedded/socket'), { recursive: true, force: true })
  try {
    renameSync(making, template)
  } catch (error) {
    // Another run was quicker.
    if (!existsSync(template)) throw error
    rmSync(making, { recursive: true, force: true })
  }
  return template
}
