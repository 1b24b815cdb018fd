import type { BoundingBox } from '../../geo/lng-lat.ts'
import { tileSources } from '../../tiles/sources/index.ts'
import type { Collection } from './collections.ts'
import { CRS84, CRSS } from './crs.ts'
import { MAX_LIMIT } from './items-query.ts'

/** The documents that tell a client what is here; `link` makes an address below our root. */
export type Link = {
  readonly href: string
  readonly rel: string
  readonly type?: string
  readonly title?: string
  readonly templated?: true
}
export type LinkTo = (path: string) => string

const JSON_TYPE = 'application/json'
export const GEOJSON_TYPE = 'application/geo+json'
export const OPENAPI_TYPE = 'application/vnd.oai.openapi+json;version=3.0'
const MVT_TYPE = 'application/vnd.mapbox-vector-tile'
const TILESETS_REL = 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector'
const QUADS = 'WebMercatorQuad'
const QUADS_URI = 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad'
const WEB_MERCATOR_URI = 'http://www.opengis.net/def/crs/EPSG/0/3857'

export const CONFORMANCE = [
  ...['core', 'geojson', 'html', 'oas30'].map(
    (name) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`,
  ),
  'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs',
  'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core',
  'http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections',
  ...['core', 'tileset', 'tilesets-list', 'geodata-tilesets', 'mvt'].map(
    (name) => `http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/${name}`,
  ),
]

export function landing(link: LinkTo) {
  return {
    title: '统管 · 地图数据服务',
    description: 'Tongguan: the city for other GIS clients, by OGC API Features and Tiles. Read-only.',
    links: [
      { href: link(''), rel: 'self', type: JSON_TYPE, title: 'This document' },
      { href: link('/api'), rel: 'service-desc', type: OPENAPI_TYPE, title: 'OpenAPI' },
      { href: link('/api?f=html'), rel: 'service-doc', type: 'text/html', title: 'OpenAPI, to read' },
      { href: link('/conformance'), rel: 'conformance', type: JSON_TYPE, title: 'Conformance' },
      { href: link('/collections'), rel: 'data', type: JSON_TYPE, title: 'Collections' },
      {
        href: link('/tileMatrixSets'),
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes',
        type: JSON_TYPE,
        title: 'Tile matrix sets',
      },
    ] satisfies Link[],
  }
}

export function collectionList(
  collections: readonly Collection[],
  bbox: BoundingBox | undefined,
  link: LinkTo,
) {
  return {
    links: [{ href: link('/collections'), rel: 'self', type: JSON_TYPE }],
    crs: CRSS.map((crs) => crs.uri),
    collections: collections.map((collection) => collectionDocument(collection, bbox, link)),
  }
}

export function collectionDocument(collection: Collection, bbox: BoundingBox | undefined, link: LinkTo) {
  const at = `/collections/${collection.id}`
  return {
    id: collection.id,
    title: `${collection.title} ${collection.titleEn}`,
    itemType: 'feature',
    crs: CRSS.map((crs) => crs.uri),
    storageCrs: CRS84.uri,
    ...(bbox && { extent: { spatial: { bbox: [bbox], crs: CRS84.uri } } }),
    links: [
      { href: link(at), rel: 'self', type: JSON_TYPE },
      { href: link(`${at}/items`), rel: 'items', type: GEOJSON_TYPE },
      { href: link(`${at}/schema`), rel: 'describedby', type: 'application/schema+json' },
      ...(collection.tiles ? [{ href: link(`${at}/tiles`), rel: TILESETS_REL, type: JSON_TYPE }] : []),
    ] satisfies Link[],
  }
}

/** A feature of the collection as JSON Schema. */
export function schemaDocument({ id, title, isPoint, properties }: Collection, link: LinkTo) {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: link(`/collections/${id}/schema`),
    title,
    type: 'object',
    properties: {
      geometry: { format: isPoint ? 'geometry-point' : 'geometry-any' },
      ...Object.fromEntries(properties.map(({ name, type }) => [name, schemaOf(type)])),
    },
  }
}

function schemaOf(type: Collection['properties'][number]['type']) {
  return type === 'date-time' ? { type: 'string', format: 'date-time' } : { type }
}

/** The tile sets of a collection: one, in Web Mercator's squares. */
export function tileSetList(collection: Collection, link: LinkTo) {
  const at = `/collections/${collection.id}/tiles`
  const { crs, tileMatrixSetURI, dataType } = tileSetDocument(collection, link)
  return {
    links: [{ href: link(at), rel: 'self', type: JSON_TYPE }],
    tilesets: [
      {
        title: collection.titleEn,
        dataType,
        crs,
        tileMatrixSetURI,
        links: [
          { href: link(`${at}/${QUADS}`), rel: 'self', type: JSON_TYPE },
          tileLink(at, link),
          {
            href: link(`/tileMatrixSets/${QUADS}`),
            rel: 'http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme',
            type: JSON_TYPE,
          },
        ] satisfies Link[],
      },
    ],
  }
}

export function tileSetDocument(collection: Collection, link: LinkTo) {
  const at = `/collections/${collection.id}/tiles`
  const source = collection.tiles && tileSources[collection.tiles]
  return {
    title: collection.titleEn,
    dataType: 'vector',
    crs: WEB_MERCATOR_URI,
    tileMatrixSetURI: QUADS_URI,
    ...(source && {
      tileMatrixSetLimits: Array.from({ length: source.maxZoom - source.minZoom + 1 }, (_, i) => {
        const zoom = source.minZoom + i
        const last = 2 ** zoom - 1
        return { tileMatrix: String(zoom), minTileRow: 0, maxTileRow: last, minTileCol: 0, maxTileCol: last }
      }),
    }),
    links: [
      { href: link(`${at}/${QUADS}`), rel: 'self', type: JSON_TYPE },
      tileLink(at, link),
      {
        href: link(`/tileMatrixSets/${QUADS}`),
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme',
        type: JSON_TYPE,
      },
    ] satisfies Link[],
  }
}

function tileLink(at: string, link: LinkTo): Link {
  return {
    href: link(`${at}/${QUADS}/{tileMatrix}/{tileRow}/{tileCol}.mvt`),
    rel: 'item',
    type: MVT_TYPE,
    templated: true,
  }
}

export function tileMatrixSetList(link: LinkTo) {
  return {
    tileMatrixSets: [
      {
        id: QUADS,
        title: 'Google Maps Compatible for the World',
        uri: QUADS_URI,
        links: [{ href: link(`/tileMatrixSets/${QUADS}`), rel: 'self', type: JSON_TYPE }],
      },
    ],
  }
}

const WORLD_METERS = 20037508.342789244
const METERS_PER_PIXEL = 0.00028

/** The squares of Web Mercator, zoom 0 to 24. */
export function tileMatrixSet() {
  return {
    id: QUADS,
    title: 'Google Maps Compatible for the World',
    uri: QUADS_URI,
    crs: WEB_MERCATOR_URI,
    orderedAxes: ['X', 'Y'],
    wellKnownScaleSet: 'http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible',
    tileMatrices: Array.from({ length: 25 }, (_, zoom) => {
      const cellSize = (2 * WORLD_METERS) / 256 / 2 ** zoom
      return {
        id: String(zoom),
        scaleDenominator: cellSize / METERS_PER_PIXEL,
        cellSize,
        cornerOfOrigin: 'topLeft',
        pointOfOrigin: [-WORLD_METERS, WORLD_METERS],
        tileWidth: 256,
        tileHeight: 256,
        matrixWidth: 2 ** zoom,
        matrixHeight: 2 ** zoom,
      }
    }),
  }
}

/** OpenAPI 3.0: clients look up here how many features they may ask for at once. */
export function openApi(collections: readonly Collection[], link: LinkTo) {
  const answer = (type: string) => ({ responses: { 200: { description: 'OK', content: { [type]: {} } } } })
  const text = { type: 'string' }
  const query = (name: string, schema: object, description: string) => ({
    name,
    in: 'query',
    schema,
    description,
  })
  const crs = { type: 'string', enum: CRSS.map(({ uri }) => uri), default: CRS84.uri }
  const shared = [
    query(
      'limit',
      { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: 1000 },
      'Most features of an answer',
    ),
    query('bbox', text, 'west,south,east,north in the order of bbox-crs'),
    query('bbox-crs', crs, 'System of bbox'),
    query('crs', crs, 'System of the answer'),
    query('datetime', text, 'An instant, or from/to'),
  ]
  const itemPaths = collections.flatMap((collection) => {
    const at = `/collections/${collection.id}`
    const filters = collection.properties.map(({ name, type }) =>
      query(name, schemaOf(type), 'Features with exactly this value'),
    )
    return [
      [at, { get: { summary: collection.titleEn, ...answer(JSON_TYPE) } }],
      [
        `${at}/items`,
        {
          get: {
            summary: `Features: ${collection.titleEn}`,
            parameters: [...shared, ...filters],
            ...answer(GEOJSON_TYPE),
          },
        },
      ],
      [
        `${at}/items/{featureId}`,
        {
          get: {
            parameters: [
              { name: 'featureId', in: 'path', required: true, schema: { type: 'integer' } },
              query('crs', crs, 'System of the answer'),
            ],
            ...answer(GEOJSON_TYPE),
          },
        },
      ],
    ] as const
  })
  return {
    openapi: '3.0.3',
    info: { title: 'Tongguan OGC API', version: '1' },
    servers: [{ url: link('') }],
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-api-key' } } },
    security: [{ key: [] }, {}],
    paths: {
      '/': { get: answer(JSON_TYPE) },
      '/conformance': { get: answer(JSON_TYPE) },
      '/collections': { get: answer(JSON_TYPE) },
      ...Object.fromEntries(itemPaths),
    },
  }
}
