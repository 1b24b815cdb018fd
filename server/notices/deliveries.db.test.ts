import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { freshDatabase, type TestDatabase } from '../../test/db.ts'
import { loadTinyCity, TINY_AREAS, TINY_NOON, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import { withSystem } from '../db/client.ts'
import { findSignatureFault } from '../intake/signature.ts'
import { browserSchema, listenInBrowser, pushKey } from './browser-push.ts'
import {
  giveUpDelivery,
  keepDestination,
  listDestinations,
  retryDelivery,
  retryFailed,
  testDestination,
} from './destinations.ts'
import { escalateUnread } from './escalate-unread.ts'
import { listNotices, readNotices } from './notices.ts'
import { noticeUsers } from './notify.ts'
import { MAX_ATTEMPTS, pauseSeconds, sendDeliveries } from './send-deliveries.ts'

type Received = { headers: Record<string, string | string[] | undefined>; bytes: Buffer; body: string }

describe('notices that leave', () => {
  let database: TestDatabase
  let services: Awaited<ReturnType<typeof tinyServices>> & { mayCallPrivateAddresses: boolean }
  let gateway: Server
  let url: string
  let received: Received[] = []
  let answer: { status: number; body: string }
  const admin = tinyActor('admin')

  beforeAll(async () => {
    database = await freshDatabase()
    await loadTinyCity(database.db)
    services = { ...(await tinyServices(database.db, tmpdir())), mayCallPrivateAddresses: true }
    const { db } = database
    const { person_id } = await db
      .insertInto('person')
      .values({ code: 'P1', name: '王小明', post: 'handler' })
      .returning('person_id')
      .executeTakeFirstOrThrow()
    await db.insertInto('person_private').values({ person_id, phone: '19900001234' }).execute()
    const grant = { area_id: null, department_id: null, person_id: null }
    await db
      .insertInto('role_grant')
      .values([
        { ...grant, user_id: 'u1', role: 'department_handler', person_id },
        { ...grant, user_id: 'leader', role: 'shift_leader' },
        { ...grant, user_id: 'head', role: 'admin' },
      ])
      .execute()
    gateway = createServer((req, res) => {
      const chunks: Buffer[] = []
      req.on('data', (chunk: Buffer) => chunks.push(chunk))
      req.on('end', () => {
        const bytes = Buffer.concat(chunks)
        received.push({ headers: req.headers, bytes, body: bytes.toString() })
        res.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
      })
    })
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/hook`
  })
  afterAll(async () => {
    gateway.closeAllConnections()
    await new Promise((resolve) => gateway.close(resolve))
    await database.drop()
  })
  beforeEach(async () => {
    received = []
    answer = { status: 200, body: '{"receipt":"r-7"}' }
    services.clock.set(TINY_NOON)
    await database.db.deleteFrom('notice_delivery').execute()
    await database.db.deleteFrom('notice_destination').execute()
    await database.db.deleteFrom('notification').execute()
  })

  const later = (seconds: number) =>
    services.clock.set(new Date(services.clock.now().getTime() + seconds * 1000))
  const destination = (some = {}) =>
    keepDestination(services, admin, {
      destinationId: null,
      version: null,
      name: '去向',
      channel: 'system',
      url,
      kinds: [],
      areaId: null,
      isUrgentOnly: false,
      quietHours: null,
      isActive: true,
      renewsSecret: false,
      ...some,
    })
  const notice = (some = {}, record: Parameters<typeof noticeUsers>[2] = null) =>
    withSystem(database.db, 'test', (trx) =>
      noticeUsers(trx, ['u1'], record, {
        kind: 'escalate',
        zh: '案件未签收，联系 13812345678',
        en: 'Not signed for',
        at: services.clock.now(),
        ...some,
      }),
    )
  const deliveries = async () => (await listDestinations(services)).deliveries

  it('arrive signed, once, with an id and a receipt, and carry nothing of persons to a system', async () => {
    const { secret } = await destination()
    await notice()
    await sendDeliveries(services)
    await sendDeliveries(services)
    expect(received).toHaveLength(1)
    const [{ headers, body }] = received as [Received]
    const fault = findSignatureFault(
      secret!,
      {
        timestamp: String(headers['x-tongguan-timestamp']),
        signature: String(headers['x-tongguan-signature']),
      },
      Buffer.from(body),
      services.clock.now(),
    )
    expect(fault).toBeUndefined()
    const [sent] = await deliveries()
    expect(sent).toMatchObject({ state: 'sent', attempts: 1, statusCode: 200, receipt: 'r-7' })
    expect(headers['x-tongguan-id']).toBe(String(sent!.deliveryId))
    expect(JSON.parse(body)).toMatchObject({ kind: 'escalate', text: { en: 'Not signed for' } })
    for (const personal of ['13812345678', '19900001234', '王小明', 'u1'])
      expect(body).not.toContain(personal)
  })

  it('carry names to a messenger and numbers to a gateway for text messages', async () => {
    await destination({ name: 'm', channel: 'messenger' })
    await destination({ name: 's', channel: 'sms' })
    await notice()
    await sendDeliveries(services)
    const bodies = received.map(({ body }) => JSON.parse(body) as { to: unknown[] })
    expect(bodies.map(({ to }) => to)).toEqual(
      expect.arrayContaining([[{ code: 'P1', name: '王小明' }], [{ phone: '19900001234' }]]),
    )
  })

  it('go where kind, area and urgency fit, and wait through the quiet hours', async () => {
    await destination({ name: 'kind', kinds: ['consult'] })
    await destination({ name: 'area', areaId: TINY_AREAS.west })
    await destination({ name: 'urgent', isUrgentOnly: true })
    await destination({ name: 'quiet', quietHours: { fromMinute: 9 * 60, untilMinute: 12 * 60 } })
    await destination({ name: 'off', isActive: false })
    const ofEast = { case_id: 1, scope_area_id: TINY_AREAS.eastSouth }
    await notice({}, ofEast)
    expect((await deliveries()).map((one) => [one.destination, one.dueAt])).toEqual([
      ['quiet', new Date('2026-03-05T04:00:00Z').toISOString()],
    ])
    await sendDeliveries(services)
    expect(received).toEqual([])
    later(2 * 3600)
    await sendDeliveries(services)
    expect(received).toHaveLength(1)
    services.clock.set(TINY_NOON)
    await notice({ isUrgent: true }, { case_id: 1, scope_area_id: TINY_AREAS.westNorth })
    expect((await deliveries()).map((one) => one.destination).sort()).toEqual([
      'area',
      'quiet',
      'quiet',
      'urgent',
    ])
  })

  it('are tried again with longer pauses, then wait for their owner, who is told and can send them', async () => {
    await destination()
    await notice()
    answer = { status: 503, body: '' }
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      await sendDeliveries(services)
      expect(received).toHaveLength(attempt)
      later(pauseSeconds(attempt) - 1)
      await sendDeliveries(services)
      expect(received).toHaveLength(attempt)
      later(2)
    }
    const [failed, ...others] = await deliveries()
    expect(others).toEqual([])
    expect(failed).toMatchObject({ state: 'failed', error: 'HTTP 503', ownerName: admin.name })
    const told = await listNotices(services, admin)
    expect(told.notices).toMatchObject([{ kind: 'delivery_failed' }])
    // Told once until it is read, however many more fail.
    await notice()
    const another = { state: 'waiting' as const, attempts: MAX_ATTEMPTS - 1, due_at: services.clock.now() }
    await database.db.updateTable('notice_delivery').set(another).where('state', '=', 'waiting').execute()
    await sendDeliveries(services)
    expect((await deliveries()).map(({ state }) => state)).toEqual(['failed', 'failed'])
    expect((await listNotices(services, admin)).notices).toHaveLength(1)
    await giveUpDelivery(services, admin, (await deliveries())[0]!.deliveryId)
    answer = { status: 204, body: '' }
    await retryDelivery(services, admin, failed!.deliveryId)
    await sendDeliveries(services)
    expect(await deliveries()).toMatchObject([{ state: 'given_up' }, { state: 'sent', attempts: 1 }])
    await expect(retryDelivery(services, admin, failed!.deliveryId)).rejects.toMatchObject({
      code: 'NOT_FAILED',
    })
  })

  it('that failed are sent again all at once or given up, but never to a destination that is off', async () => {
    const { destinationId } = await destination()
    for (const _ of [1, 2, 3]) await notice()
    await database.db.updateTable('notice_delivery').set({ state: 'failed', error: 'HTTP 503' }).execute()
    const [first] = await deliveries()
    await giveUpDelivery(services, admin, first!.deliveryId)
    await expect(retryDelivery(services, admin, first!.deliveryId)).rejects.toMatchObject({
      code: 'NOT_FAILED',
    })
    const change = { destinationId, version: 1, isActive: false }
    await destination(change)
    expect(await retryFailed(services, admin)).toEqual({ retried: 0 })
    await destination({ ...change, version: 2, isActive: true })
    expect(await retryFailed(services, admin)).toEqual({ retried: 2 })
    await sendDeliveries(services)
    const states = (await deliveries()).map(({ state, decidedBy }) => [state, decidedBy])
    expect(states).toEqual([
      ['given_up', admin.name],
      ['sent', admin.name],
      ['sent', admin.name],
    ])
    expect((await listDestinations(services)).destinations).toMatchObject([
      { failed: 0, waiting: 0, sent: 2 },
    ])
  })

  it('are never sent into a private network unless it is allowed, and follow no redirect', async () => {
    const { destinationId } = await destination()
    await testDestination(services, admin, destinationId)
    await sendDeliveries({ ...services, mayCallPrivateAddresses: false })
    expect(received).toEqual([])
    expect(await deliveries()).toMatchObject([{ state: 'waiting', error: 'refused: PRIVATE' }])
    const refused = keepDestination({ ...services, mayCallPrivateAddresses: false }, admin, {
      destinationId: null,
      version: null,
      name: 'inside',
      channel: 'system',
      url,
      kinds: [],
      areaId: null,
      isUrgentOnly: false,
      quietHours: null,
      isActive: true,
      renewsSecret: false,
    })
    await expect(refused).rejects.toMatchObject({ code: 'ADDRESS_PRIVATE', detail: { field: 'url' } })
    await expect(destination({ name: 'x', url: 'ftp://gate.example' })).rejects.toMatchObject({
      code: 'ADDRESS_NOT_HTTP',
    })
    answer = { status: 302, body: '' }
    later(60)
    await sendDeliveries(services)
    expect(await deliveries()).toMatchObject([{ state: 'waiting', error: 'HTTP 302' }])
  })

  it('climb a level when nobody reads what is urgent, once a level, and stop at the top', async () => {
    const { case_id } = await database.db
      .insertInto('case_record')
      .values({
        number: 'N1',
        state: 'dispatched',
        channel: 'patrol',
        found_by: 'us',
        description: 'x',
        scope_area_id: TINY_AREAS.eastSouth,
        reported_at: TINY_NOON,
        source_system: 't',
        source_id: '1',
        updated_at: TINY_NOON,
        category_id: null,
        geom: null,
      } as never)
      .returning('case_id')
      .executeTakeFirstOrThrow()
    const inbox = async (userId: string) =>
      (await listNotices(services, tinyActor('admin', { userId }))).notices.map(({ kind }) => kind)
    await notice({ isUrgent: true }, { case_id, scope_area_id: TINY_AREAS.eastSouth })
    await escalateUnread(services)
    expect(await inbox('leader')).toEqual([])
    later(15 * 60)
    await escalateUnread(services)
    await escalateUnread(services)
    expect(await inbox('leader')).toEqual(['unread'])
    expect(await inbox('head')).toEqual([])
    later(15 * 60)
    await escalateUnread(services)
    expect(await inbox('head')).toEqual(['unread'])
    later(15 * 60)
    await escalateUnread(services)
    expect(await inbox('head')).toEqual(['unread'])
    await notice({ isUrgent: true }, { case_id, scope_area_id: TINY_AREAS.eastSouth })
    await readNotices(services, tinyActor('department_handler', { userId: 'u1' }), undefined)
    later(15 * 60)
    await escalateUnread(services)
    expect(await inbox('leader')).toEqual(['unread'])
  })

  describe('into a browser', () => {
    const browser = createECDH('prime256v1')
    browser.generateKeys()
    const auth = randomBytes(16)
    const listen = (some = {}) =>
      listenInBrowser(services, tinyActor('department_handler', { userId: 'u1', name: '王小明' }), {
        endpoint: url,
        key: browser.getPublicKey('base64url'),
        auth: auth.toString('base64url'),
        locale: 'zh' as const,
        device: 'Chrome',
        ...some,
      })
    /** As a browser reads it: RFC 8188 with the keys of RFC 8291. */
    function opened(bytes: Buffer): Record<string, unknown> {
      const salt = bytes.subarray(0, 16)
      const from = 21 + bytes[20]!
      const sender = bytes.subarray(21, from)
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), sender])
      const secret = Buffer.from(hkdfSync('sha256', browser.computeSecret(sender), auth, info, 32))
      const key = hkdfSync('sha256', secret, salt, 'Content-Encoding: aes128gcm\0', 16)
      const nonce = hkdfSync('sha256', secret, salt, 'Content-Encoding: nonce\0', 12)
      const cipher = createDecipheriv('aes-128-gcm', Buffer.from(key), Buffer.from(nonce))
      cipher.setAuthTag(bytes.subarray(-16))
      const plain = Buffer.concat([cipher.update(bytes.subarray(from, -16)), cipher.final()])
      return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString())
    }

    it('come for its own person only, and only that browser can read them', async () => {
      await listen()
      await withSystem(database.db, 'test', (trx) =>
        noticeUsers(trx, ['leader'], null, { kind: 'oversee', zh: '督办', en: 'Oversight', at: TINY_NOON }),
      )
      await notice({ isUrgent: true })
      await sendDeliveries(services)
      expect(received).toHaveLength(1)
      const [{ headers, bytes, body }] = received as [Received]
      expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' })
      expect(headers.authorization).toContain(`k=${(await pushKey(services)).publicKey}`)
      expect(body).not.toContain('未签收')
      const { notices } = await listNotices(services, tinyActor('department_handler', { userId: 'u1' }))
      expect(opened(bytes)).toMatchObject({
        text: '案件未签收，联系 138******78',
        isUrgent: true,
        path: null,
        notificationId: notices[0]!.notificationId,
      })
    })

    it('stay away in quiet hours and where they were read meanwhile', async () => {
      await listen()
      services.clock.set(new Date('2026-03-03T15:30:00Z'))
      await notice()
      await sendDeliveries(services)
      expect(received).toHaveLength(0)
      later(9 * 3600)
      await readNotices(services, tinyActor('department_handler', { userId: 'u1' }), undefined)
      await sendDeliveries(services)
      expect(received).toHaveLength(0)
      await notice()
      later(1)
      await sendDeliveries(services)
      expect(received).toHaveLength(1)
    })

    it('end where the browser listens no more, and go on where it listens again, for somebody else too', async () => {
      const { destinationId } = await listen()
      answer = { status: 410, body: '' }
      await notice()
      await sendDeliveries(services)
      await notice()
      await sendDeliveries(services)
      expect(received).toHaveLength(1)
      expect((await deliveries()).length).toBe(0)
      answer = { status: 201, body: '' }
      expect(await listen({ locale: 'en' })).toEqual({ destinationId })
      await notice()
      await sendDeliveries(services)
      expect(opened(received.at(-1)!.bytes)).toMatchObject({ text: 'Not signed for' })
      await listenInBrowser(services, tinyActor('shift_leader', { userId: 'leader', name: '张明' }), {
        endpoint: url,
        key: browser.getPublicKey('base64url'),
        auth: auth.toString('base64url'),
        locale: 'zh',
        device: 'Chrome',
      })
      received = []
      await notice()
      await sendDeliveries(services)
      expect(received).toHaveLength(0)
      expect((await listDestinations(services)).destinations).toEqual([])
    })

    it('are refused with keys that are none, or into a private network', () => {
      const parsed = (some: object) =>
        browserSchema.safeParse({ endpoint: url, key: 'AA', auth: 'AA', locale: 'zh', device: 'x', ...some })
      expect(parsed({}).error?.issues.map(({ path }) => path[0])).toEqual(['key', 'auth'])
      const { mayCallPrivateAddresses: _, ...elsewhere } = services
      expect(() =>
        listenInBrowser(elsewhere, admin, {
          endpoint: 'https://192.168.0.1/push',
          key: browser.getPublicKey('base64url'),
          auth: auth.toString('base64url'),
          locale: 'zh',
          device: 'x',
        }),
      ).toThrow('push address')
    })
  })
})
