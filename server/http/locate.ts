import { CodedError } from '../errors.ts'
import { locateAt } from '../locate/locate-at.ts'
import type { Services } from '../services.ts'
import type { Route } from './route.ts'
import { sendJson } from './send.ts'

/** `GET /api/locate?lng=&lat=`: areas, grids, people and the reason for a point in WGS 84 degrees. */
export function locateRoute({ locator }: Services): Route {
  return {
    method: 'GET',
    path: '/api/locate',
    permission: 'locate.read',
    async handle({ res, url }) {
      const lng = degreesOf(url, 'lng', 180)
      const lat = degreesOf(url, 'lat', 90)
      sendJson(res, 200, locateAt(locator, lng, lat))
    },
  }
}

function degreesOf(url: URL, field: 'lng' | 'lat', limit: number): number {
  const text = url.searchParams.get(field)
  const value = text?.trim() ? Number(text) : Number.NaN
  if (!(Math.abs(value) <= limit)) {
    throw new CodedError('bad_input', 'BAD_COORDINATE', '坐标不正确', `${field} is no WGS 84 coordinate`, {
      field,
      expected: `degrees between -${limit} and ${limit}`,
    })
  }
  return value
}
