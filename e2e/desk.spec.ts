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
  const inSight = await desk.locator('[data-case]').last().getAttribute('data-case')
  await desk.clock.fastForward('01:05')
  await expect.poll(() => asked.length, { timeout: 20_000 }).toBeGreaterThan(0)
  await desk.waitForTimeout(2000)
  // All pages anew would begin with the first, which has no cursor.
  expect(asked.filter((address) => !/"ids":\[|"cursor":/.test(address))).toEqual([])
  expect(asked.join()).toContain(inSight)
})
