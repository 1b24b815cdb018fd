import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Extension, PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto'
import { postgis } from '@electric-sql/pglite-postgis'

/** Major version of the PostgreSQL inside, as its data folder states it. */
const POSTGRES_VERSION = '18'

const SETTINGS: Readonly<Record<string, string>> = {
  timezone: 'UTC',
  // Emscripten's fdatasync does nothing; fsync reaches the disk by `durable` below.
  wal_sync_method: 'fsync',
  // There is no checkpointer: the statement that passes this size makes the checkpoint, and a start after a kill
  // replays at most as much.
  max_wal_size: '256MB',
  work_mem: '16MB',
  maintenance_work_mem: '64MB',
  random_page_cost: '1.1',
}

export type Engine = {
  /** Runs whole messages up to a Sync or Query, without yielding, and answers with everything PostgreSQL sent. */
  readonly run: (messages: Uint8Array) => Uint8Array
  readonly serverVersion: string
  readonly close: () => Promise<void>
}

/** Raised where the data folder was written by a PostgreSQL of another major version. */
export class OtherVersionError extends Error {}

/**
 * Opens the database in a folder, making it the first time, and recovers what an earlier run that was killed had
 * written. A first start that was killed half way begins anew: nothing had been acknowledged.
 *
 * @param folder `data/` in it holds the database
 */
export async function openEngine(folder: string, progress: (text: string) => void): Promise<Engine> {
  const dataFolder = join(folder, 'data')
  const marker = join(folder, 'initializing')
  if (existsSync(marker)) rmSync(dataFolder, { recursive: true, force: true })
  const isNew = !existsSync(join(dataFolder, 'PG_VERSION'))
  if (isNew) {
    writeFileSync(marker, '')
    progress('making the embedded database (once, some seconds)')
  } else {
    refuseOtherVersion(dataFolder)
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const pglite = await PGlite.create({
    dataDir: dataFolder,
    extensions: { durable, postgis, pg_trgm, btree_gist, pgcrypto },
    startParams: startParams(),
  })
  const { rows } = await pglite.query<{ server_version: string }>('show server_version')
  if (isNew) {
    await pglite.exec('checkpoint')
    rmSync(marker)
  }
  return {
    run: (messages) => run(pglite, messages),
    serverVersion: rows[0]?.server_version ?? POSTGRES_VERSION,
    close: async () => {
      await pglite.exec('checkpoint')
      await pglite.close()
    },
  }
}

/** PGlite's own, but for -F, which turns fsync off. */
function startParams(): string[] {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return [...PGlite.defaultStartParams.filter((param) => param !== '-F'), ...settings]
}

/** `nfd` is Node's descriptor; folders are opened without one. */
type NodeFileStream = { readonly nfd?: number; readonly node: unknown }
type NodeFileSystem = {
  readonly realPath: (node: unknown) => string
  readonly stream_ops: { fsync?: (stream: NodeFileStream) => number }
}

/** Makes PostgreSQL's fsync reach the disk, so that a commit survives a power cut: Emscripten's file system lacks it. */
const durable: Extension = {
  name: 'durable',
  setup: async (_, options: { preRun?: unknown[] }) => ({
    emscriptenOpts: {
      ...options,
      preRun: [
        ...(options.preRun ?? []),
        (mod: { FS: { filesystems: { NODEFS: NodeFileSystem } } }) => {
          const { NODEFS } = mod.FS.filesystems
          NODEFS.stream_ops.fsync = ({ nfd, node }) => {
            if (nfd === undefined) syncFolder(NODEFS.realPath(node))
            else fsyncSync(nfd)
            return 0
          }
        },
      ],
    },
  }),
}

function syncFolder(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function run(pglite: PGlite, messages: Uint8Array): Uint8Array {
  const chunks: Uint8Array[] = []
  // Done when it returns: the engine runs to the end without yielding, and its file system needs no syncing.
  void pglite.execProtocolRawStream(messages, {
    syncToFs: false,
    onRawData: (chunk) => chunks.push(chunk.slice()),
  })
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

function refuseOtherVersion(dataFolder: string): void {
  const version = readFileSync(join(dataFolder, 'PG_VERSION'), 'utf8').trim()
  if (version === POSTGRES_VERSION) return
  throw new OtherVersionError(
    `The database in ${dataFolder} is of PostgreSQL ${version}; this Tongguan brings PostgreSQL ${POSTGRES_VERSION}. Back it up with the Tongguan that wrote it (npm run backup), then restore it here.`,
  )
}
