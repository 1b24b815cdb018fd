import { CodedError } from '../errors.ts'
import type { Route } from './route.ts'
import type { TileHandler } from './tiles.ts'

/** `GET /api/tiles/{layer}.json` and `…/{layer}/{z}/{x}/{y}.mvt`. Each layer has its own permission, checked with it. */
export function tilesRoute(answer: TileHandler): Route {
  return {
    method: 'GET',
    path: '/api/tiles/*',
    permission: 'map.public',
    async handle({ req, res, url, actor }) {
      if (await answer(req, res, url, actor)) return
      throw new CodedError('not_found', 'NO_SUCH_TILE', '没有这个图层或瓦片', 'No such layer or tile')
    },
  }
}
