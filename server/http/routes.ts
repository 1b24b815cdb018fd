import type { Ground } from '../basemap/open-ground.ts'
import type { ProcessRole } from '../env.ts'
import { CodedError } from '../errors.ts'
import type { ActorResolver } from '../identity/actor-of-request.ts'
import type { Auth } from '../identity/auth.ts'
import type { LiveSources } from '../live/live-stream.ts'
import type { Services } from '../services.ts'
import { publicAnswerRoute } from './answers.ts'
import { attachmentRoute, followedAttachmentRoute } from './attachments.ts'
import { authRoute } from './auth.ts'
import { basisRoutes } from './basis.ts'
import { casePhotosRoute } from './case-photos.ts'
import { exportRoute } from './exports.ts'
import { groundRoutes } from './ground.ts'
import { healthRoute, readyRoute } from './health.ts'
import { importRoute } from './imports.ts'
import { inspectionPhotosRoute } from './inspection-photos.ts'
import { batchRoute, signedIntakeRoute } from './intake.ts'
import { liveRoute } from './live.ts'
import { locateRoute } from './locate.ts'
import type { HttpMetrics } from './metrics.ts'
import { nearestRoute } from './nearest.ts'
import { ogcRoutes } from './ogc.ts'
import { open311Routes } from './open311.ts'
import { followReportRoute, submitReportRoute } from './reports.ts'
import type { Route } from './route.ts'
import type { TileHandler } from './tiles.ts'
import { tilesRoute } from './tiles-route.ts'
import { trpcRoute } from './trpc.ts'
import { uploadRoutes } from './uploads.ts'

export type RoutesOptions = {
  readonly services: Services
  readonly auth: Auth
  readonly actors: ActorResolver
  readonly metrics: HttpMetrics
  readonly tiles: TileHandler
  readonly ground: Ground
  readonly live: LiveSources
  /** How to end each open stream, on stopping. */
  readonly openStreams: Set<() => void>
  readonly roles: readonly ProcessRole[]
}

/** Every endpoint of a process with these roles, but the pages. */
export function routesFor(options: RoutesOptions): Route[] {
  const { services, auth, actors, metrics, tiles, ground, live, openStreams, roles } = options
  const always = [healthRoute(), readyRoute(services), metrics.route]
  const byRole: Record<ProcessRole, () => Route[]> = {
    web: () => [
      authRoute(auth, actors),
      trpcRoute(services),
      locateRoute(services),
      nearestRoute(services),
      tilesRoute(tiles),
      ...groundRoutes(ground, services),
      attachmentRoute(services),
      followedAttachmentRoute(services),
      casePhotosRoute(services),
      inspectionPhotosRoute(services),
      followReportRoute(services),
      submitReportRoute(services),
      ...uploadRoutes(services),
      publicAnswerRoute(services),
      ...open311Routes(services, actors),
      ...ogcRoutes(services, tiles),
      importRoute(services),
      ...basisRoutes(services),
      exportRoute(services),
      signedIntakeRoute(services),
      batchRoute(services),
    ],
    live: () => [liveRoute(live, actors, openStreams)],
    ingest: () => [
      submitReportRoute(services),
      ...uploadRoutes(services),
      signedIntakeRoute(services),
      batchRoute(services),
    ],
    jobs: () => [],
  }
  return [...always, ...roles.flatMap((role) => byRole[role]()), unknownRoute]
}

/** What no route answers under `/api/` is not a page's business. */
const unknownRoute: Route = {
  method: 'ANY',
  path: '/api/*',
  permission: 'pages.read',
  async handle() {
    throw new CodedError('not_found', 'NOT_FOUND', '没有这个地址', 'No such address')
  },
}
