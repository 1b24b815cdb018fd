import { sql } from 'kysely'
import webPush from 'web-push'
import { z } from 'zod'
import { type Trx, withSystem } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import { faultOfAddress } from './call-address.ts'

/** A push service keeps a message so long for a browser that is off: older news is in the inbox. */
const KEPT_SECONDS = 4 * 3600
/** More browsers of one person are forgotten, the longest unused first. */
const MOST_BROWSERS = 10
const base64url = (bytes: number) =>
  z
    .string()
    .max(200)
    .refine((text) => /^[\w-]+$/.test(text) && Buffer.from(text, 'base64url').length === bytes, {
      message: `base64url of ${bytes} bytes is expected`,
    })

/** As the browser gives them: an uncompressed point of P-256, and a secret. */
export const browserSchema = z.object({
  endpoint: z.url().max(500),
  key: base64url(65),
  auth: base64url(16),
  locale: z.enum(['zh', 'en']),
  /** What its person would know it by, as in “Chrome · Windows”. */
  device: z.string().trim().min(1).max(60),
})

type Identity = { readonly publicKey: string; readonly privateKey: string }

/** The city's pair of keys, made when it is first asked for. */
export async function pushIdentity(trx: Trx, at: Date): Promise<Identity> {
  const read = () =>
    trx
      .selectFrom('push_identity')
      .select(['public_key as publicKey', 'private_key as privateKey'])
      .executeTakeFirst()
  const known = await read()
  if (known) return known
  const { publicKey, privateKey } = webPush.generateVAPIDKeys()
  await trx
    .insertInto('push_identity')
    .values({ public_key: publicKey, private_key: privateKey, made_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await read())!
}

/** What a browser needs to listen to this city. */
export function pushKey({ db, clock }: Services): Promise<{ readonly publicKey: string }> {
  return withSystem(db, 'notices.browser', async (trx) => {
    const { publicKey } = await pushIdentity(trx, clock.now())
    return { publicKey }
  })
}

/** From now on this browser gets its person's notices; whoever used it before them no longer does. */
export function listenInBrowser(
  services: Services,
  actor: Actor,
  { endpoint, key, auth, locale, device }: z.output<typeof browserSchema>,
): Promise<{ readonly destinationId: number }> {
  if (faultOfAddress(endpoint, services.mayCallPrivateAddresses ?? false))
    throw new CodedError(
      'bad_input',
      'ADDRESS_PRIVATE',
      '浏览器给出的推送地址不可用',
      'The browser’s push address cannot be used',
      { field: 'endpoint', expected: 'an http(s) address outside of private networks' },
    )
  const at = services.clock.now()
  return withSystem(services.db, 'notices.browser', async (trx) => {
    const own = {
      owner_user_id: actor.userId,
      owner_name: actor.name,
      push_key: key,
      push_auth: auth,
      locale,
      is_active: true,
      changed_at: at,
      changed_by: actor.name,
    }
    const { rows } = await sql<{ nth: number }>`select nextval('browser_nth')::int as nth`.execute(trx)
    const kept = await trx
      .insertInto('notice_destination')
      .values({
        ...own,
        name: `${actor.name} · ${device} · ${rows[0]!.nth}`,
        channel: 'browser',
        url: endpoint,
        secret: '',
      })
      .onConflict((conflict) => conflict.column('url').where('channel', '=', 'browser').doUpdateSet(own))
      .returning('destination_id as destinationId')
      .executeTakeFirstOrThrow()
    await sql`update notice_destination set is_active = false where destination_id in (
      select destination_id from notice_destination
      where channel = 'browser' and owner_user_id = ${actor.userId} and is_active
      order by changed_at desc, destination_id desc offset ${MOST_BROWSERS}::int)`.execute(trx)
    return kept
  })
}

export type PushMessage = {
  /** One that comes twice is shown once. */
  readonly tag: string
  readonly text: string
  readonly isUrgent: boolean
  readonly path: string | null
  readonly notificationId: number | null
}

/** A request that only this browser can read: encrypted by RFC 8291, signed by RFC 8292. */
export function pushRequest(
  browser: { readonly url: string; readonly key: string; readonly auth: string },
  message: PushMessage,
  identity: Identity,
  publicUrl: string | undefined,
): { readonly body: Buffer; readonly headers: Record<string, string> } {
  const { url, key, auth } = browser
  const { body, headers } = webPush.generateRequestDetails(
    { endpoint: url, keys: { p256dh: key, auth } },
    JSON.stringify(message),
    {
      vapidDetails: {
        // Whom a push service writes to; it takes a site or an address of mail.
        subject: publicUrl?.startsWith('https:') ? publicUrl : 'mailto:notices@example.org',
        publicKey: identity.publicKey,
        privateKey: identity.privateKey,
      },
      TTL: KEPT_SECONDS,
      urgency: message.isUrgent ? 'high' : 'normal',
      contentEncoding: 'aes128gcm',
    },
  )
  return { body, headers: Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, String(v)])) }
}

/** A push service says so of a browser that listens no more. */
export const isGone = (status: number | null) => status === 404 || status === 410
