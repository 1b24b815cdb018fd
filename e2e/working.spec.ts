import { expect } from 'vitest'
import { query } from './api-of.ts'
import { journey, visit } from './visitor.ts'

type Inbox = { groups: { group: string; total: number; rows: { caseId: number; number: string }[] }[] }
type Monitor = { figures: { unsigned: number } }
type CaseDetail = { state: string; attachments: { role: string }[] }

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

journey('a department signs for a case and feeds back with a photo, on a phone too', async () => {
  const page = await visit('/inbox?group=to_sign', { role: 'department_handler' })
  const list = page.locator('[data-inbox=to_sign]')
  await list.locator('[data-case]').first().waitFor()
  const { groups } = await query<Inbox>(page, 'cases.inbox', {})
  const first = groups.find(({ group }) => group === 'to_sign')?.rows[0]
  if (!first) throw new Error('nothing to sign for')
  await list.locator(`[data-case="${first.caseId}"]`).click()
  const panel = page.locator(`[data-case-panel="${first.caseId}"]`)
  await panel.locator('button[data-verb=sign]').first().waitFor()
  await page.keyboard.press('s')
  await panel.locator('button[data-verb=handle]').first().waitFor()
  await page.keyboard.press('h')
  await panel.locator('button[data-verb=feed_back]').click()
  const form = panel.locator('[data-form=feedback]')
  await form.locator('textarea').fill('已清理干净')
  await form
    .locator('input[type=file]')
    .setInputFiles({ name: 'after.png', mimeType: 'image/png', buffer: PNG })
  await form.getByRole('button', { name: '确认' }).click()
  await expect
    .poll(async () => (await query<CaseDetail>(page, 'cases.get', { caseId: first.caseId })).state, {
      timeout: 60_000,
    })
    .not.toBe('handled')
  const { attachments } = await query<CaseDetail>(page, 'cases.get', { caseId: first.caseId })
  expect(attachments.map(({ role }) => role)).toContain('after')

  const phone = await visit('/inbox', { role: 'department_handler', width: 390, height: 844 })
  await phone.locator('[data-inbox] [data-case]').first().waitFor()
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})

journey('a leader opens the cases behind a number, hands over, and another takes the shift', async () => {
  const page = await visit('/monitor', { role: 'shift_leader' })
  const figure = page.locator('[data-figure=unsigned]')
  await figure.first().waitFor()
  expect((await query<Monitor>(page, 'monitor.now')).figures.unsigned).toBeGreaterThan(0)
  await figure.click()
  await page.waitForURL(/figure=unsigned/)
  await page.locator('[data-panel=behind] [data-case]').first().waitFor()

  await page.goto('/handover')
  await page.locator('[data-form=log] input').first().fill('夜间雷雨，盯低洼处')
  await page.getByRole('button', { name: '记入' }).click()
  await page.getByText('夜间雷雨，盯低洼处').first().waitFor()
  await page.locator('[data-act=give]').click()
  await page.locator('[data-act=give-now]').click()
  await page.locator('[data-handover]').first().waitFor()
  expect(await page.locator('[data-act=take]').count()).toBe(0)

  const next = await visit('/handover', { role: 'admin' })
  await next.locator('[data-act=take]').click()
  await next.locator('[data-shift-leader="系统管理员"]').first().waitFor()
  await page.locator('[data-shift-leader="系统管理员"]').first().waitFor()
})
