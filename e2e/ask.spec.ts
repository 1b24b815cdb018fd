import { expect } from 'vitest'
import { journey, visit } from './visitor.ts'

journey('a number opens the very cases, a person answers the rest, a resident asks', async () => {
  const page = await visit('/ask', { role: 'dispatcher' })
  const box = page.locator('input[name=question]')
  await box.fill('暴露垃圾归谁管，多久清理？')
  await box.press('Enter')
  await page.locator('[data-answer=matter] [data-source=article]').first().waitFor()
  await box.fill('上个月暴露垃圾案件有多少？')
  await box.press('Enter')
  const counted = page.locator('[data-counted]').first()
  await counted.waitFor()
  const total = await counted.getAttribute('data-counted')
  await page.locator('[data-link=desk]').first().click()
  await page.waitForURL(/\/desk\?/)
  await expect.poll(() => page.locator('[data-total]').getAttribute('data-total')).toBe(total)

  const question = '夜市摊位费怎么收'
  await page.goto(`/ask?q=${encodeURIComponent(question)}`)
  await page.locator('[data-answer=unknown]').waitFor()
  await page.locator('[data-action=hand-over]').click()
  await page.locator('[data-action=hand-over-send]').click()
  await page.getByText('已转交').first().waitFor()
  const taker = await visit('/ask?tab=people', { role: 'call_taker' })
  const row = taker.locator('[data-list=queue] [data-hand-over]', { hasText: question }).first()
  await row.getByRole('button', { name: '我来回答' }).click()
  await row.locator('textarea[name=reply]').fill('每月 300 元，按街道公示收取。')
  await row.locator('button[type=submit]').click()
  await taker.locator('[data-list=queue] [data-state=answered]', { hasText: question }).first().waitFor()
  await page.goto('/ask?tab=people')
  await page.locator('[data-list=mine] [data-reply]', { hasText: '300 元' }).first().waitFor()

  const resident = await visit('/report/ask', { width: 390, height: 844 })
  await resident.locator('input[name=question]').fill('路灯不亮归谁管？')
  await resident.locator('input[name=question]').press('Enter')
  await resident.locator('[data-answer=matter]').waitFor()
  await resident.locator('[data-action=report]').click()
  await expect
    .poll(() => resident.locator('textarea[name=description]').inputValue())
    .toBe('路灯不亮归谁管？')
})
