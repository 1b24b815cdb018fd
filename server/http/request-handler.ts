import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { CodedError } from '../errors.ts'
import type { ActorResolver } from '../identity/actor-of-request.ts'
import { authorize } from '../identity/authorize.ts'
import { clientAddressOf } from './client-address.ts'
import { matchRoute } from './match-route.ts'
import type { HttpMetrics } from './metrics.ts'
import type { Route } from './route.ts'
import { setSecurityHeaders } from './security-headers.ts'
import { sendError } from './send.ts'

export type RequestHandlerOptions = {
  readonly routes: readonly Route[]
  readonly actors: ActorResolver
  readonly metrics: HttpMetrics
  readonly log: Logger
  readonly publicUrl?: string | undefined
  readonly isBehindProxy?: boolean
}

/** Answers every request: finds its route, who asks, checks the permission, and lets no error out uncoded. */
export function requestHandler(options: RequestHandlerOptions) {
  const { routes, actors, metrics, log, isBehindProxy = false } = options
  const publicHost = options.publicUrl && URL.parse(options.publicUrl)?.host
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const startedMs = performance.now()
    const requestId = randomUUID()
    let path = 'none'
    res.setHeader('x-request-id', requestId)
    res.on('close', () => {
      const seconds = (performance.now() - startedMs) / 1000
      metrics.observe(path, res.statusCode, seconds)
      log.debug({ requestId, method: req.method, path, status: res.statusCode, seconds }, 'request')
    })
    try {
      const url = parseUrl(req)
      setSecurityHeaders(res, url.pathname)
      const match = matchRoute(routes, req.method ?? 'GET', url.pathname)
      if (!match) throw new CodedError('not_found', 'NOT_FOUND', '没有这个地址', 'No such address')
      if (match === 'method') {
        throw new CodedError('bad_input', 'METHOD_NOT_ALLOWED', '不支持这种请求方式', 'Not by this method')
      }
      path = match.route.path
      refuseOtherSites(req, publicHost)
      const actor = match.route.isForNobody
        ? null
        : await actors.resolve(credentialsOf(req, url, match.route))
      authorize(actor, match.route.permission)
      const clientAddress = clientAddressOf(req, isBehindProxy)
      await match.route.handle({ req, res, url, actor, requestId, clientAddress, params: match.params })
    } catch (error) {
      endAfterAnswer(req, res)
      if (sendError(res, error) >= 500) log.error({ requestId, path, err: error }, 'a request failed')
    }
  }
}

function credentialsOf({ headers }: IncomingMessage, url: URL, { keyParameter }: Route): IncomingHttpHeaders {
  const apiKey = keyParameter && url.searchParams.get(keyParameter)
  return apiKey ? { ...headers, 'x-api-key': apiKey } : headers
}

/** What is left of a body that nobody reads would be taken for the next request. */
function endAfterAnswer(req: IncomingMessage, res: ServerResponse): void {
  if (req.complete || req.method === 'GET' || req.method === 'HEAD' || res.headersSent) return
  res.setHeader('connection', 'close')
  res.on('finish', () => req.destroy())
}

function parseUrl(req: IncomingMessage): URL {
  const url = URL.parse(req.url ?? '/', 'http://city.invalid')
  if (!url) throw new CodedError('bad_input', 'BAD_ADDRESS', '地址不正确', 'The address is malformed')
  return url
}

/** A page of another site may not write with our user's cookie; keys and programs send no Origin or no cookie. */
function refuseOtherSites(req: IncomingMessage, publicHost: string | undefined): void {
  const { origin, cookie, host } = req.headers
  if (req.method === 'GET' || req.method === 'HEAD' || !origin || !cookie) return
  const from = URL.parse(origin)?.host
  if (from && (from === host || from === publicHost)) return
  throw new CodedError(
    'forbidden',
    'OTHER_SITE',
    '不接受其他网站的请求',
    'Requests of other sites are refused',
  )
}
