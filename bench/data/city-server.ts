import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { pino } from 'pino'
import { attachmentStore } from '../../server/attachments/attachment-store.ts'
import { blobFolder } from '../../server/attachments/blob-folder.ts'
import { createDb } from '../../server/db/client.ts'
import { startEventFeed } from '../../server/events/start-event-feed.ts'
import { authRoute } from '../../server/http/auth.ts'
import { httpMetrics } from '../../server/http/metrics.ts'
import { nearestRoute } from '../../server/http/nearest.ts'
import { requestHandler } from '../../server/http/request-handler.ts'
import { createTileHandler } from '../../server/http/tiles.ts'
import { tilesRoute } from '../../server/http/tiles-route.ts'
import { actorResolver } from '../../server/identity/actor-of-request.ts'
import { type AuthSettings, createAuth, migrateAuth } from '../../server/identity/auth.ts'
import { createDemoAccounts } from '../../server/identity/demo-accounts.ts'
import { readGeography } from '../../server/locate/geography.ts'
import { Locator } from '../../server/locate/locator.ts'

/**
 * One side of a measurement over HTTP in a process of its own: `city-server.ts ours|postgis|raw <database url>`. Sends
 * its port to the parent; ours forgets its cached tiles on the message `forget`.
 */
const [side, url] = process.argv.slice(2)
if (!url || !process.send) throw new Error('started by a measurement only')
const { listener, forget } = side === 'ours' ? await ours(url) : side === 'raw' ? raw() : postgis(url)
const server = createServer(listener)
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('message', () => {
  forget()
  process.send?.({ forgotten: true })
})
process.on('disconnect', () => process.exit(0))

/** The product's own doors: session, role and scope are checked for every request. */
async function ours(databaseUrl: string): Promise<{ listener: RequestListener; forget: () => void }> {
  const db = createDb(databaseUrl)
  const log = pino({ level: 'error' })
  const clock = { now: () => new Date() }
  const settings: AuthSettings = {
    db,
    secret: 'measuring only, kept nowhere, 32 chars',
    publicUrl: undefined,
  }
  await migrateAuth(settings)
  const auth = createAuth(settings)
  await createDemoAccounts(db, auth)
  const onError = (error: unknown) => log.error({ err: error }, 'in the background')
  const events = await startEventFeed(db, { onError })
  const locator = new Locator(await readGeography(db))
  const services = {
    db,
    clock,
    log,
    locator,
    events,
    attachments: attachmentStore(blobFolder('/nonexistent')),
  }
  const tiles = createTileHandler(services)
  const actors = actorResolver(services, auth)
  const listener = requestHandler({
    routes: [authRoute(auth, actors), tilesRoute(tiles), nearestRoute(services)],
    actors,
    metrics: httpMetrics(events, new Set()),
    log,
  })
  return { listener, forget: () => tiles.service.layers.cases.cache.clear() }
}

/** The best that a plain server does: no sign-in, one prepared statement on a table made for it. */
function postgis(databaseUrl: string): { listener: RequestListener; forget: () => void } {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 })
  // The cluster is stopped before its servers.
  pool.on('error', () => {})
  const tile = {
    name: 'tile',
    text: `with bounds as (select st_tileenvelope($1, $2, $3) as box)
      select st_asmvt(t, 'cases', 4096, 'g', 'id') as tile from (
        select id, case_id, number, state, open, clock_level, severity, class_code, category_id, department_id, found_by,
          st_asmvtgeom(geom, box, 4096, 0, false) as g
        from bench_case, bounds where geom && box) t`,
  }
  const nearest = {
    name: 'nearest',
    text: `select unit_id as "unitId", code, name, kind, department_id as "departmentId", status, skills, at, st_x(point) as lng,
        st_y(point) as lat, place <-> st_point($1, $2)::geography as "distanceMeters"
      from bench_unit where status = 'idle' and $4 = any(skills)
      order by place <-> st_point($1, $2)::geography limit $3`,
  }
  const listener: RequestListener = async (req, res) => {
    const [, z, x, y] = /(\d+)\/(\d+)\/(\d+)\.mvt/.exec(req.url ?? '') ?? []
    if (z) {
      const { rows } = await pool.query<{ tile: Buffer }>({ ...tile, values: [z, x, y] })
      return send(res, rows[0]!.tile, 'application/vnd.mapbox-vector-tile')
    }
    const { searchParams } = new URL(req.url ?? '/', 'http://peer.invalid')
    const values = ['lng', 'lat', 'k', 'skill'].map((name) => searchParams.get(name))
    const { rows } = await pool.query({ ...nearest, values })
    send(res, Buffer.from(JSON.stringify({ units: rows })), 'application/json')
  }
  return { listener, forget: () => {} }
}

/** What HTTP alone costs: as many bytes as ten units take, sent at once. */
function raw(): { listener: RequestListener; forget: () => void } {
  const text = JSON.stringify({ units: 'x'.repeat(2400) })
  return {
    listener: (_, res) => {
      res.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length })
      res.end(text)
    },
    forget: () => {},
  }
}

function send(res: ServerResponse, body: Buffer, type: string): void {
  res.writeHead(200, { 'content-type': type, 'content-length': body.length })
  res.end(body)
}
