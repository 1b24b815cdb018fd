import { expect, test } from 'vitest'
import { matchRoute } from './match-route.ts'
import type { Route } from './route.ts'

const route = (method: Route['method'], path: string): Route => ({
  method,
  path,
  permission: 'operations.probe',
  handle: async () => {},
})
const routes = [
  route('GET', '/healthz'),
  route('POST', '/api/reports'),
  route('GET', '/api/reports/:followToken'),
  route('ANY', '/api/trpc/*'),
]
const found = (method: string, path: string) => {
  const match = matchRoute(routes, method, path)
  return typeof match === 'object' ? [match.route.path, match.params] : match
}

test('matches literals, names and rests', () => {
  expect(found('GET', '/healthz')).toEqual(['/healthz', {}])
  expect(found('HEAD', '/healthz')).toEqual(['/healthz', {}])
  expect(found('POST', '/api/reports')).toEqual(['/api/reports', {}])
  expect(found('GET', '/api/reports/a%20b')).toEqual(['/api/reports/:followToken', { followToken: 'a b' }])
  expect(found('DELETE', '/api/trpc/cases.get,cases.queue')).toEqual(['/api/trpc/*', {}])
})

test('tells a wrong method from an unknown path', () => {
  expect(found('GET', '/api/reports')).toBe('method')
  expect(found('GET', '/api/reports/')).toBeUndefined()
  expect(found('GET', '/api/reports/%')).toBeUndefined()
  expect(found('GET', '/nowhere')).toBeUndefined()
})
