import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { mutate, query } from './api-of.ts'
import { journey, visit } from './visitor.ts'

journey('a notice that its gateway refuses is tried again, and arrives with a receipt', async () => {
  let isTaking = false
  const bodies: string[] = []
  const gateway = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString())
      res.writeHead(isTaking ? 200 : 503).end(isTaking ? '{"receipt":"R-7"}' : 'busy')
    })
  })
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  try {
    const page = await visit('/notices', { role: 'admin' })
    await page.click('[data-act=add]')
    const dialog = page.locator('[role=dialog]')
    const name = `短信平台 ${Date.now()}`
    await dialog.locator('[name=name]').fill(name)
    await dialog
      .locator('[name=url]')
      .fill(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}/hook`)
    // Kinds are chosen by their names; nobody has to know a code.
    await dialog.getByLabel('吹哨').check()
    await dialog.getByLabel('督办', { exact: true }).check()
    await dialog.getByRole('button', { name: '保存' }).click()
    await page.waitForSelector('[data-secret]')
    await page.getByRole('button', { name: '已保存好' }).click()
    const destination = page.locator('[data-destination]', { hasText: name })
    expect(await destination.textContent()).toContain('督办、吹哨')

    await destination.locator('[data-act=test]').click()
    const delivery = page.locator('[data-delivery]', { hasText: name })
    await delivery.getByText('HTTP 503').waitFor()
    expect(await delivery.getAttribute('data-delivery')).toBe('waiting')
    expect(await delivery.textContent()).toContain('已试 1 次')
    isTaking = true
    await page.locator('[data-delivery=sent]', { hasText: name }).waitFor()
    expect(await delivery.textContent()).toContain('回执 R-7')
    expect(new Set(bodies.map((body) => (JSON.parse(body) as { id: number }).id)).size).toBe(1)
    expect(bodies.length).toBeGreaterThan(1)
    // It is off again, or it would have every whistle of the journeys to come.
    await destination.getByRole('button', { name: '修改' }).click()
    await dialog.locator('[name=isActive]').uncheck()
    await dialog.getByRole('button', { name: '保存' }).click()
    await destination.getByText('停用').waitFor()
  } finally {
    gateway.closeAllConnections()
    await new Promise((resolve) => gateway.close(resolve))
  }
})

journey('a notice pops up without a page, and leads to its case, which is its receipt', async () => {
  type Notices = { notices: { notificationId: number; caseId: number | null; isRead: boolean }[] }
  const page = await visit('/inbox', { role: 'department_handler' })
  const context = page.context()
  const { origin } = new URL(page.url())
  await page.click('[data-unread]')
  await page.waitForSelector('[data-alerts=off], [data-alerts=denied]')
  await context.grantPermissions(['notifications'], { origin })
  await page.reload()
  await page.click('[data-unread]')
  // There is no push service within reach here, and it says so.
  await page.waitForSelector('[data-alerts=page]')
  expect(await page.textContent('[data-alerts]')).toContain('只在页面开着时')

  type Inbox = { groups: { group: string; rows: { caseId: number }[] }[] }
  const { groups } = await query<Inbox>(page, 'cases.inbox', {})
  const caseId = groups.find(({ group }) => group === 'in_hand')?.rows[0]?.caseId
  if (caseId === undefined) throw new Error('the handler has nothing in hand')
  const leader = await visit('/inspections', { role: 'shift_leader' })
  await mutate(leader, 'notices.sendMessage', {
    kind: 'case',
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [118, 31],
          [120, 31],
          [120, 33],
          [118, 33],
          [118, 31],
        ],
      ],
    },
    ids: [caseId],
    to: ['departments'],
    // An urgent one comes in the quiet hours too.
    isUrgent: true,
    text: '请尽快处置',
    idempotencyKey: `journey-${Date.now()}`,
  })
  const unread = async () =>
    (await query<Notices>(page, 'notices.list')).notices.filter(({ isRead }) => !isRead)
  const notificationId = (await unread()).find((one) => one.caseId === caseId)?.notificationId
  if (notificationId === undefined) throw new Error('the handler has no notice of the message')
  const cdp = await context.newCDPSession(page)
  const registered = new Promise<string>((resolve) =>
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => new URL(scopeURL).pathname === '/')
      if (own) resolve(own.registrationId)
    }),
  )
  await cdp.send('ServiceWorker.enable')
  const registrationId = await registered
  const worker = context.serviceWorkers().find((one) => one.url().endsWith('/push-worker.js'))
  if (!worker) throw new Error('no worker listens')
  const data = JSON.stringify({
    tag: `delivery-${notificationId}`,
    text: '案件未签收，已升级',
    isUrgent: true,
    path: `/cases/${caseId}`,
    notificationId,
  })
  const push = () => cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data })
  const shown = () =>
    worker.evaluate(async () => {
      const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration }
      return (await registration.getNotifications()).map(({ title }) => title)
    })
  // Whoever looks at a page is told by its bell.
  await push()
  await page.waitForTimeout(1000)
  expect(await shown()).toEqual([])
  await page.goto('about:blank')
  await push()
  await expect.poll(shown).toEqual(['案件未签收，已升级'])

  await page.goto('/inbox')
  await worker.evaluate(async () => {
    const scope = globalThis as unknown as {
      registration: ServiceWorkerRegistration
      NotificationEvent: new (type: string, init: object) => Event
      dispatchEvent: (event: Event) => boolean
    }
    const [notification] = await scope.registration.getNotifications()
    scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }))
  })
  await page.waitForURL(`**/cases/${caseId}`)
  await expect
    .poll(async () => (await unread()).map((one) => one.notificationId))
    .not.toContain(notificationId)
})
