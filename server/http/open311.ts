import type { ZodType } from 'zod'
import { CodedError, codedErrorOf, HTTP_STATUS, publicErrorOf } from '../errors.ts'
import type { ActorResolver } from '../identity/actor-of-request.ts'
import type { Permission } from '../identity/permissions.ts'
import { type Answer, encode, FORMATS, type Format } from '../open311/encode.ts'
import { getRequest, listRequests, requestsQuerySchema } from '../open311/list-requests.ts'
import { getService, listServices } from '../open311/list-services.ts'
import { submitRequest } from '../open311/submit-request.ts'
import type { Services } from '../services.ts'
import { readForm } from './read-form.ts'
import type { Exchange, Route } from './route.ts'

const BASE = '/api/open311/v2'

type Reply = { readonly root: string; readonly status?: number; readonly answer: Answer }

/**
 * Open311 GeoReport v2: discovery, services, service definitions, requests and POST requests, each as `.json` and
 * `.xml`. Anybody may report; reading needs a key (`api_key`, or the header `x-api-key`) and sees its own areas.
 */
export function open311Routes(services: Services, actors: ActorResolver): Route[] {
  const { db } = services
  const list = (format: Format): Route[] => [
    get(format, `discovery.${format}`, 'categories.read', async ({ req }) => ({
      root: 'discovery',
      answer: discovery(`${req.headers['x-forwarded-proto'] ?? 'http'}://${req.headers.host ?? 'localhost'}`),
    })),
    get(format, `services.${format}`, 'categories.read', async () => ({
      root: 'services',
      answer: await listServices(db),
    })),
    get(format, `requests.${format}`, 'open311.read', async ({ actor, url }) => ({
      root: 'service_requests',
      answer: await listRequests(services, actor!, parse(requestsQuerySchema, url)),
    })),
    {
      method: 'POST',
      path: `${BASE}/requests.${format}`,
      permission: 'reports.submit',
      keyParameter: 'api_key',
      handle: replying(format, (exchange) => takeRequest(services, actors, exchange)),
    },
  ]
  const named = (
    path: string,
    permission: Permission,
    reply: (exchange: Exchange, name: string) => Promise<Reply>,
  ): Route => ({
    method: 'GET',
    path: `${BASE}/${path}/:name`,
    permission,
    keyParameter: 'api_key',
    handle: (exchange) => {
      const [, name = '', ending] = /^(.*?)(?:\.(json|xml))?$/.exec(exchange.params.name ?? '') ?? []
      return replying(ending === 'xml' ? 'xml' : 'json', () => reply(exchange, name))(exchange)
    },
  })
  return [
    ...list('json'),
    ...list('xml'),
    named('services', 'categories.read', async (_, code) => ({
      root: 'service_definition',
      answer: await getService(db, code),
    })),
    named('requests', 'open311.read', async ({ actor }, number) => ({
      root: 'service_requests',
      answer: [await getRequest(services, actor!, number)],
    })),
  ]
}

function get(
  format: Format,
  path: string,
  permission: Permission,
  reply: (exchange: Exchange) => Promise<Reply>,
): Route {
  return {
    method: 'GET',
    path: `${BASE}/${path}`,
    permission,
    keyParameter: 'api_key',
    handle: replying(format, reply),
  }
}

/** Answers in the asked encoding, errors too: GeoReport v2 has a list of `code` and `description`. */
function replying(format: Format, reply: (exchange: Exchange) => Promise<Reply>): Route['handle'] {
  return async (exchange) => {
    try {
      const { root, status = 200, answer } = await reply(exchange)
      send(exchange, format, status, root, answer)
    } catch (error) {
      const coded = codedErrorOf(error)
      // What is no expected failure is logged and answered where every fault of ours is.
      if (!coded) throw error
      const { code, message, messageZh, field, expected } = publicErrorOf(coded)
      const hint = [field, expected].filter(Boolean).join(': ')
      send(exchange, format, HTTP_STATUS[coded.kind], 'errors', [
        { code, description: [message, messageZh, hint].filter(Boolean).join(' · ') },
      ])
    }
  }
}

function send({ res }: Exchange, format: Format, status: number, root: string, answer: Answer): void {
  const bytes = Buffer.from(encode(format, root, answer))
  res.writeHead(status, {
    'content-type': FORMATS[format],
    'content-length': bytes.length,
    'cache-control': 'no-store',
  })
  res.end(bytes)
}

async function takeRequest(services: Services, actors: ActorResolver, exchange: Exchange): Promise<Reply> {
  const { fields, files } = await readForm(exchange.req)
  const form: Record<string, string> = {}
  for (const [name, value] of Object.entries(fields)) if (value !== '') form[name] = String(value)
  const { api_key: apiKey } = form
  // In GeoReport v2 the key travels in the form.
  const actor = apiKey && !exchange.actor ? await actors.resolve({ 'x-api-key': apiKey }) : exchange.actor
  const taken = await submitRequest(services, actor, form, files, exchange.clientAddress)
  if (taken.status === 'conflict')
    throw new CodedError(
      'conflict',
      'OTHER_CONTENT',
      '同一编号的内容不同，已转人工核对',
      'This source_id came before with other content; a person will look at both',
      { field: 'source_id' },
    )
  return {
    root: 'service_requests',
    status: taken.status === 'created' ? 201 : 200,
    answer: [
      {
        service_request_id: taken.caseNumber,
        service_notice: '',
        account_id: '',
        follow_token: taken.followToken,
      },
    ],
  }
}

function parse<T>(schema: ZodType<T>, url: URL): T {
  const { data, error } = schema.safeParse(Object.fromEntries(url.searchParams))
  if (data !== undefined) return data
  const [issue] = error?.issues ?? []
  throw new CodedError(
    'bad_input',
    'BAD_PARAMETER',
    '查询参数有误',
    issue?.message ?? 'A parameter does not fit',
    {
      field: issue?.path.join('.') ?? '',
    },
  )
}

function discovery(origin: string): Answer {
  return {
    changeset: '2026-11-26 12:00',
    contact: '',
    key_service: 'npm run account -- --key NAME ROLE',
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${origin}${BASE}`,
        changeset: '2026-11-26 12:00',
        type: 'production',
        formats: Object.values(FORMATS).map((type) => type.split(';')[0] ?? type),
      },
    ],
    extensions: [
      'POST requests: source_id makes a repeat harmless (same content 200, other content 409); coordinate_system WGS84, CGCS2000, GCJ-02 or BD-09; files as multipart field media; follow_token in the answer',
      'GET requests: bbox=west,south,east,north in WGS 84 degrees; updated_after; page, page_size up to 1000',
      'extended_attributes: state, clock_level, channel, closed_datetime, unit_grid_code, area_code, area_name',
    ],
  }
}
