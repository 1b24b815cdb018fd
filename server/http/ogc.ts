import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { findCity } from '../city/find-city.ts'
import { CodedError } from '../errors.ts'
import { authorize } from '../identity/authorize.ts'
import { holds } from '../identity/permissions.ts'
import { COLLECTIONS, type Collection } from '../ogc/collections.ts'
import { crsOf } from '../ogc/crs.ts'
import {
  CONFORMANCE,
  collectionDocument,
  collectionList,
  GEOJSON_TYPE,
  type Link,
  type LinkTo,
  landing,
  OPENAPI_TYPE,
  openApi,
  schemaDocument,
  tileMatrixSet,
  tileMatrixSetList,
  tileSetDocument,
  tileSetList,
} from '../ogc/documents.ts'
import { parseItemsQuery } from '../ogc/items-query.ts'
import { documentPage } from '../ogc/page.ts'
import { findItem, type Item, readItems } from '../ogc/read-items.ts'
import type { Services } from '../services.ts'
import { originOf } from './origin-of.ts'
import type { Exchange, Route } from './route.ts'
import { sendJson } from './send.ts'
import type { TileHandler } from './tiles.ts'

const BASE = '/api/ogc'

/**
 * OGC API Features and Tiles, read-only, for QGIS, GDAL and others. Who asks is known by session, by the header
 * `x-api-key`, or by `?api_key=`; each sees the collections of their role and the rows of their areas.
 */
export function ogcRoutes(services: Services, tiles: TileHandler): Route[] {
  const bbox = async () => (await findCity(services.db))?.bbox
  const document = (path: string, make: (exchange: Exchange) => unknown, type?: string): Route =>
    route(path, async (exchange) => sendDocument(exchange, await make(exchange), type))
  const at = '/collections/:collection'
  return [
    document('', (exchange) => landing(linkTo(exchange))),
    document('/conformance', () => ({ conformsTo: CONFORMANCE })),
    document('/api', (exchange) => openApi(reachable(exchange), linkTo(exchange)), OPENAPI_TYPE),
    document('/collections', async (exchange) =>
      collectionList(reachable(exchange), await bbox(), linkTo(exchange)),
    ),
    document(at, async (exchange) =>
      collectionDocument(collectionOf(exchange), await bbox(), linkTo(exchange)),
    ),
    document(`${at}/schema`, (exchange) => schemaDocument(collectionOf(exchange), linkTo(exchange))),
    route(`${at}/items`, (exchange) => sendItems(services, exchange)),
    route(`${at}/items/:feature`, (exchange) => sendItem(services, exchange)),
    document(`${at}/tiles`, (exchange) => tileSetList(collectionOf(exchange), linkTo(exchange))),
    document(`${at}/tiles/WebMercatorQuad`, (exchange) =>
      tileSetDocument(collectionOf(exchange), linkTo(exchange)),
    ),
    route(`${at}/tiles/WebMercatorQuad/:z/:y/:x`, async (exchange) => {
      const { z, y, x } = exchange.params
      const url = new URL(exchange.url)
      // Some clients know a vector tile by its ending alone.
      url.pathname = `/api/tiles/${collectionOf(exchange).tiles}/${z}/${x?.replace(/\.mvt$/, '')}/${y}.mvt`
      if (!(await tiles(exchange.req, exchange.res, url, exchange.actor))) throw noSuch('瓦片', 'tile')
    }),
    document('/tileMatrixSets', (exchange) => tileMatrixSetList(linkTo(exchange))),
    document('/tileMatrixSets/WebMercatorQuad', tileMatrixSet),
  ]
}

function route(path: string, handle: Route['handle']): Route {
  return { method: 'GET', path: `${BASE}${path}`, permission: 'map.public', keyParameter: 'api_key', handle }
}

/** Addresses below our root; a key that came in the address goes on in them. */
function linkTo({ req, url }: Exchange): LinkTo {
  const root = `${originOf(req)}${BASE}`
  const key = url.searchParams.get('api_key')
  return (path) =>
    key ? `${root}${path}${path.includes('?') ? '&' : '?'}api_key=${encodeURIComponent(key)}` : root + path
}

function reachable({ actor }: Exchange): Collection[] {
  return COLLECTIONS.filter(({ permission }) => holds(actor?.roles ?? null, permission))
}

function collectionOf({ actor, params }: Exchange): Collection {
  const found = COLLECTIONS.find(({ id }) => id === params.collection)
  if (!found) throw noSuch('图层', 'collection')
  authorize(actor, found.permission)
  return found
}

function noSuch(zh: string, en: string): CodedError {
  return new CodedError('not_found', 'NOT_FOUND', `没有这个${zh}`, `There is no such ${en}`)
}

function isForReading({ req, url }: Exchange): boolean {
  const asked = url.searchParams.get('f')
  if (asked === 'html') return true
  if (asked === null || asked === '') return /^text\/html\b/.test(req.headers.accept ?? '')
  if (asked === 'json' || asked === 'geojson') return false
  throw new CodedError('bad_input', 'BAD_PARAMETER', '没有这种格式', 'There is no such format', {
    field: 'f',
    expected: 'json, html',
  })
}

function sendDocument(exchange: Exchange, body: unknown, type = 'application/json'): void {
  if (isForReading(exchange)) sendPage(exchange.res, body)
  else sendJson(exchange.res, 200, body, { 'content-type': type })
}

function sendPage(res: ServerResponse, body: unknown): void {
  const page = Buffer.from(documentPage(body))
  res.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': page.length,
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  })
  res.end(page)
}

/** Pages of the database go out as they come, so that no answer stands in memory whole. */
async function sendItems(services: Services, exchange: Exchange): Promise<void> {
  const { res, url, actor } = exchange
  const collection = collectionOf(exchange)
  const query = parseItemsQuery(collection, url.searchParams)
  const isPage = isForReading(exchange)
  const pages = readItems(services, actor, collection, query)
  // The first page is read before the head is sent: until then a failure still has its status.
  let page = await pages.next()
  const self = selfOf(exchange)
  if (isPage) {
    const items: unknown[] = []
    for (; !page.done; page = await pages.next()) {
      for (const item of page.value) if (items.length < 50) items.push(JSON.parse(item.text))
    }
    return sendPage(res, { type: 'FeatureCollection', shown: items.length, features: items })
  }
  res.writeHead(200, {
    'content-type': GEOJSON_TYPE,
    'content-crs': `<${query.crs.uri}>`,
    'cache-control': 'no-store',
  })
  res.write('{"type":"FeatureCollection","features":[')
  let count = 0
  let last: Item | undefined
  for (; !page.done; page = await pages.next()) {
    if (page.value.length === 0) continue
    const text = page.value.map((item) => item.text).join(',')
    const isTaken = res.write(count === 0 ? text : `,${text}`)
    count += page.value.length
    last = page.value.at(-1)
    if (res.destroyed) return
    if (!isTaken) await Promise.race([once(res, 'drain'), once(res, 'close')])
  }
  const links: Link[] = [{ href: self.href, rel: 'self', type: GEOJSON_TYPE }]
  if (last && count === query.limit) {
    self.searchParams.set('cursor', String(last.key))
    links.push({ href: self.href, rel: 'next', type: GEOJSON_TYPE })
  }
  res.end(
    `],"numberReturned":${count},"timeStamp":"${services.clock.now().toISOString()}","links":${JSON.stringify(links)}}`,
  )
}

async function sendItem(services: Services, exchange: Exchange): Promise<void> {
  const { res, url, actor, params } = exchange
  const collection = collectionOf(exchange)
  const crs = crsOf('crs', url.searchParams.get('crs'))
  const key = /^-?\d{1,15}$/.test(params.feature ?? '') ? Number(params.feature) : undefined
  const text = key === undefined ? undefined : await findItem(services, actor, collection, key, crs)
  if (!text) throw noSuch('要素', 'feature')
  const feature = {
    ...JSON.parse(text),
    links: [
      { href: selfOf(exchange).href, rel: 'self', type: GEOJSON_TYPE },
      {
        href: linkTo(exchange)(`/collections/${collection.id}`),
        rel: 'collection',
        type: 'application/json',
      },
    ],
  }
  if (isForReading(exchange)) return sendPage(res, feature)
  sendJson(res, 200, feature, { 'content-type': GEOJSON_TYPE, 'content-crs': `<${crs.uri}>` })
}

function selfOf({ req, url }: Exchange): URL {
  return new URL(url.pathname + url.search, originOf(req))
}
