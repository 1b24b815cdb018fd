import type { Ground } from '../basemap/open-ground.ts'
import { CodedError } from '../errors.ts'
import { RateLimiter } from '../reports/rate-limiter.ts'
import type { Services } from '../services.ts'
import type { Route } from './route.ts'
import { sendJson } from './send.ts'

const CONTENT_TYPES = {
  mvt: 'application/vnd.mapbox-vector-tile',
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
} as const

/** An office behind one address looks at maps all day and stays below; whoever copies the ground does not. */
const STRANGERS = { max: 3000, windowMs: 60_000 }

/** `GET /api/ground.json`: which ground maps draw, and `GET /api/ground/{z}/{x}/{y}`: its tiles, where it is not the city's own. */
export function groundRoutes({ info, tiles }: Ground, { clock }: Pick<Services, 'clock'>): Route[] {
  const limiter = new RateLimiter(STRANGERS)
  return [
    {
      method: 'GET',
      path: '/api/ground.json',
      permission: 'map.public',
      isForNobody: true,
      async handle({ res }) {
        sendJson(res, 200, info, { 'cache-control': 'no-cache' })
      },
    },
    {
      method: 'GET',
      path: '/api/ground/:z/:x/:y',
      permission: 'map.public',
      isForNobody: true,
      async handle({ res, params, clientAddress }) {
        if (!limiter.take(clientAddress, clock.now().getTime())) throw tooMany()
        const [z, x, y] = [params.z, params.x, params.y].map((text) =>
          /^\d{1,8}$/.test(text ?? '') ? Number(text) : Number.NaN,
        ) as [number, number, number]
        const isTile = z >= info.minZoom && z <= info.maxZoom && x < 2 ** z && y < 2 ** z
        const tile = isTile ? await tiles?.tile(z, x, y) : undefined
        if (!tile) throw new CodedError('not_found', 'NO_SUCH_TILE', '没有这个瓦片', 'There is no such tile')
        res.writeHead(200, {
          'content-type': CONTENT_TYPES[tile.type],
          'content-length': tile.bytes.length,
          'cache-control': 'public, max-age=86400',
          ...(tile.encoding && { 'content-encoding': tile.encoding }),
        })
        res.end(tile.bytes)
      },
    },
  ]
}

function tooMany(): CodedError {
  return new CodedError(
    'too_many',
    'TOO_MANY_TILES',
    '请求底图过于频繁，请稍候',
    'The ground is asked for too often from this address; try again in a minute',
  )
}
