import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { EventFeed } from '../live/event-feed.ts'
import type { Route } from './route.ts'

export type HttpMetrics = {
  /** `path` is the route's pattern, never the address asked for. */
  readonly observe: (path: string, status: number, seconds: number) => void
  readonly route: Route
}

/** `GET /api/metrics` in the Prometheus text format. */
export function httpMetrics(events: EventFeed, openStreams: ReadonlySet<unknown>): HttpMetrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'tongguan_http_request_duration_seconds',
    help: 'Time to answer a request, by route and status',
    labelNames: ['path', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  })
  new Gauge({
    name: 'tongguan_event_position',
    help: 'Position in the event log that screens have been given',
    registers: [registry],
    collect() {
      this.set(events.position)
    },
  })
  new Gauge({
    name: 'tongguan_live_streams',
    help: 'Open streams of screens',
    registers: [registry],
    collect() {
      this.set(openStreams.size)
    },
  })
  return {
    observe: (path, status, seconds) => duration.observe({ path, status }, seconds),
    route: {
      method: 'GET',
      path: '/api/metrics',
      permission: 'operations.measure',
      async handle({ res }) {
        const text = await registry.metrics()
        res.writeHead(200, { 'content-type': registry.contentType }).end(text)
      },
    },
  }
}
