import { expect } from 'vitest'
import { query } from './api-of.ts'
import { journey, visit } from './visitor.ts'

const LAW = `云江市窗口清洁规定
（2026年1月5日公布）
第一章　总则
第一条　为了城市整洁，制定本规定。
第二条　禁止在墙面、电杆张贴非法小广告；违者责令改正，处五百元以下罚款。
第三条　应当及时清除暴露垃圾，并遵守：
（一）不得焚烧；
（二）不得填埋。
第四条　本规定自2026年2月1日起施行。`

journey(
  'a planner looks a law up, takes a new one in, confirms what it is the basis of, and publishes it',
  async () => {
    const page = await visit('/basis', { role: 'planner', width: 1440, height: 900 })

    // Every rank is there; full text is found and marked.
    await page.locator('[data-regulation="XZ001"]').click()
    await page.getByRole('heading', { name: '第十四条' }).first().waitFor()
    await page.getByRole('searchbox').fill('箱盖 产权')
    const hit = page.locator('[data-found="XZ002-23"]')
    await hit.locator('mark', { hasText: '产权' }).first().waitFor()
    await hit.click()
    await page.locator('[data-piece="23"] mark', { hasText: '产权' }).first().waitFor()
    expect(new URL(page.url()).searchParams.get('article')).toBe('23')

    // Bad input is refused in words, and nothing is kept.
    await page.getByRole('searchbox').fill('')
    await page.getByRole('button', { name: '录入', exact: true }).click()
    const upload = page.locator('input[type=file]')
    await upload.setInputFiles({
      name: 'note.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('今天天气很好。'),
    })
    await page.getByRole('alert').filter({ hasText: '没有找到条文编号' }).first().waitFor()
    await upload.setInputFiles({ name: 'law.txt', mimeType: 'text/plain', buffer: Buffer.from(LAW) })
    await page.getByText('拆分为 4 条、4 款、2 项').first().waitFor()
    expect(await page.getByLabel('名称', { exact: false }).first().inputValue()).toBe('云江市窗口清洁规定')
    await page.getByRole('button', { name: '存为草稿' }).click()

    // Two candidates are confirmed, the rest waits.
    await page.locator('[data-draft-counts]').first().waitFor()
    await page.locator('[data-piece="2"]').getByRole('button', { name: '确认 非法小广告' }).click()
    await page
      .locator('[data-piece="2"] [data-link="confirmed"]', { hasText: '非法小广告' })
      .first()
      .waitFor()
    await page.locator('[data-piece="3"]').getByRole('button', { name: '确认 暴露垃圾' }).click()
    await page.locator('[data-draft-counts]', { hasText: '已确认 2' }).first().waitFor()
    await page.locator('[data-effect="gains"]', { hasText: '暴露垃圾' }).first().waitFor()
    await page.locator('[data-publish]').click()
    await page.locator('[data-confirm="publish"]').click()
    await page.getByText('现行有效', { exact: true }).first().waitFor()

    // The matter rests on it now; so does the duty list know who must.
    await page.goto('/basis?tab=categories&category=200201', { waitUntil: 'domcontentloaded' })
    await page.locator('[data-category="200201"]').getByText('云江市窗口清洁规定').first().waitFor()
    await page.goto('/basis?tab=duties&ownerless=yes', { waitUntil: 'domcontentloaded' })
    await page.locator('[data-duty="200603"]').getByText('无主 · 属地兜底').last().waitFor()
    expect(await page.locator('[data-duty="200102"]').count()).toBe(0)
  },
)

journey('a case says why we may act, by which article, and leads there', async () => {
  const page = await visit('/desk', { role: 'shift_leader' })
  const { rows } = await query<{ rows: { caseId: number; categoryId: number | null }[] }>(
    page,
    'cases.queue',
    {
      filter: { open: true },
    },
  )
  const known = rows.find(({ categoryId }) => categoryId !== null)
  if (!known) throw new Error('no open case has a category')
  await page.goto(`/cases/${known.caseId}`, { waitUntil: 'domcontentloaded' })
  const basis = page.locator('[data-case-basis]')
  await basis.locator('a[href*="article="]').first().click()
  await page.waitForURL(/\/basis\?regulation=\d+&article=/)
  await page.locator('section[data-piece].bg-accent-soft').first().waitFor()
})

journey('a planner sets a day off, sees what it moves, and the page says who did it and why', async () => {
  const page = await visit('/basis?tab=calendar', { role: 'planner', width: 1280, height: 900 })
  const year = new Date().getFullYear() + 1
  await page.click('button[aria-label="下一年"]')
  await page.waitForSelector(`[data-year="${year}"]`)
  // A Wednesday that is nobody's holiday.
  const day = ['06', '07', '08', '09', '10', '11', '12']
    .map((date) => `${year}-07-${date}`)
    .find((one) => new Date(`${one}T00:00Z`).getUTCDay() === 3)!
  await page.click(`[data-day="${day}"]`)
  const form = page.locator('[data-form=days]')
  const grounds = `演练通知 ${Date.now()}`
  await form.locator('[name=name]').fill('停电检修')
  await form.locator('[name=note]').fill(grounds)
  expect(await form.locator('[data-publish]').isDisabled()).toBe(true)
  await form.locator('button[type=submit]').click()
  await form.locator('[data-impact]').waitFor()
  await form.locator('[data-publish]').click()
  await page.waitForSelector(`[data-day="${day}"][data-work=false]`)
  const change = page.locator('[data-changes] li', { hasText: grounds })
  await change.waitFor()
  const { user } = await query<{ user: { name: string } }>(page, 'session.me')
  for (const said of [day.slice(5), '放假', '停电检修', user.name])
    expect(await change.textContent()).toContain(said)

  await page.click(`[data-day="${day}"]`)
  await form.locator('select').selectOption('weekday')
  await form.locator('[name=note]').fill(`撤销 ${grounds}`)
  await form.locator('button[type=submit]').click()
  await form.locator('[data-publish]:not([disabled])').click()
  await page.waitForSelector(`[data-day="${day}"][data-work=true]`)
  await page.locator('[data-changes] li', { hasText: `撤销 ${grounds}` }).waitFor()
})

journey('on a phone the tabs of the basis stay in one line, the chosen one in sight', async () => {
  for (const locale of ['zh', 'en'] as const) {
    const page = await visit('/basis?tab=calendar', { role: 'planner', width: 390, height: 844, locale })
    await page.waitForSelector('[data-year]')
    const boxes = () =>
      page
        .locator('[role=tab]')
        .evaluateAll((tabs) => tabs.map((tab) => tab.getBoundingClientRect().toJSON() as DOMRect))
    await expect.poll(async () => (await boxes()).at(-1)!.right).toBeLessThanOrEqual(390)
    expect((await boxes()).at(-1)!.x).toBeGreaterThanOrEqual(0)
    expect(new Set((await boxes()).map(({ y }) => y)).size).toBe(1)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  }
})
