import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'

const run = promisify(execFile)
const DEBIAN_POSTGRES = '/usr/lib/postgresql'

export type NativePostgis = {
  readonly client: pg.Client
  readonly version: string
  readonly stop: () => Promise<void>
}

/** Settings a database administrator would give a machine that does nothing else; never for data worth keeping. */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_wal_size=4GB',
  'shared_buffers=1GB',
  'work_mem=256MB',
  'maintenance_work_mem=512MB',
  'listen_addresses=',
]

/** The folder of the newest installed PostgreSQL, where Debian puts it; undefined when there is none. */
async function findBinaries(): Promise<string | undefined> {
  if (!existsSync(DEBIAN_POSTGRES)) return undefined
  const versions = (await readdir(DEBIAN_POSTGRES)).map(Number).filter(Number.isFinite)
  const folder = join(DEBIAN_POSTGRES, String(Math.max(...versions)), 'bin')
  return existsSync(join(folder, 'initdb')) ? folder : undefined
}

/**
 * Starts a throw-away PostgreSQL with PostGIS for a measurement, reached by a unix socket in its own folder.
 *
 * @param port only names the socket; nothing listens on the network
 * @returns undefined where PostgreSQL or PostGIS is not installed
 */
export async function startNativePostgis(port: number): Promise<NativePostgis | undefined> {
  const binaries = await findBinaries()
  if (!binaries) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'tongguan-bench-'))
  const data = join(folder, 'data')
  const isRoot = process.getuid?.() === 0
  // PostgreSQL refuses to run as root.
  const asPostgres = (program: string, args: readonly string[]) =>
    isRoot
      ? run(
          'setpriv',
          ['--reuid=postgres', '--regid=postgres', '--clear-groups', join(binaries, program), ...args],
          { cwd: folder },
        )
      : run(join(binaries, program), args, { cwd: folder })
  if (isRoot) await run('chown', ['postgres', folder])
  await asPostgres('initdb', [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '--locale=C',
    '-E',
    'UTF8',
    '--no-sync',
  ])
  const options = [`-p ${port}`, `-k ${folder}`, ...SETTINGS.map((setting) => `-c ${setting}`)].join(' ')
  await asPostgres('pg_ctl', ['-D', data, '-o', options, '-l', join(folder, 'log'), '-w', 'start'])
  const client = new pg.Client({ host: folder, port, user: 'postgres', database: 'postgres' })
  const stop = async () => {
    await client.end().catch(() => {})
    await asPostgres('pg_ctl', ['-D', data, '-m', 'immediate', 'stop'])
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await client.connect()
    await client.query('create extension postgis')
  } catch (error) {
    await stop()
    if (error instanceof pg.DatabaseError && error.code === '0A000') return undefined
    throw error
  }
  const { rows } = await client.query<{ pg: string; postgis: string }>(
    `select current_setting('server_version') as pg, postgis_lib_version() as postgis`,
  )
  return { client, version: `PostgreSQL ${rows[0]!.pg.split(' ')[0]}, PostGIS ${rows[0]!.postgis}`, stop }
}
