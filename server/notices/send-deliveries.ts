import { type Kysely, sql } from 'kysely'
import { type Trx, withSystem } from '../db/client.ts'
import type { Database } from '../db/schema.ts'
import { signatureOf } from '../intake/signature.ts'
import type { Services } from '../services.ts'
import { isGone, pushIdentity, pushRequest } from './browser-push.ts'
import { callAddress, RefusedAddress } from './call-address.ts'
import { DELIVERY_FAILED, pathOf } from './notice-kinds.ts'
import { noticeUsers } from './notify.ts'
import type { Channel } from './tables.ts'

const BATCH = 20
export const MAX_ATTEMPTS = 6
/** Twice as long after each attempt, and never longer than an hour. */
const FIRST_PAUSE_SECONDS = 30
const LONGEST_PAUSE_SECONDS = 3600
const SHOWN_CHARACTERS = 200

type Sending = {
  readonly deliveryId: number
  readonly attempts: number
  readonly kind: string
  readonly zh: string
  readonly en: string
  readonly isUrgent: boolean
  readonly at: Date
  readonly userIds: readonly string[]
  readonly caseNumber: string | null
  readonly areaCode: string | null
  readonly areaName: string | null
  readonly caseId: number | null
  readonly channel: Channel
  readonly url: string
  readonly secret: string
  /** Of a browser; null elsewhere. */
  readonly pushKey: string | null
  readonly pushAuth: string | null
  readonly locale: 'zh' | 'en' | null
  readonly destination: string
  readonly ownerUserId: string
}
type SendServices = Pick<Services, 'db' | 'clock' | 'mayCallPrivateAddresses' | 'publicUrl'>

export function pauseSeconds(attempts: number): number {
  return Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** Math.max(0, attempts - 1))
}

/** Sends what is due. An attempt is written down before it is made: a process that dies in it tries again later. */
export async function sendDeliveries(services: SendServices): Promise<void> {
  for (let sent = 0; sent < BATCH; sent++) {
    const sending = await takeDue(services)
    if (!sending) return
    const { channel } = sending
    const outcome = await (channel === 'browser' ? push(services, sending) : send(services, sending))
    await settle(services, sending, outcome)
  }
}

function takeDue({ db, clock }: SendServices): Promise<Sending | undefined> {
  const now = clock.now()
  return withSystem(db, 'notices.send', async (trx) => {
    const { rows } = await sql<Sending>`
      with due as (
        select delivery_id from notice_delivery l join notice_destination using (destination_id)
        where l.state = 'waiting' and l.due_at <= ${now} and is_active
        order by l.is_urgent desc, l.due_at, l.delivery_id limit 1 for update of l skip locked)
      update notice_delivery l set attempts = l.attempts + 1, due_at = ${now}::timestamptz + make_interval(secs =>
        least(${LONGEST_PAUSE_SECONDS}::float8, ${FIRST_PAUSE_SECONDS}::float8 * power(2, l.attempts)))
      from notice_destination d
      where l.delivery_id in (select delivery_id from due) and d.destination_id = l.destination_id
      returning l.delivery_id as "deliveryId", l.attempts, l.kind, l.zh, l.en, l.is_urgent as "isUrgent", l.at,
        l.user_ids as "userIds", l.case_id as "caseId", d.push_key as "pushKey", d.push_auth as "pushAuth", d.locale, d.channel, d.url, d.secret, d.name as destination, d.owner_user_id as "ownerUserId",
        (select number from case_record c where c.case_id = l.case_id) as "caseNumber",
        (select a.code from case_record c join area a on a.area_id = c.scope_area_id where c.case_id = l.case_id)
          as "areaCode",
        (select a.name from case_record c join area a on a.area_id = c.scope_area_id where c.case_id = l.case_id)
          as "areaName"`.execute(trx)
    return rows[0]
  })
}

type Outcome = { readonly status: number | null; readonly error: string; readonly receipt: string }

async function send(services: SendServices, sending: Sending): Promise<Outcome> {
  const body = Buffer.from(JSON.stringify(await bodyOf(services.db, sending)))
  const timestamp = String(Math.floor(services.clock.now().getTime() / 1000))
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'x-tongguan-id': String(sending.deliveryId),
    'x-tongguan-timestamp': timestamp,
    'x-tongguan-signature': signatureOf(sending.secret, timestamp, body),
  }
  return call(services, sending.url, body, headers)
}

/** What was read on a screen meanwhile is no news to a browser. */
async function push(services: SendServices, sending: Sending): Promise<Outcome> {
  const { deliveryId, kind, caseId, at, isUrgent, locale, url, pushKey, pushAuth, ownerUserId } = sending
  const { notice, identity } = await withSystem(services.db, 'notices.send', async (trx) => ({
    notice: await trx
      .selectFrom('notification')
      .select(['notification_id', 'read_at'])
      .where('user_id', '=', ownerUserId)
      .where('kind', '=', kind)
      .where('at', '=', at)
      .where(sql<boolean>`case_id is not distinct from ${caseId}`)
      .orderBy('notification_id', 'desc')
      .executeTakeFirst(),
    identity: await pushIdentity(trx, services.clock.now()),
  }))
  if (notice?.read_at) return { status: null, error: '', receipt: 'read before' }
  const message = {
    tag: `delivery-${deliveryId}`,
    text: locale === 'en' ? sending.en : sending.zh,
    isUrgent,
    path: pathOf(kind, caseId),
    notificationId: notice?.notification_id ?? null,
  }
  const browser = { url, key: pushKey ?? '', auth: pushAuth ?? '' }
  const { body, headers } = pushRequest(browser, message, identity, services.publicUrl)
  return call(services, url, body, headers)
}

async function call(
  services: SendServices,
  url: string,
  body: Buffer,
  headers: Readonly<Record<string, string>>,
): Promise<Outcome> {
  try {
    const answer = await callAddress(url, body, headers, services.mayCallPrivateAddresses ?? false)
    const isTaken = answer.status >= 200 && answer.status < 300
    return {
      status: answer.status,
      error: isTaken ? '' : `HTTP ${answer.status}`,
      receipt: isTaken ? receiptOf(answer.body) : '',
    }
  } catch (error) {
    const why =
      error instanceof RefusedAddress ? `refused: ${error.message}` : String((error as Error).message)
    return { status: null, error: why.slice(0, SHOWN_CHARACTERS), receipt: '' }
  }
}

/** What each kind of destination may carry: a system nothing of persons, a messenger names, a gateway numbers. */
async function bodyOf(db: Kysely<Database>, sending: Sending) {
  const { deliveryId, kind, at, isUrgent, zh, en, caseNumber, areaCode, areaName, channel, userIds } = sending
  const said = {
    id: deliveryId,
    kind,
    at: at.toISOString(),
    isUrgent,
    text: { zh, en },
    case: caseNumber === null ? null : { number: caseNumber },
    area: areaCode === null ? null : { code: areaCode, name: areaName },
  }
  if (channel === 'system') return said
  const people = await withSystem(db, 'notices.send', (trx) =>
    trx
      .selectFrom('role_grant')
      .innerJoin('person', 'person.person_id', 'role_grant.person_id')
      .leftJoin('person_private', 'person_private.person_id', 'person.person_id')
      .select(['person.code', 'person.name', 'person_private.phone'])
      .distinct()
      .where('user_id', 'in', [...userIds, ''])
      .orderBy('person.code')
      .execute(),
  )
  if (channel === 'messenger') return { ...said, to: people.map(({ code, name }) => ({ code, name })) }
  return { ...said, to: people.flatMap(({ phone }) => (phone ? [{ phone }] : [])) }
}

function receiptOf(body: string): string {
  try {
    const said: unknown = JSON.parse(body)
    const receipt = said && typeof said === 'object' && 'receipt' in said ? said.receipt : undefined
    if (typeof receipt === 'string' || typeof receipt === 'number')
      return String(receipt).slice(0, SHOWN_CHARACTERS)
  } catch {
    // A receipt is welcome and not asked for.
  }
  return ''
}

function settle(
  { db, clock }: SendServices,
  { deliveryId, attempts, destination, ownerUserId, channel }: Sending,
  { status, error, receipt }: Outcome,
): Promise<void> {
  const now = clock.now()
  const isOver = channel === 'browser' && isGone(status)
  const state = isOver ? 'given_up' : error === '' ? 'sent' : attempts >= MAX_ATTEMPTS ? 'failed' : 'waiting'
  return withSystem(db, 'notices.send', async (trx) => {
    if (isOver)
      await sql`update notice_destination d set is_active = false from notice_delivery l
        where l.delivery_id = ${deliveryId} and d.destination_id = l.destination_id`.execute(trx)
    await trx
      .updateTable('notice_delivery')
      .set({
        state,
        status_code: status,
        error,
        receipt,
        ...(state === 'sent' && { sent_at: now }),
        ...(state === 'waiting' && { due_at: new Date(now.getTime() + pauseSeconds(attempts) * 1000) }),
      })
      .where('delivery_id', '=', deliveryId)
      .execute()
    const failure = `通知未能送达「${destination}」`
    // Once, until it is read: a gateway that is away for a day would fill its owner's inbox.
    if (state === 'failed' && !(await isTold(trx, ownerUserId, failure)))
      await noticeUsers(trx, [ownerUserId], null, {
        kind: DELIVERY_FAILED,
        zh: `${failure}：${error}，已试 ${attempts} 次`,
        en: `A notice did not reach “${destination}”: ${error}, after ${attempts} attempts`,
        at: now,
      })
  })
}

async function isTold(trx: Trx, userId: string, beginning: string): Promise<boolean> {
  const unread = await trx
    .selectFrom('notification')
    .select('notification_id')
    .where('user_id', '=', userId)
    .where('kind', '=', DELIVERY_FAILED)
    .where('read_at', 'is', null)
    .where(sql<boolean>`starts_with(zh, ${beginning})`)
    .limit(1)
    .executeTakeFirst()
  return unread !== undefined
}
