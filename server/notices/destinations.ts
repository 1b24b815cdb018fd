import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { localTimeOf } from '../clocks/zoned-time.ts'
import { type Trx, withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { faultOfAddress } from './call-address.ts'
import { NOTICE_KINDS } from './notice-kinds.ts'

const minute = z.number().int().min(0).max(1439)
export const destinationSchema = z.object({
  /** Null for a new one. */
  destinationId: z.number().int().positive().nullable(),
  version: z.number().int().positive().nullable(),
  name: z.string().trim().min(1).max(80),
  channel: z.enum(['system', 'sms', 'messenger']),
  url: z.string().trim().min(1).max(500),
  /** None: every kind. */
  kinds: z.array(z.enum(NOTICE_KINDS)).max(NOTICE_KINDS.length),
  areaId: z.number().int().positive().nullable(),
  isUrgentOnly: z.boolean(),
  quietHours: z.object({ fromMinute: minute, untilMinute: minute }).nullable(),
  isActive: z.boolean(),
  /** A new secret takes the earlier one's place; it is shown once. */
  renewsSecret: z.boolean().default(false),
})
export const deliveryIdSchema = z.object({ deliveryId: z.number().int().positive() })

const DELIVERIES_SHOWN = 100

/** Destinations without their secrets, and what went out lately: what failed first. */
export function listDestinations({ db, clock }: Services) {
  const now = clock.now()
  return withSystem(db, 'notices.destinations', async (trx) => {
    const { rows } = await sql<{
      destinationId: number
      name: string
      channel: z.output<typeof destinationSchema>['channel']
      url: string
      kinds: string[]
      areaId: number | null
      isUrgentOnly: boolean
      quietFrom: number | null
      quietUntil: number | null
      isActive: boolean
      ownerName: string
      version: number
      waiting: number
      sent: number
      failed: number
    }>`
      select d.destination_id as "destinationId", d.name, d.channel, d.url, d.kinds, d.area_id as "areaId",
        d.is_urgent_only as "isUrgentOnly", d.quiet_from_minute as "quietFrom", d.quiet_until_minute as "quietUntil",
        d.is_active as "isActive", d.owner_name as "ownerName", d.version,
        count(*) filter (where l.state = 'waiting')::int as waiting,
        count(*) filter (where l.state = 'sent')::int as sent,
        count(*) filter (where l.state = 'failed')::int as failed
      from notice_destination d left join notice_delivery l
        on l.destination_id = d.destination_id and (l.state in ('waiting', 'failed') or l.at > ${now}::timestamptz - interval '7 days')
      where d.channel <> 'browser'
      group by d.destination_id order by d.name`.execute(trx)
    const deliveries = await trx
      .selectFrom('notice_delivery')
      .innerJoin('notice_destination', 'notice_destination.destination_id', 'notice_delivery.destination_id')
      .select([
        'delivery_id as deliveryId',
        'name as destination',
        'owner_name as ownerName',
        'kind',
        'zh',
        'en',
        'case_id as caseId',
        'state',
        'attempts',
        'status_code as statusCode',
        'error',
        'receipt',
        'retried_by as decidedBy',
        'is_active as isActive',
        'notice_delivery.at',
        'due_at as dueAt',
      ])
      // What went into people's own browsers would crowd out the rest.
      .where((is) => is.or([is('channel', '<>', 'browser'), is('state', '=', 'failed')]))
      .orderBy(sql`state <> 'failed'`)
      .orderBy('delivery_id', 'desc')
      .limit(DELIVERIES_SHOWN)
      .execute()
    return {
      kinds: NOTICE_KINDS,
      destinations: rows.map(({ quietFrom, quietUntil, ...row }) => ({
        ...row,
        quietHours:
          quietFrom === null || quietUntil === null
            ? null
            : { fromMinute: quietFrom, untilMinute: quietUntil },
      })),
      deliveries: deliveries.map(({ at, dueAt, ...row }) => ({
        ...row,
        at: at.toISOString(),
        dueAt: dueAt.toISOString(),
      })),
    }
  })
}

/** Who sets a destination answers for it: what cannot be sent comes back to them. */
export async function keepDestination(
  services: Services,
  actor: Actor,
  input: z.output<typeof destinationSchema>,
): Promise<{ readonly destinationId: number; readonly secret: string | null }> {
  mustBeReachable(input.url, services.mayCallPrivateAddresses ?? false)
  const at = services.clock.now()
  const isNew = input.destinationId === null
  const secret = isNew || input.renewsSecret ? `tgn_${randomBytes(32).toString('base64url')}` : null
  const values = {
    name: input.name,
    channel: input.channel,
    url: input.url,
    kinds: input.kinds,
    area_id: input.areaId,
    is_urgent_only: input.isUrgentOnly,
    quiet_from_minute: input.quietHours?.fromMinute ?? null,
    quiet_until_minute: input.quietHours?.untilMinute ?? null,
    is_active: input.isActive,
    owner_user_id: actor.userId,
    owner_name: actor.name,
    changed_at: at,
    changed_by: actor.name,
  }
  return withSystem(services.db, 'notices.destinations', async (trx) => {
    await mustBeFree(trx, input)
    if (input.destinationId === null) {
      const made = await trx
        .insertInto('notice_destination')
        .values({ ...values, secret: secret ?? '' })
        .returning('destination_id as destinationId')
        .executeTakeFirstOrThrow()
      return { ...made, secret }
    }
    const changed = await trx
      .updateTable('notice_destination')
      .set((eb) => ({ ...values, ...(secret && { secret }), version: eb('version', '+', 1) }))
      .where('destination_id', '=', input.destinationId)
      .where('version', '=', input.version)
      .returning('destination_id as destinationId')
      .executeTakeFirst()
    if (changed) return { ...changed, secret }
    throw new CodedError(
      'conflict',
      'CONFLICT_VERSION',
      '已被他人修改，请刷新后再改',
      'Somebody else changed it: look again',
      { field: 'version' },
    )
  })
}

const FAULTS = {
  NOT_HTTP: ['地址须以 http:// 或 https:// 开头', 'The address must begin with http:// or https://'],
  WITH_PASSWORD: ['地址里不能带用户名或密码', 'The address must not carry a user name or password'],
  PRIVATE: [
    '地址在内网；确需使用时，由运维以 NOTICE_PRIVATE_ADDRESSES=yes 启动',
    'The address is in a private network; where that is meant, start with NOTICE_PRIVATE_ADDRESSES=yes',
  ],
} as const

function mustBeReachable(url: string, mayBePrivate: boolean): void {
  const fault = faultOfAddress(url, mayBePrivate)
  if (!fault) return
  const [zh, en] = FAULTS[fault]
  throw new CodedError('bad_input', `ADDRESS_${fault}`, zh, en, {
    field: 'url',
    expected: 'an http(s) address outside of private networks',
  })
}

async function mustBeFree(
  trx: Trx,
  { name, destinationId }: { readonly name: string; readonly destinationId: number | null },
): Promise<void> {
  const taken = await trx
    .selectFrom('notice_destination')
    .select('destination_id')
    .where('name', '=', name)
    .executeTakeFirst()
  if (!taken || taken.destination_id === destinationId) return
  throw new CodedError('conflict', 'NAME_TAKEN', '已有同名的去向', 'The name is taken', {
    field: 'name',
    expected: 'a name of its own',
  })
}

/** Sends what failed once more, from the first attempt on. */
export async function retryDelivery(services: Services, actor: Actor, deliveryId: number) {
  const { retried } = await sendAgain(services, actor, deliveryId)
  if (retried > 0) return { deliveryId }
  throw new CodedError(
    'conflict',
    'NOT_FAILED',
    '这条没有失败，或去向已停用，不能重发',
    'It has not failed, or its destination is off',
    { field: 'deliveryId' },
  )
}

/** The same for all that failed, once the gateway is back. */
export function retryFailed(services: Services, actor: Actor) {
  return sendAgain(services, actor, null)
}

/** Not where a destination is off: it would wait for nobody. */
function sendAgain({ db, clock }: Services, actor: Actor, deliveryId: number | null) {
  return withSystem(db, 'notices.destinations', async (trx) => {
    const rows = await trx
      .updateTable('notice_delivery')
      .from('notice_destination')
      .set({ state: 'waiting', attempts: 0, due_at: clock.now(), error: '', retried_by: actor.name })
      .whereRef('notice_destination.destination_id', '=', 'notice_delivery.destination_id')
      .where('notice_destination.is_active', '=', true)
      .where('state', '=', 'failed')
      .$if(deliveryId !== null, (query) => query.where('delivery_id', '=', deliveryId))
      .returning('delivery_id')
      .execute()
    return { retried: rows.length }
  })
}

/** What failed and is not worth sending any more leaves the queue, and stays on record with who decided so. */
export function giveUpDelivery({ db }: Services, actor: Actor, deliveryId: number) {
  return withSystem(db, 'notices.destinations', async (trx) => {
    const given = await trx
      .updateTable('notice_delivery')
      .set({ state: 'given_up', retried_by: actor.name })
      .where('delivery_id', '=', deliveryId)
      .where('state', '=', 'failed')
      .returning('delivery_id as deliveryId')
      .executeTakeFirst()
    if (given) return given
    throw new CodedError('conflict', 'NOT_FAILED', '这条没有失败', 'It has not failed', {
      field: 'deliveryId',
    })
  })
}

/** A notice that says nothing, to see whether it arrives. */
export function testDestination({ db, clock }: Services, actor: Actor, destinationId: number) {
  const at = clock.now()
  return withSystem(db, 'notices.destinations', async (trx) => {
    const city = await trx.selectFrom('city').select('time_zone').executeTakeFirst()
    const { msOfDay } = localTimeOf(city?.time_zone ?? 'UTC', at.getTime())
    const time = [Math.floor(msOfDay / 3_600_000), Math.floor(msOfDay / 60_000) % 60]
      .map((part) => String(part).padStart(2, '0'))
      .join(':')
    const queued = await trx
      .insertInto('notice_delivery')
      .columns(['destination_id', 'kind', 'user_ids', 'zh', 'en', 'is_urgent', 'at', 'due_at'])
      .expression((eb) =>
        eb
          .selectFrom('notice_destination')
          .select([
            'destination_id',
            eb.val('test').as('kind'),
            sql<string[]>`array[${actor.userId}]::text[]`.as('user_ids'),
            eb.val(`测试通知 ${time}`).as('zh'),
            eb.val(`Test notice ${time}`).as('en'),
            sql<boolean>`false`.as('is_urgent'),
            sql<Date>`${at}::timestamptz`.as('at'),
            sql<Date>`${at}::timestamptz`.as('due_at'),
          ])
          .where('destination_id', '=', destinationId)
          .where('is_active', '=', true),
      )
      .returning('delivery_id as deliveryId')
      .executeTakeFirst()
    if (queued) return queued
    throw new CodedError(
      'not_found',
      'DESTINATION_NOT_FOUND',
      '没有这个去向，或已停用',
      'There is no such destination, or it is off',
      { field: 'destinationId' },
    )
  })
}
