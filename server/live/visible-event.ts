import type { Actor } from '../identity/actor.ts'
import { EVENT_PERMISSIONS, holds } from '../identity/permissions.ts'
import type { LiveEvent } from './event-feed.ts'

/** A test of scope for one screen: the areas as a set, as it is asked for each event. */
export type Viewer = { readonly roles: Actor['roles']; readonly scope: ReadonlySet<number> }

export function viewerOf({ roles, scopeAreaIds }: Actor): Viewer {
  return { roles, scope: new Set(scopeAreaIds) }
}

/**
 * The event as this viewer may see it: whole within the scope; bare where something left the scope, so that the
 * screen lets go of it without learning where it went; undefined otherwise.
 */
export function visibleEvent(event: LiveEvent, { roles, scope }: Viewer): LiveEvent | undefined {
  const permission = EVENT_PERMISSIONS[event.type]
  if (!permission || !holds(roles, permission)) return undefined
  if (permission === 'map.public' || scope.has(event.scopeAreaId)) return event
  const { fromScopeAreaId } = event.data
  if (typeof fromScopeAreaId !== 'number' || !scope.has(fromScopeAreaId)) return undefined
  return { ...event, scopeAreaId: fromScopeAreaId, data: { hasLeftScope: true } }
}
