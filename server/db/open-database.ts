import type { Kysely } from 'kysely'
import pg from 'pg'
import { createDb } from './client.ts'
import { embeddedUrl, startEmbedded } from './embedded/start-embedded.ts'
import type { Database } from './schema.ts'

export type OpenDatabase = {
  readonly db: Kysely<Database>
  readonly close: () => Promise<void>
}

/**
 * The city's database for a tool at the command line: by address, or the embedded one of the data folder, through the
 * running Tongguan where there is one, else started for as long as it is needed.
 */
export async function openDatabase(
  place: { readonly databaseUrl: string | undefined; readonly dataDir: string },
  log: (line: string) => void,
): Promise<OpenDatabase> {
  if (place.databaseUrl) return connected(place.databaseUrl)
  const running = embeddedUrl(place.dataDir)
  if (await isAnswering(running)) {
    log('Tongguan is running: its screens wait until this is done')
    return connected(running)
  }
  const embedded = await startEmbedded({ dataDir: place.dataDir, log })
  const { db, close } = connected(embedded.url)
  return {
    db,
    close: async () => {
      await close()
      await embedded.stop()
    },
  }
}

function connected(url: string): OpenDatabase {
  const db = createDb(url, { maxConnections: 4 })
  return { db, close: () => db.destroy() }
}

async function isAnswering(url: string): Promise<boolean> {
  const client = new pg.Client(url)
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}
