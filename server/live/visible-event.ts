import type { Actor } from '../identity/actor.ts'
import { EVENT_PERMISSIONS, holds } from '../identity/permissions.ts'
import type { LiveEvent } from './event-feed.ts'

/** A test of scope for one screen: the areas as a set, as it is asked for each event. */
export type Viewer = {
  readonly roles: Actor['roles']
  readonly scope: ReadonlySet<number>
  readonly handedTo: ReadonlySet<number> | null
}

export function viewerOf({ roles, scopeAreaIds, handedTo }: Actor): Viewer {
  return { roles, scope: new Set(scopeAreaIds), handedTo: handedTo && new Set(handedTo) }
}

/**
 * The event as this viewer may see it: whole within the scope; bare where something left the scope, so that the
 * screen lets go of it without learning where it went; undefined otherwise.
 */
export function visibleEvent(event: LiveEvent, { roles, scope, handedTo }: Viewer): LiveEvent | undefined {
  const permission = EVENT_PERMISSIONS[event.type]
  if (!permission || !holds(roles, permission)) return undefined
  if (permission === 'map.public') return event
  if (scope.has(event.scopeAreaId)) return handedTo ? handedEvent(event, handedTo) : event
  const { fromScopeAreaId } = event.data
  if (typeof fromScopeAreaId !== 'number' || !scope.has(fromScopeAreaId)) return undefined
  return { ...event, scopeAreaId: fromScopeAreaId, data: { hasLeftScope: true } }
}

/**
 * What a department that joined with its business is told: whole of the cases it leads; of others only that something
 * changed, which a screen then asks for under its own permission and is answered where it helps with it or has just lost it.
 */
function handedEvent(event: LiveEvent, handedTo: ReadonlySet<number>): LiveEvent | undefined {
  if (event.entity === 'report') return undefined
  if (event.entity !== 'case' || handedTo.has(event.data.departmentId as number)) return event
  return { ...event, data: { hasLeftScope: true } }
}
