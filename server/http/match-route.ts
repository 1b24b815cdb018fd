import type { Route } from './route.ts'

export type RouteMatch = {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/**
 * The first route of the list that answers a method and path. HEAD is answered as GET.
 *
 * @returns undefined where none knows the path, 'method' where one does but not for this method
 * @example matchRoute(routes, 'GET', '/api/attachments/ab12')?.params // { sha256: 'ab12' }
 */
export function matchRoute(
  routes: readonly Route[],
  method: string,
  pathname: string,
): RouteMatch | 'method' | undefined {
  const asked = method === 'HEAD' ? 'GET' : method
  const actual = pathname.split('/')
  let isKnown = false
  for (const route of routes) {
    const params = matchPath(segmentsOf(route), actual)
    if (!params) continue
    if (route.method === 'ANY' || route.method === asked) return { route, params }
    isKnown = true
  }
  return isKnown ? 'method' : undefined
}

const segments = new WeakMap<Route, readonly string[]>()

function segmentsOf(route: Route): readonly string[] {
  const known = segments.get(route)
  if (known) return known
  const made = route.path.split('/')
  segments.set(route, made)
  return made
}

function matchPath(
  expected: readonly string[],
  actual: readonly string[],
): Record<string, string> | undefined {
  const params: Record<string, string> = {}
  for (const [i, segment] of expected.entries()) {
    if (segment === '*') return params
    const value = actual[i]
    if (value === undefined) return undefined
    if (segment.startsWith(':')) {
      if (value === '') return undefined
      try {
        params[segment.slice(1)] = decodeURIComponent(value)
      } catch {
        return undefined
      }
    } else if (segment !== value) return undefined
  }
  return actual.length === expected.length ? params : undefined
}
