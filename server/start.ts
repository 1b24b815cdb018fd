import type { Kysely } from 'kysely'
import { type DestinationStream, type Logger, pino } from 'pino'
import { openAttachments } from './attachments/open-attachments.ts'
import { openGround } from './basemap/open-ground.ts'
import { findCity, isHalfLoaded } from './city/find-city.ts'
import { numberCasesBy } from './city/number-cases-by.ts'
import { createDb } from './db/client.ts'
import { migrate } from './db/migrate.ts'
import type { Database } from './db/schema.ts'
import type { Env } from './env.ts'
import { numberEvents } from './events/number-events.ts'
import { readEvents } from './events/read-events.ts'
import { startEventFeed } from './events/start-event-feed.ts'
import { startSequencer } from './events/start-sequencer.ts'
import { type Door, takePort } from './http/listen.ts'
import { httpMetrics } from './http/metrics.ts'
import { type Pages, requireBuild, startPages } from './http/pages.ts'
import { requestHandler } from './http/request-handler.ts'
import { routesFor } from './http/routes.ts'
import { createTileHandler } from './http/tiles.ts'
import { actorResolver } from './identity/actor-of-request.ts'
import { type AuthSettings, createAuth, migrateAuth } from './identity/auth.ts'
import { keepAuthSecret } from './identity/auth-secret.ts'
import { createDemoAccounts, type DemoAccount, listDemoAccounts } from './identity/demo-accounts.ts'
import { JOBS } from './jobs/jobs.ts'
import { startJobs } from './jobs/schedule.ts'
import { UnitMoves } from './live/unit-moves.ts'
import { followGeography } from './locate/follow-geography.ts'
import { readGeography } from './locate/geography.ts'
import { Locator } from './locate/locator.ts'
import { followClosures, refreshClosures } from './roads/follow-closures.ts'
import { endLeftScenes } from './scenes/scene-runs.ts'
import type { Clock, Services } from './services.ts'
import { languageModel } from './text/language-model.ts'

/** Requests that run may take this long to end when the process stops. */
const STOP_PATIENCE_MILLISECONDS = 5000

export type DatabaseChild = { readonly url: string; readonly stop: () => Promise<void> }

export type StartOptions = {
  readonly env: Env
  readonly clock: Clock
  /** Folder with the built pages; undefined serves the API alone. */
  readonly pagesRoot?: string
  /** Starts the database that comes with us. */
  readonly startEmbedded: (dataDir: string) => Promise<DatabaseChild>
  /** Fills an empty database with a city; undefined leaves it empty. */
  readonly loadCity?: (db: Kysely<Database>) => Promise<void>
  /** Told what is going on, one short line each. */
  readonly onProgress: (line: string) => void
  readonly logTo?: DestinationStream
}

export type RunningServer = {
  readonly port: number
  readonly services: Services
  /** Empty for a city that is not seeded. */
  readonly demoAccounts: readonly DemoAccount[]
  /** Whether anybody can sign in. */
  readonly hasAccounts: boolean
  readonly stop: () => Promise<void>
}

/** Starts the whole product: takes the port, then the database, migrations, a city, the followers, and HTTP. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { env } = options
  const log = pino({ level: env.logLevel }, options.logTo ?? pino.destination(2))
  const stops: (() => Promise<void> | void)[] = []
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end()
  }
  if (options.pagesRoot) requireBuild(options.pagesRoot)
  const door = await takePort(env.port, env.host)
  stops.push(() => door.close(0))
  try {
    return await startBehind(door, options, log, stops, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function startBehind(
  door: Door,
  { env, clock, pagesRoot, startEmbedded, loadCity, onProgress }: StartOptions,
  log: Logger,
  stops: (() => Promise<void> | void)[],
  stop: () => Promise<void>,
): Promise<RunningServer> {
  const pages = pagesRoot && env.roles.includes('web') ? startPages(pagesRoot) : undefined
  // Its failure is met when it is awaited; the database's may come first.
  pages?.catch(() => {})
  const ground = await openGround(env)
  stops.push(() => ground.tiles?.close())
  const url = await openDatabase(env, startEmbedded, stops)
  const onError = (error: unknown) => log.warn({ err: error }, 'in the background')
  const db = createDb(url, { onIdleError: onError })
  stops.push(() => db.destroy())

  const { applied, isLeakproof } = await migrate(db)
  if (applied.length > 0) onProgress(`Database brought up to date: ${applied.length} migrations`)
  if (!isLeakproof) {
    log.warn('the database login is no superuser: scoped map queries cannot use the spatial indexes')
  }
  const authSettings: AuthSettings = {
    db,
    secret: env.authSecret ?? (await keepAuthSecret(env.dataDir)),
    publicUrl: env.publicUrl,
  }
  await migrateAuth(authSettings)
  const auth = createAuth(authSettings)

  if (loadCity && (!(await findCity(db)) || (await isHalfLoaded(db)))) await loadCity(db)
  if ((await findCity(db))?.seededUntil) await createDemoAccounts(db, auth)
  if (env.caseNumberPattern && (await numberCasesBy(db, env.caseNumberPattern)))
    onProgress(`New cases are numbered ${env.caseNumberPattern}`)

  const isEmbedded = env.databaseUrl === undefined
  // A freshly loaded city's past is numbered before anybody follows the log: it is no news.
  while (await numberEvents(db));
  stops.push(startSequencer(db, { isEmbedded, onError }))
  const events = await startEventFeed(db, { ...(!isEmbedded && { listenUrl: url }), onError })
  stops.push(() => events.stop())
  const locator = new Locator(await readGeography(db))
  stops.push(followGeography(locator, events, db, log))

  if (env.roles.includes('jobs')) await endLeftScenes({ db, clock })
  const attachments = openAttachments(env)
  const problem = await attachments.problem()
  // Reports without photos are taken all the same.
  if (problem) onProgress(`Attachments cannot be kept yet: ${problem}`)
  const services: Services = {
    db,
    clock,
    log,
    locator,
    events,
    attachments,
    languageModel: env.languageModel && languageModel(env.languageModel),
    mayCallPrivateAddresses: env.mayCallPrivateAddresses,
    publicUrl: env.publicUrl,
  }
  await refreshClosures(services)
  stops.push(followClosures(services))
  if (env.roles.includes('jobs')) stops.push(await startJobs(services, JOBS))

  const openStreams = new Set<() => void>()
  const metrics = httpMetrics(events, openStreams)
  const actors = actorResolver(services, auth)
  const tiles = createTileHandler(services)
  stops.push(() => tiles.service.stop())
  const routes = routesFor({
    services,
    auth,
    actors,
    metrics,
    tiles,
    ground,
    live: {
      events,
      units: new UnitMoves(db, log),
      readAfter: (after, limit) => readEvents(db, { after, limit }),
      now: () => clock.now(),
    },
    openStreams,
    roles: env.roles,
  })
  const ready = await pages
  if (ready) stops.push(ready.close)
  const all = [...routes, ...pageRoutes(ready)]
  door.open(
    requestHandler({
      routes: all,
      actors,
      metrics,
      log,
      publicUrl: env.publicUrl,
      isBehindProxy: env.isBehindProxy,
    }),
  )
  stops.push(() => {
    for (const end of openStreams) end()
    return door.close(STOP_PATIENCE_MILLISECONDS)
  })
  // The first screen finds its map ready; nothing waits for it.
  if (env.roles.includes('web')) tiles.service.warm().catch(onError)
  const anybody = await db.selectFrom('auth_user').select('id').limit(1).executeTakeFirst()
  return {
    port: door.port,
    services,
    demoAccounts: await listDemoAccounts(db),
    hasAccounts: anybody !== undefined,
    stop,
  }
}

function pageRoutes(pages: Pages | undefined) {
  return pages ? [pages.route] : []
}

async function openDatabase(
  env: Env,
  startEmbedded: StartOptions['startEmbedded'],
  stops: (() => Promise<void> | void)[],
): Promise<string> {
  if (env.databaseUrl) return env.databaseUrl
  const child = await startEmbedded(env.dataDir)
  stops.push(child.stop)
  return child.url
}
