import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

const FOLDER_PREFIX = 'tongguan-postgis-'
const VERSIONS_FOLDER = '/usr/lib/postgresql'
/** The oldest PostgreSQL our SQL is written for. */
const OLDEST_VERSION = 15

export type NativePostgis = {
  /** Address of one of the cluster's databases; `postgres` is there from the start. */
  readonly urlOf: (database: string) => string
  readonly stop: () => Promise<void>
}

/** Folder of the newest installed PostgreSQL's programs that comes with PostGIS, or why there is none. */
export function findNativePostgis(): { readonly programs: string } | { readonly missing: string } {
  const versions = existsSync(VERSIONS_FOLDER)
    ? readdirSync(VERSIONS_FOLDER).filter((name) => Number(name) >= OLDEST_VERSION)
    : []
  if (versions.length === 0)
    return { missing: `no PostgreSQL ${OLDEST_VERSION} or newer under ${VERSIONS_FOLDER}` }
  const newest = versions
    .sort((a, b) => Number(b) - Number(a))
    .find((version) => existsSync(`/usr/lib/postgresql/${version}/lib/postgis-3.so`))
  if (!newest) return { missing: `PostgreSQL ${versions.join(', ')} is there, but without PostGIS` }
  return { programs: join(VERSIONS_FOLDER, newest, 'bin') }
}

/**
 * Starts a throw-away cluster in a folder of its own under /tmp, reached by a Unix socket only its owner can open,
 * so that no port is taken. Not durable unless asked for: it is for tests and measurements. It dies with this process.
 */
export async function startNativePostgis({ isDurable = false } = {}): Promise<NativePostgis> {
  const found = findNativePostgis()
  if ('missing' in found) {
    throw new Error(
      `Native PostGIS cannot be started: ${found.missing}. On Debian: apt-get install postgresql-postgis`,
    )
  }
  removeForsaken()
  const folder = mkdtempSync(join(tmpdir(), FOLDER_PREFIX))
  const data = join(folder, 'data')
  const sockets = join(folder, 'socket')
  mkdirSync(sockets)
  chmodSync(folder, 0o755)
  chmodSync(sockets, 0o700)
  writeFileSync(join(folder, 'owner.pid'), String(process.pid))
  const account = process.getuid?.() === 0 ? postgresAccount() : undefined
  if (account) for (const path of [folder, sockets]) chownSync(path, account.uid, account.gid)

  await finish(
    spawn(
      join(found.programs, 'initdb'),
      ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
      { ...account, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
    ),
  )
  const settings = {
    listen_addresses: '',
    unix_socket_directories: sockets,
    ...(!isDurable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    max_connections: '200',
    shared_buffers: '256MB',
    timezone: 'UTC',
    jit: 'off',
    // A clone by copying files costs two checkpoints, by the log none.
    checkpoint_timeout: '1h',
    max_wal_size: '4GB',
  }
  const server = startServer(join(found.programs, 'postgres'), data, settings, account)
  const urlOf = (database: string) =>
    `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(sockets)}`
  await ready(server, urlOf('postgres'))
  return {
    urlOf,
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) {
        const exited = once(server, 'exit')
        server.kill('SIGINT')
        await exited
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Account = { readonly uid: number; readonly gid: number }

function startServer(
  program: string,
  data: string,
  settings: Readonly<Record<string, string>>,
  account: Account | undefined,
): ChildProcess {
  const args = [
    '-D',
    data,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const setpriv = '/usr/bin/setpriv'
  const stdio: ['ignore', 'ignore', 'pipe'] = ['ignore', 'ignore', 'pipe']
  // The kernel ends the server when its starter is killed; without setpriv it is swept away by the next start.
  if (!existsSync(setpriv)) return spawn(program, args, { ...account, cwd: data, stdio })
  const identity = account ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'] : []
  return spawn(setpriv, [...identity, '--pdeathsig', 'SIGQUIT', program, ...args], { cwd: data, stdio })
}

async function ready(server: ChildProcess, url: string): Promise<void> {
  let errors = ''
  server.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk).slice(-4000)
  })
  for (let attempt = 0; attempt < 300; attempt++) {
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error(`PostgreSQL did not start:\n${errors}`)
    const client = new pg.Client(url)
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  server.kill('SIGQUIT')
  throw new Error(`PostgreSQL did not answer within 15 s:\n${errors}`)
}

/** initdb and postgres refuse to run as root. */
function postgresAccount(): Account {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'))
  const [, , uid, gid] = line?.split(':') ?? []
  if (!uid || !gid) throw new Error('PostgreSQL refuses to run as root and there is no user postgres')
  return { uid: Number(uid), gid: Number(gid) }
}

async function finish(child: ChildProcess): Promise<void> {
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`initdb failed:\n${output}`)
}

/** Removes folders whose starter was killed before it could. */
function removeForsaken(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(FOLDER_PREFIX)) continue
    const folder = join(tmpdir(), name)
    try {
      const owner = Number(readFileSync(join(folder, 'owner.pid'), 'utf8'))
      if (!isAlive(owner)) rmSync(folder, { recursive: true, force: true })
    } catch {
      // Being made right now, or somebody else's: not ours to remove.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
