/**
 * The doors of a city as a process of its own, for tests that kill it: `node test/api.fixture.ts <port> <database URL>`
 * on native PostGIS, with the URL left out on the embedded database under DATA_DIR.
 */
import { startEmbedded } from '../server/db/embedded/start-embedded.ts'
import { readEnv } from '../server/env.ts'
import { startServer } from '../server/start.ts'

const [port, databaseUrl] = process.argv.slice(2)

const server = await startServer({
  env: {
    ...readEnv({ ...process.env, PORT: port, HOST: '127.0.0.1', LOG_LEVEL: 'warn' }),
    databaseUrl: databaseUrl || undefined,
  },
  clock: { now: () => new Date() },
  onProgress: () => {},
  startEmbedded: (dataDir) =>
    startEmbedded({
      dataDir,
      log: () => {},
      onFailure: () => process.exit(3),
    }),
})
process.on('SIGTERM', () => server.stop().then(() => process.exit(0)))
