import { type SelectQueryBuilder, sql } from 'kysely'
import { z } from 'zod'
import { withScope } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import { maskNumbers } from '../reports/mask-personal.ts'
import type { Services } from '../services.ts'

const DAY_MS = 86_400_000
/** GeoReport v2: a request without dates means the last 90 days, a span is 90 days at most. */
const SPAN_DAYS = 90
const codes = z
  .string()
  .max(4000)
  .transform((text) =>
    text
      .split(',')
      .map((code) => code.trim())
      .filter(Boolean),
  )
const instant = z.iso.datetime({ offset: true })

/** `bbox`, `updated_after`, `page` and `page_size` are our declared extensions. */
export const requestsQuerySchema = z.object({
  service_request_id: codes.optional(),
  service_code: codes.optional(),
  status: codes.pipe(z.array(z.enum(['open', 'closed']))).optional(),
  start_date: instant.optional(),
  end_date: instant.optional(),
  updated_after: instant.optional(),
  bbox: z
    .string()
    .transform((text) => text.split(',').map(Number))
    .pipe(z.tuple([z.number(), z.number(), z.number(), z.number()]))
    .optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  page_size: z.coerce.number().int().min(1).max(1000).default(200),
})
export type RequestsQuery = z.output<typeof requestsQuerySchema>

/** Cases in the asker's scope as Open311 requests, newest first. */
export async function listRequests(services: Services, actor: Actor, query: RequestsQuery) {
  const { page, page_size: pageSize } = query
  return withScope(services.db, actor, async (trx) => {
    const rows = await narrow(requests(trx), query, services.clock.now())
      .orderBy('case_record.reported_at', 'desc')
      .orderBy('case_record.case_id', 'desc')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    return rows.map(requestOf)
  })
}

/** One case by its number. */
export async function getRequest(services: Services, actor: Actor, number: string) {
  const row = await withScope(services.db, actor, (trx) =>
    requests(trx).where('case_record.number', '=', number).executeTakeFirst(),
  )
  if (row) return requestOf(row)
  throw new CodedError(
    'not_found',
    'UNKNOWN_REQUEST',
    '没有这个案件',
    'There is no such service_request_id',
    {
      field: 'service_request_id',
    },
  )
}

type Trx = Parameters<Parameters<typeof withScope>[2]>[0]

function requests(trx: Trx) {
  return (
    trx
      .selectFrom('case_record')
      .leftJoin('category', 'category.category_id', 'case_record.category_id')
      .leftJoin('department', 'department.department_id', 'case_record.department_id')
      // As they were when it was reported.
      .leftJoin('unit_grid', 'unit_grid.version_id', 'case_record.unit_grid_version_id')
      .leftJoin('area', 'area.version_id', 'case_record.area_version_id')
      .select([
        'case_record.number',
        'case_record.state',
        'case_record.close_reason',
        'case_record.channel',
        'case_record.description',
        'case_record.address',
        'case_record.reported_at',
        'case_record.updated_at',
        'case_record.due_at',
        'case_record.closed_at',
        'case_record.clock_level',
        'category.code as category_code',
        'category.name as category_name',
        'department.name as department_name',
        'unit_grid.code as unit_grid_code',
        'area.code as area_code',
        'area.name as area_name',
      ])
      .select([
        sql<number | null>`st_x(case_record.geom)`.as('lng'),
        sql<number | null>`st_y(case_record.geom)`.as('lat'),
      ])
  )
}

type Row = Awaited<ReturnType<ReturnType<typeof requests>['execute']>>[number]

// biome-ignore lint/suspicious/noExplicitAny: whatever the joins have made of it, only case_record is narrowed
function narrow<Q extends SelectQueryBuilder<Database, any, Row>>(base: Q, query: RequestsQuery, now: Date) {
  let rows = base as unknown as SelectQueryBuilder<Database, 'case_record', Row>
  if (query.service_request_id) {
    // Asked by name, every other argument is ignored.
    return rows.where('case_record.number', 'in', query.service_request_id)
  }
  const { from, to } = spanOf(query, now)
  rows = rows.where('case_record.reported_at', '>=', from).where('case_record.reported_at', '<=', to)
  if (query.updated_after) rows = rows.where('case_record.updated_at', '>', new Date(query.updated_after))
  if (query.service_code)
    rows = rows.where('case_record.category_id', 'in', (eb) =>
      eb
        .selectFrom('category')
        .select('category_id')
        .where('category.code', 'in', query.service_code ?? []),
    )
  if (query.status?.length === 1) {
    const isOpen = query.status[0] === 'open'
    rows = rows.where(
      isOpen
        ? sql<boolean>`case_record.state not in ('closed', 'canceled')`
        : sql<boolean>`case_record.state in ('closed', 'canceled')`,
    )
  }
  if (query.bbox) {
    const [west, south, east, north] = query.bbox
    rows = rows.where(
      sql<boolean>`case_record.geom && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326)`,
    )
  }
  return rows
}

function spanOf(query: RequestsQuery, now: Date): { readonly from: Date; readonly to: Date } {
  const to = query.end_date
    ? new Date(query.end_date)
    : query.start_date
      ? new Date(Date.parse(query.start_date) + SPAN_DAYS * DAY_MS)
      : now
  const from = query.start_date ? new Date(query.start_date) : new Date(to.getTime() - SPAN_DAYS * DAY_MS)
  if (to.getTime() - from.getTime() <= SPAN_DAYS * DAY_MS) return { from, to }
  throw new CodedError(
    'bad_input',
    'SPAN_TOO_LONG',
    '时间范围超过 90 天',
    'The span is longer than 90 days',
    {
      field: 'start_date',
      expected: `at most ${SPAN_DAYS} days between start_date and end_date`,
    },
  )
}

function requestOf(row: Row) {
  const isClosed = row.state === 'closed' || row.state === 'canceled'
  return {
    service_request_id: row.number,
    status: isClosed ? 'closed' : 'open',
    status_notes: row.close_reason ?? '',
    service_name: row.category_name ?? '',
    service_code: row.category_code ?? '',
    description: maskNumbers(row.description),
    agency_responsible: row.department_name ?? '',
    service_notice: '',
    requested_datetime: row.reported_at.toISOString(),
    updated_datetime: row.updated_at.toISOString(),
    expected_datetime: row.due_at?.toISOString() ?? '',
    address: row.address,
    address_id: row.unit_grid_code ?? '',
    zipcode: '',
    lat: row.lat,
    long: row.lng,
    media_url: '',
    extended_attributes: {
      state: row.state,
      clock_level: row.clock_level,
      channel: row.channel,
      closed_datetime: row.closed_at?.toISOString() ?? '',
      unit_grid_code: row.unit_grid_code ?? '',
      area_code: row.area_code ?? '',
      area_name: row.area_name ?? '',
    },
  }
}
