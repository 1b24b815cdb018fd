import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { sourceLayersOf, type TileSource } from '../../tiles/engine/layer-definition.ts'
import { tileAt, tileExtent, worldX, worldY } from '../../tiles/engine/mercator.ts'
import type { AttributeFilter, PointFilter } from '../../tiles/engine/point-store.ts'
import type { CachedBytes, TileCache } from '../../tiles/engine/tile-cache.ts'
import { findCity } from '../city/find-city.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { authorize } from '../identity/authorize.ts'
import { LAYER_PERMISSIONS, type LayerName } from '../identity/permissions.ts'
import { caseTileFilter } from '../tiles/case-tile-filter.ts'
import { heldFilter } from '../tiles/held-cases.ts'
import type { LiveLayer, ReaderScope } from '../tiles/live-layer.ts'
import { mostFiltered } from '../tiles/queries.ts'
import { tileJson } from '../tiles/tile-json.ts'
import {
  createTileService,
  isLayerName,
  sourceOf,
  type TileService,
  type TileServices,
} from '../tiles/tile-service.ts'
import { originOf } from './origin-of.ts'
import { sendJson } from './send.ts'

const membersPattern = /^\/api\/tiles\/([a-z_]+)\/members$/
const coveragePath = '/api/tiles/cases/coverage'
const pathPattern = /^\/api\/tiles\/([a-z_]+)(?:\.json|\/(\d{1,2})\/(\d{1,8})\/(\d{1,8})\.mvt)$/
const positionPatienceMilliseconds = 2000
/** Below this a packet carries it anyway. */
const minGzipBytes = 1400

export type TileHandler = ((
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  actor: Actor | null,
) => Promise<boolean>) & { readonly service: TileService }

type Asked = {
  readonly layer: LiveLayer
  readonly filters: readonly PointFilter[]
  readonly scope: ReaderScope
}

/**
 * `GET /api/tiles/{layer}.json` and `GET /api/tiles/{layer}/{z}/{x}/{y}.mvt`.
 *
 * `?minPosition=` waits until the tile holds every change up to that position of the event log. A point layer can be
 * filtered by its shared attributes, such as `?state=dispatched,signed&open=true`; clusters then count what is left.
 * Cases can be filtered as the queue is, too: `area`, `grid`, `ids`, `q`, `within`, `from`, `to`, `closed_from`, `closed_to`,
 * `unlocated`, `past=all`. An empty tile is 204.
 *
 * `GET /api/tiles/{layer}/members?z=&lng=&lat=&cluster_open=` says which things a cluster of that zoom stands for, with
 * the same filters; of own layers `cluster_of=` names the layer.
 *
 * `GET /api/tiles/cases/coverage?` with the same filters waits until what they let through has been read and says whether
 * all of it is in the tiles: `newest` is null, or so many of the newest are.
 *
 * @returns false where the path is none of these
 */
export function createTileHandler(services: TileServices): TileHandler {
  const service = createTileService(services)

  /** The layer that an address asks, what is left for its tiles, and the areas that its reader sees of it. */
  function layerOf(name: LayerName, url: URL, actor: Actor | null): Asked {
    const scope = scopeOf(actor)
    // What was handed to a department is found by the queue's SQL, too: the tiles of all cases do not say.
    const handedTo = actor?.handedTo ?? null
    const filter = name === 'cases' ? caseTileFilter(url.searchParams, handedTo !== null) : undefined
    if (!filter) {
      const filters = url.search === '' ? [] : filtersOf(url, sourceOf(name))
      return { layer: service.layers[name], filters, scope }
    }
    const held = handedTo ? undefined : heldFilter(filter, service.casesSince().getTime())
    if (!held) return { layer: service.filteredCases.layerOf(filter, handedTo), filters: [], scope }
    const { areaId, filters } = held
    const narrowed = areaId === undefined ? scope : narrow(scope, services.locator.leafAreaIdsWithin(areaId))
    return { layer: service.layers.cases, filters, scope: narrowed }
  }

  async function handle(req: IncomingMessage, res: ServerResponse, url: URL, actor: Actor | null) {
    if (url.pathname === coveragePath) return sendCoverage(res, url, actor)
    const ofMembers = membersPattern.exec(url.pathname)
    if (ofMembers) return sendMembers(res, url, actor, ofMembers[1]!)
    const match = pathPattern.exec(url.pathname)
    const name = match?.[1] ?? ''
    if (!match || !isLayerName(name)) return false
    const source = sourceOf(name)
    authorize(actor, LAYER_PERMISSIONS[name])
    if (match[2] === undefined) {
      const city = await findCity(services.db)
      // The ground goes on beyond the city's border; what the city keeps does not.
      const bounds = source.name === 'basemap' ? undefined : city?.bbox
      sendJson(res, 200, tileJson(source, originOf(req), bounds), { 'cache-control': cachingOf(source) })
      return true
    }
    const [z, x, y] = [Number(match[2]), Number(match[3]), Number(match[4])]
    if (z < source.minZoom || z > source.maxZoom || x >= 2 ** z || y >= 2 ** z) {
      throw new CodedError('not_found', 'NO_SUCH_TILE', '没有这个瓦片', 'The layer has no such tile', {
        expected: `zoom ${source.minZoom} to ${source.maxZoom}`,
      })
    }
    const { layer, filters, scope } = layerOf(name, url, actor)
    if (url.search !== '') {
      const minPosition = minPositionOf(url)
      if (minPosition !== undefined && !(await layer.reaches(minPosition, positionPatienceMilliseconds))) {
        throw new CodedError(
          'unavailable',
          'BEHIND',
          '图层尚未更新到该位置',
          'The layer has not come that far yet',
          {
            field: 'minPosition',
            expected: `at most ${layer.position}`,
          },
        )
      }
    }
    const tile = await layer.tile(z, x, y, scope, filters)
    sendTile(req, res, tile, source, layer.cache)
    return true
  }

  async function sendCoverage(res: ServerResponse, url: URL, actor: Actor | null) {
    authorize(actor, LAYER_PERMISSIONS.cases)
    const handedTo = actor?.handedTo ?? null
    const filter = caseTileFilter(url.searchParams, handedTo !== null)
    const isHeld = !filter || (!handedTo && heldFilter(filter, service.casesSince().getTime()) !== undefined)
    const isCut = !isHeld && (await service.filteredCases.isCut(filter, handedTo))
    sendJson(res, 200, { newest: isCut ? mostFiltered : null }, { 'cache-control': 'no-store' })
    return true
  }

  async function sendMembers(res: ServerResponse, url: URL, actor: Actor | null, name: string) {
    if (!isLayerName(name)) return false
    const source = sourceOf(name)
    authorize(actor, LAYER_PERMISSIONS[name])
    const { z, lng, lat, cluster_open: isOpen, cluster_of: of } = membersOf(url, source)
    const [x, y] = [worldX(lng), worldY(lat)]
    const tile = tileAt(z, x, y)
    const scale = 2 ** z * tileExtent
    const at = { x: x * scale - tile.x * tileExtent, y: y * scale - tile.y * tileExtent }
    const { layer, filters, scope } = layerOf(name, url, actor)
    const ids = await layer.clusterMembers(z, tile, at, of ?? isOpen, scope, filters)
    sendJson(res, 200, { ids }, { 'cache-control': 'no-store' })
    return true
  }

  return Object.assign(handle, { service })
}

function sendTile(
  req: IncomingMessage,
  res: ServerResponse,
  tile: CachedBytes | undefined,
  source: TileSource,
  cache: TileCache,
): void {
  const caching = cachingOf(source)
  if (!tile) {
    res.writeHead(204, { 'cache-control': caching }).end()
    return
  }
  if (req.headers['if-none-match'] === tile.etag) {
    res.writeHead(304, { etag: tile.etag, 'cache-control': caching }).end()
    return
  }
  const isGzip = tile.bytes.length >= minGzipBytes && /\bgzip\b/.test(req.headers['accept-encoding'] ?? '')
  // The first reader need not wait for it: most tiles of moving layers change before a second one comes.
  if (isGzip && !tile.gzip && tile.uses > 0) {
    tile.gzip = gzipSync(tile.bytes)
    cache.grew(tile.gzip.length)
  }
  tile.uses++
  const body = isGzip && tile.gzip ? tile.gzip : tile.bytes
  res.writeHead(200, {
    'content-type': 'application/vnd.mapbox-vector-tile',
    'content-length': body.length,
    etag: tile.etag,
    'cache-control': caching,
    vary: 'accept-encoding',
    ...(body === tile.gzip && { 'content-encoding': 'gzip' }),
  })
  res.end(body)
}

/** Always asked again, which costs a 304: a tile changes when its city does. */
function cachingOf(source: TileSource): string {
  return `${source.access === 'public' ? 'public' : 'private'}, no-cache`
}

const scopes = new WeakMap<readonly number[], ReadonlySet<number>>()
const nothing: ReadonlySet<number> = new Set()

function scopeOf(actor: Actor | null): ReaderScope {
  if (!actor) return nothing
  if (actor.isWholeCity) return 'everything'
  let scope = scopes.get(actor.scopeAreaIds)
  if (!scope) {
    scope = new Set(actor.scopeAreaIds)
    scopes.set(actor.scopeAreaIds, scope)
  }
  return scope
}

/** One area of what somebody may see anyway. */
function narrow(scope: ReaderScope, areaIds: readonly number[]): ReaderScope {
  return new Set(scope === 'everything' ? areaIds : areaIds.filter((areaId) => scope.has(areaId)))
}

function membersOf(url: URL, { minZoom, maxZoom }: TileSource) {
  const schema = z.object({
    z: z.coerce.number().int().min(minZoom).max(maxZoom),
    lng: z.coerce.number().min(-180).max(180),
    lat: z.coerce.number().min(-85).max(85),
    cluster_open: z.stringbool().default(true),
    cluster_of: z.coerce.number().int().optional(),
  })
  const parsed = schema.safeParse(Object.fromEntries(url.searchParams))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new CodedError('bad_input', 'BAD_CLUSTER', '聚合点不正确', issue?.message ?? 'No cluster', {
    field: issue?.path.join('.') ?? '',
  })
}

const positionSchema = z.coerce.number().int().nonnegative()

function minPositionOf(url: URL): number | undefined {
  const text = url.searchParams.get('minPosition')
  if (text === null) return undefined
  const parsed = positionSchema.safeParse(text)
  if (parsed.success) return parsed.data
  throw new CodedError(
    'bad_input',
    'BAD_POSITION',
    '位置不正确',
    'minPosition is no position of the event log',
    {
      field: 'minPosition',
      expected: 'a whole number',
    },
  )
}

/** Parameters that are no attribute are left to whoever they are for. */
function filtersOf(url: URL, source: TileSource): AttributeFilter[] {
  if (source.kind !== 'points') return []
  return sourceLayersOf(source)
    .flatMap((layer) => layer.attributes)
    .filter((attribute) => attribute.storage === 'shared' && url.searchParams.has(attribute.name))
    .map((attribute) => ({
      attribute: attribute.name,
      values: url.searchParams
        .getAll(attribute.name)
        .flatMap((text) => text.split(','))
        .map((text) =>
          attribute.type === 'Number' ? Number(text) : attribute.type === 'Boolean' ? text === 'true' : text,
        ),
    }))
}
