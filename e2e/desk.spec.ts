import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { mutate, query, sendReport } from './api-of.ts'
import { rendered, untilMapIdle } from './map-of.ts'
import { journey, visit } from './visitor.ts'

type Session = { city: { center: [number, number] }; user: { name: string } }
type CaseDetail = { state: string; version: number; departmentId: number; steps: { verb: string }[] }

/** What the superiors order is registered at once, and waits for a person to send it. */
async function registered(page: Page): Promise<number> {
  const { city } = await query<Session>(page, 'session.me')
  const [lng, lat] = city.center
  const report = {
    description: '上级交办，清理乱堆物',
    category_code: '200106',
    channel: 'superior',
    lng,
    lat,
  }
  return (await sendReport(page, report)).caseId
}
const caseOf = (page: Page, caseId: number) => query<CaseDetail>(page, 'cases.get', { caseId })
const isLive = '[data-live=live]'

journey('whoever could go is on the map with the way there, and the choice stands out', async () => {
  const desk = await visit('/desk', { role: 'dispatcher' })
  const caseId = await registered(desk)
  type Suggestion = { department: { departmentId: number }; units: unknown[] }
  const suggest = () => query<Suggestion>(desk, 'dispatch.suggest', { caseId })
  const { department } = await suggest()
  // The department's units have reported just now, near the case; who is on shift depends on the hour.
  const admin = await visit('/', { role: 'admin' })
  const { city } = await query<Session>(admin, 'session.me')
  const units = await query<{ code: string; departmentId: number }[]>(admin, 'units.list')
  const [lng, lat] = city.center
  const positions = units
    .filter(({ departmentId }) => departmentId === department.departmentId)
    .map(({ code }, index) => ({
      unitCode: code,
      lng: lng + ((index % 10) - 5) * 0.002,
      lat: lat + (Math.floor(index / 10) - 3) * 0.002,
      at: new Date().toISOString(),
    }))
  await mutate(admin, 'units.move', { positions })
  const suggested = await suggest()
  await desk.goto(`/desk?case=${caseId}`)
  await desk.waitForSelector('button[data-verb=dispatch]')
  await untilMapIdle(desk)
  await desk.keyboard.press('d')
  await desk.waitForSelector('[data-form=dispatch] select')
  const ways = async () => {
    const drawn = await rendered(desk, 'preview-number')
    // At the edge of a tile one is drawn by both.
    return [...new Set(drawn.map(({ properties }) => `${properties.number} ${properties.tone}`))].sort()
  }
  const expected = (chosen: number) =>
    suggested.units.map((_, index) => `${index + 1} ${index + 1 === chosen ? 'chosen' : 'other'}`)
  await expect.poll(ways, { timeout: 40_000 }).toEqual(expected(1))
  if (suggested.units.length > 1) {
    await desk.keyboard.press('2')
    await expect.poll(ways, { timeout: 40_000 }).toEqual(expected(2))
  }
  await desk.keyboard.press('Escape')
  await expect.poll(ways, { timeout: 40_000 }).toEqual([])
})

journey('two dispatchers on one case see each other, and who is slower overwrites nothing', async () => {
  const first = await visit('/desk', { role: 'dispatcher' })
  const caseId = await registered(first)
  await first.goto(`/desk?case=${caseId}`)
  const second = await visit(`/desk?case=${caseId}`, { role: 'shift_leader' })
  await first.waitForSelector('[data-presence]')
  await second.waitForSelector('[data-presence]')
  const names = await Promise.all(
    [first, second].map(async (page) => (await query<Session>(page, 'session.me')).user.name),
  )
  expect(await first.textContent('[data-presence]')).toContain(names[1])
  expect(await second.textContent('[data-presence]')).toContain(names[0])

  // Both have the form open; the second sends first.
  for (const page of [first, second]) {
    await page.waitForSelector('button[data-verb=dispatch]')
    await page.keyboard.press('d')
    await page.waitForSelector('[data-form=dispatch] select')
  }
  await second.click('[data-form=dispatch] button:has-text("派遣")')
  await second.waitForSelector('[data-form=dispatch]', { state: 'detached' })
  await first.waitForSelector('[data-overtaken]')
  expect(await first.textContent('[data-overtaken]')).toContain(names[1])
  await first.keyboard.press('Enter')
  await first.waitForTimeout(500)
  const sent = (await caseOf(first, caseId)).steps.filter(({ verb }) => verb === 'dispatch')
  expect(sent).toHaveLength(1)

  // A screen that the news has not reached is told by the server.
  const late = await caseOf(first, caseId)
  await second.route('**/api/live*', (route) => route.abort())
  await second.goto(`/desk?case=${caseId}`)
  await second.click('button[data-verb=void]')
  await second.fill('[data-section=actions] textarea', '重复录入')
  await first.keyboard.press('Escape')
  await first.click('button[data-verb=recall]')
  await expect.poll(async () => (await caseOf(first, caseId)).version).toBeGreaterThan(late.version)
  await second.keyboard.press('Control+Enter')
  await second.getByText('案件刚被他人更新').first().waitFor()
  expect((await caseOf(first, caseId)).state).toBe('registered')
  expect(await second.inputValue('[data-section=actions] textarea')).toBe('重复录入')
})

journey('without a network the desk keeps its picture and what is typed, and goes on by itself', async () => {
  const desk = await visit('/desk', { role: 'dispatcher' })
  await desk.waitForSelector(isLive)
  await desk.waitForSelector('[data-case]')
  const words = `断网时录入 ${Date.now()}`
  await desk.keyboard.press('n')
  await desk.fill('textarea[name=description]', words)
  await desk.context().setOffline(true)
  await desk.waitForSelector('[role=alert]:has-text("没有网络")')
  expect(await desk.locator('[data-case]').count()).toBeGreaterThan(0)
  // What is sent meanwhile is refused at once, and nothing of it is lost.
  await desk.click('[data-form=report] button[type=submit]')
  await desk.getByText('连不上服务器').first().waitFor()
  expect(await desk.inputValue('textarea[name=description]')).toBe(words)

  await desk.context().setOffline(false)
  await desk.waitForSelector(isLive)
  await desk.reload({ waitUntil: 'domcontentloaded' })
  await desk.waitForSelector('[data-case]')
  await desk.keyboard.press('n')
  expect(await desk.inputValue('textarea[name=description]')).toBe(words)
  await desk.click('[data-form=report] button[type=submit]')
  await desk.waitForURL(/case=\d+/)
  const found = await query<{ total: number }>(desk, 'cases.queue', { filter: { text: words } })
  expect(found.total).toBe(1)
  await desk.keyboard.press('n')
  expect(await desk.inputValue('textarea[name=description]')).toBe('')
})

journey('an input method that is putting words together fires nothing', async () => {
  const desk = await visit('/desk', { role: 'dispatcher' })
  const caseId = await registered(desk)
  await desk.goto(`/desk?case=${caseId}`)
  await desk.waitForSelector('button[data-verb=cancel]')
  const cdp = await desk.context().newCDPSession(desk)
  const press = async (key: string, windowsVirtualKeyCode: number) => {
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, windowsVirtualKeyCode })
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode })
  }
  // A key that an input method has taken, whatever it is called.
  for (const key of ['z', 'j', 'n', 'Process']) await press(key, 229)
  await desk.waitForTimeout(300)
  expect(await desk.locator('[data-section=actions] textarea, [data-form=report]').count()).toBe(0)
  expect(desk.url()).toContain(`case=${caseId}`)

  await desk.keyboard.press('z')
  const note = desk.locator('[data-section=actions] textarea')
  await note.waitFor()
  await cdp.send('Input.imeSetComposition', { text: 'chong fu', selectionStart: 8, selectionEnd: 8 })
  // Escape gives up the word that is being chosen, and Enter takes it: neither is the form's.
  await press('Escape', 229)
  await cdp.send('Input.imeSetComposition', { text: '重复', selectionStart: 2, selectionEnd: 2 })
  await press('Enter', 229)
  await cdp.send('Input.insertText', { text: '重复上报' })
  expect(await note.inputValue()).toBe('重复上报')
  expect((await caseOf(desk, caseId)).state).toBe('registered')
  // Escape closes the form and keeps its words for the next time.
  await desk.keyboard.press('Escape')
  await note.waitFor({ state: 'detached' })
  await desk.keyboard.press('z')
  expect(await note.inputValue()).toBe('重复上报')
  await desk.keyboard.press('Control+Enter')
  await expect.poll(async () => (await caseOf(desk, caseId)).state).toBe('canceled')
})

journey('no text holds the keyboard: Escape leaves it, and a dialog gives it back', async () => {
  const desk = await visit('/desk', { role: 'shift_leader' })
  await desk.waitForSelector('[data-case]')
  await desk.keyboard.press('n')
  const words = desk.locator('[data-form=report] textarea[name=description]')
  await words.fill('先查')
  await desk.keyboard.press('Control+k')
  await desk.locator('[role=dialog] input').fill('人民路')
  await desk.keyboard.press('Escape')
  // What is typed on goes on in the report; as shortcuts it would open this and that.
  await expect.poll(() => words.evaluate((field) => field === document.activeElement)).toBe(true)
  await desk.keyboard.type('nil')
  expect(await words.inputValue()).toBe('先查nil')
  await desk.keyboard.press('Escape')
  expect(await words.evaluate((field) => field === document.activeElement)).toBe(false)
  await desk.keyboard.press('Escape')
  await words.waitFor({ state: 'detached' })
})

journey('what says how to draw is not covered by the tools, and a case shows its whole number', async () => {
  const desk = await visit('/desk', { role: 'shift_leader' })
  await desk.waitForSelector('[data-case]')
  await desk.keyboard.press('c')
  const hint = desk.getByText('点击圆心，再点起始方向', { exact: false })
  await hint.waitFor()
  await expect.poll(() => isOnTop(hint)).toBe(true)
  await desk.keyboard.press('Escape')
  await desk.keyboard.press('j')
  const number = desk.locator('[data-case-number]')
  await number.waitFor()
  expect(await number.evaluate((node) => node.scrollWidth <= node.clientWidth + 1)).toBe(true)
})

/** Whether nothing lies over its left and right ends. */
function isOnTop(what: Locator): Promise<boolean> {
  return what.evaluate((node) => {
    const { left, right, top, height } = node.getBoundingClientRect()
    // It lets clicks through, so that what lies there is asked with it in the way.
    const before = node.style.pointerEvents
    node.style.pointerEvents = 'auto'
    const isTop = [left + 8, right - 8].every((x) => document.elementFromPoint(x, top + height / 2) === node)
    node.style.pointerEvents = before
    return isTop
  })
}

journey('a queue of many pages renews the rows in sight as time passes, not all its pages', async () => {
  const desk = await visit('/', { role: 'dispatcher' })
  await desk.clock.install()
  await desk.goto('/desk?open=all')
  await desk.waitForSelector('[data-case]')
  const toEnd = () =>
    desk.evaluate(() => {
      const list = document.querySelector('[data-case]')?.closest('section')
      list?.scrollTo(0, list.scrollHeight)
      return list?.scrollHeight ?? 0
    })
  // The fourth page of a hundred.
  await expect.poll(toEnd, { timeout: 40_000 }).toBeGreaterThan(300 * 60)
  const asked: string[] = []
  desk.on('request', (request) => {
    if (request.url().includes('cases.queue')) asked.push(decodeURIComponent(request.url()))
  })
  await desk.clock.fastForward('01:05')
  await expect.poll(() => asked.length, { timeout: 20_000 }).toBeGreaterThan(0)
  await desk.waitForTimeout(2000)
  // All pages anew would begin with the first, which has no cursor.
  expect(asked.filter((address) => !/"ids":\[|"cursor":/.test(address))).toEqual([])
  // Where it came to rest; a page that arrived since adds rows after the last.
  const inSight = () => desk.locator('[data-case]').first().getAttribute('data-case')
  await expect.poll(async () => asked.join().includes((await inSight()) ?? '-')).toBe(true)
})

journey('each key of the table does what the table says', async () => {
  const desk = await visit('/desk', { role: 'shift_leader', width: 1440, height: 900 })
  await desk.waitForSelector('[data-case]')
  const drawing = {
    g: '逐点点击，双击结束',
    b: '点击一角，再点击对角',
    o: '点击圆心，再点击边缘',
    c: '点击圆心，再点起始方向',
    v: '点击开始，移动圈选',
    t: '点击一处',
    u: '逐点点击，双击结束',
    w: '点击道路的起点',
  }
  for (const [key, hint] of Object.entries(drawing)) {
    await desk.keyboard.press(key)
    await desk.getByText(hint, { exact: false }).first().waitFor()
    await desk.keyboard.press('Escape')
    await desk.getByText(hint, { exact: false }).first().waitFor({ state: 'detached' })
  }
  const opens = { l: '[data-panel=layers]', n: '[data-form=report]', i: '[data-form=call]' }
  for (const [key, selector] of Object.entries(opens)) {
    await desk.keyboard.press(key)
    await desk.waitForSelector(selector)
    if (key === 'l') await desk.keyboard.press('l')
    // The first Escape leaves the field that has the focus, the second what it stands in.
    else for (const _ of [1, 2]) await desk.keyboard.press('Escape')
    await desk.waitForSelector(selector, { state: 'detached' })
  }
  await desk.keyboard.press('/')
  expect(await desk.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
  await desk.keyboard.type('gnm')
  expect(await desk.locator('[data-form]').count()).toBe(0)
  await desk.keyboard.press('ControlOrMeta+a')
  await desk.keyboard.press('Delete')
  await desk.keyboard.press('Escape')
  await desk.keyboard.press('?')
  await desk.waitForSelector('[role=dialog] [data-keys]')
  await desk.keyboard.press('Escape')
  await desk.keyboard.press('Control+k')
  await desk.waitForSelector('[role=dialog] input')
  await desk.keyboard.press('Escape')
  const rows = await desk
    .locator('[data-case]')
    .evaluateAll((all) => all.map((row) => row.getAttribute('data-case')))
  const isAt = (index: number) => desk.waitForURL((url) => url.searchParams.get('case') === rows[index])
  await desk.keyboard.press('j')
  await isAt(0)
  await desk.keyboard.press('j')
  await isAt(1)
  await desk.keyboard.press('k')
  await isAt(0)
  // No press is lost, however quickly they come.
  for (const key of ['j', 'j', 'j', 'k']) await desk.keyboard.press(key)
  await isAt(2)
  await desk.keyboard.press('Escape')
  await desk.waitForURL((url) => !url.searchParams.has('case'))
})

journey('Caps Lock takes no step that nobody meant', async () => {
  const desk = await visit('/desk', { role: 'shift_leader' })
  const caseId = await registered(desk)
  await desk.goto(`/desk?case=${caseId}`)
  await desk.waitForSelector('[data-act=claim]')
  const cdp = await desk.context().newCDPSession(desk)
  // As Chromium tells a key while Caps Lock is on: a large letter without Shift.
  for (const type of ['rawKeyDown', 'keyUp'] as const)
    await cdp.send('Input.dispatchKeyEvent', { type, key: 'Z', code: 'KeyZ', windowsVirtualKeyCode: 90 })
  await desk.waitForSelector('[data-section=actions] textarea')
  await desk.keyboard.press('Escape')
  for (const type of ['rawKeyDown', 'keyUp'] as const)
    await cdp.send('Input.dispatchKeyEvent', { type, key: 'L', code: 'KeyL', windowsVirtualKeyCode: 76 })
  await desk.waitForTimeout(500)
  expect(await desk.getAttribute('[data-claim]', 'data-claim')).toBe('')
})

journey('a case is merged, undone at once, and let go by its master; every reporter stays', async () => {
  const desk = await visit('/desk', { role: 'dispatcher' })
  const { city } = await query<Session>(desk, 'session.me')
  const [lng, lat] = city.center
  // Elsewhere each time, or those of an earlier run would be suggested, too.
  const east = lng + 0.004 + Math.random() * 0.004
  const ids: number[] = []
  for (const nth of [0, 1, 2]) {
    const description = `来电 ${nth}：路边垃圾`
    const phone = { reporter_name: '王', reporter_phone: `1380000000${nth}`, channel: 'hotline' }
    const place = { lng: east + nth * 0.0001, lat: lat - 0.003 }
    ids.push((await sendReport(desk, { description, category_code: '200102', ...phone, ...place })).caseId)
  }
  const [master, second] = ids as [number, number, number]
  const reportsOf = async (caseId: number) =>
    (await query<{ reports: object[] }>(desk, 'cases.get', { caseId })).reports.length
  await desk.goto(`/desk?case=${master}`)
  await desk.waitForSelector('[data-work=merge-all]')
  await desk.keyboard.press('Shift+M')
  await expect.poll(() => reportsOf(master)).toBe(3)
  await desk.locator('[data-note] button:has-text("撤销")').first().click()
  await expect.poll(() => reportsOf(master)).toBe(1)

  await desk.waitForSelector('[data-work=merge-all]')
  await desk.keyboard.press('Shift+M')
  await desk.locator(`[data-member="${second}"] button:has-text("撤销并案")`).click()
  await desk.fill('form[aria-label^=撤销并案] textarea', '不是一处')
  await desk.keyboard.press('Control+Enter')
  await expect.poll(() => reportsOf(master)).toBe(2)
  expect(await reportsOf(second)).toBe(1)
  // What has others merged into it is merged into none: this one may go into it.
  await desk.goto(`/desk?case=${second}`)
  await desk.click('[data-work=merge-into]')
  await expect.poll(() => reportsOf(master)).toBe(3)
})

journey(
  'more time is asked for in hours, the clock stays until it is approved, the next goes higher',
  async () => {
    const handler = await visit('/inbox', { role: 'department_handler', locale: 'zh' })
    const { departmentIds } = await query<{ departmentIds: number[] }>(handler, 'session.me')
    const leader = await visit('/desk', { role: 'shift_leader' })
    const { city } = await query<Session>(leader, 'session.me')
    const [lng, lat] = city.center
    const report = {
      description: '上级交办，清理垃圾',
      category_code: '200102',
      channel: 'superior',
      lng,
      lat,
    }
    const { caseId } = await sendReport(leader, report)
    type Worked = CaseDetail & {
      dueAt: string
      work: { requests: { amount: number; level: number; state: string; approver: { zh: string } }[] }
    }
    const get = () => query<Worked>(leader, 'cases.get', { caseId })
    const act = async (page: Page, step: object) =>
      mutate(page, 'cases.act', {
        caseId,
        version: (await get()).version,
        idempotencyKey: crypto.randomUUID(),
        ...step,
      })
    if ((await get()).state === 'registered')
      await act(leader, { verb: 'dispatch', departmentId: departmentIds[0] })
    await act(handler, { verb: 'sign' })
    const before = (await get()).dueAt

    await handler.goto(`/cases/${caseId}`)
    await handler.waitForSelector('[data-work=ask]')
    for (const { hours, approver } of [
      { hours: '1.5', approver: '派遣员' },
      { hours: '2', approver: '值班长' },
    ]) {
      const standing = (await get()).dueAt
      await handler.keyboard.press('Shift+R')
      const form = handler.locator('form[aria-label=申请]')
      await form.getByLabel('延长多少小时').fill(hours)
      await form.locator('textarea').fill('配件在途')
      await handler.keyboard.press('Control+Enter')
      await expect
        .poll(async () => (await get()).work.requests.at(-1))
        .toMatchObject({ amount: Number(hours) * 60, state: 'pending', approver: { zh: approver } })
      expect((await get()).dueAt).toBe(standing)
      await leader.goto(`/desk?case=${caseId}`)
      await leader.locator('[data-item=request] button:has-text("批准")').click()
      await leader.fill('form[aria-label^=批准] textarea', '同意')
      await leader.keyboard.press('Control+Enter')
      await expect.poll(async () => (await get()).work.requests.at(-1)?.state).toBe('approved')
    }
    expect(Date.parse((await get()).dueAt)).toBeGreaterThan(Date.parse(before))
  },
)

journey('fields for a moment count by the city’s clocks, wherever the reader sits', async () => {
  const page = await visit('/desk?from=2026-11-01T16:00:00.000Z&to=2026-11-02T02:30:00.000Z', {
    role: 'dispatcher',
    width: 1600,
    timeZone: 'America/New_York',
  })
  await page.getByRole('button', { name: '时段', exact: true }).click()
  const form = page.locator('[data-form="range"]')
  await form.waitFor()
  const [from, to] = [form.locator('input').nth(0), form.locator('input').nth(1)]
  expect([await from.inputValue(), await to.inputValue()]).toEqual(['2026-11-02T00:00', '2026-11-02T10:30'])
  await to.fill('2026-11-02T11:15')
  await form.locator('button[type="submit"]').click()
  await form.waitFor({ state: 'detached' })
  expect(new URL(page.url()).searchParams.get('to')).toMatch(/^2026-11-02T03:15/)
})

journey('Back closes the case that was opened, and a press beside a form loses nothing', async () => {
  const page = await visit('/handover', { role: 'dispatcher' })
  await page.goto('/desk')
  await page.locator('[data-case]').first().click()
  await page.waitForURL(/case=\d+/)
  await page.keyboard.press('j')
  await page.waitForTimeout(300)
  await page.goBack()
  await page.waitForURL((url) => url.pathname === '/desk' && !url.searchParams.has('case'))

  const admin = await visit('/robot', { role: 'admin' })
  await admin.getByRole('button', { name: '新设' }).click()
  await admin.getByRole('dialog').locator('input[name="minScore"]').first().fill('0.7')
  await admin.mouse.click(8, 700)
  expect(await admin.getByRole('dialog').locator('input[name="minScore"]').first().inputValue()).toBe('0.7')
  await admin.keyboard.press('Escape')
  await admin.getByRole('dialog').waitFor({ state: 'detached' })
})
