import { expect } from 'vitest'
import { journey, visit } from './visitor.ts'

journey('a report’s words suggest its category and its place, and one press takes each', async () => {
  const desk = await visit('/desk', { role: 'call_taker' })
  await desk.getByRole('button', { name: '新上报' }).click()
  await desk.locator('textarea[name=description]').fill('镜湖公园门口垃圾堆成山，没人清理，臭得很')
  const first = desk.locator('[data-suggestions] button').first()
  await expect.poll(() => first.textContent()).toContain('暴露垃圾')
  await expect.poll(() => desk.locator('[data-suggestions]').textContent()).toContain('垃圾')
  await first.click()
  await expect.poll(() => desk.locator('[data-field=category]').textContent()).toBe('暴露垃圾')
  await desk.locator('[data-named-place]', { hasText: '镜湖公园' }).click()
  await expect.poll(() => desk.locator('[data-field=place]').textContent()).toMatch(/^1\d\d\.\d{5}/)
  await desk.locator('[data-form=report] button[type=submit]').click()
  await desk.getByText('已上报，案号').first().waitFor()
})

journey('the page of text understanding shows every figure, and reads what is typed', async () => {
  const page = await visit('/text', { role: 'planner' })
  await page.locator('[data-figure=category]').first().waitFor()
  expect(await page.locator('[data-figure]').count()).toBeGreaterThanOrEqual(4)
  await page.getByLabel('输入一段上报文字').fill('我叫王小明，楼下烧烤摊油烟太大')
  await expect.poll(() => page.locator('[data-understood]').textContent()).toContain('我叫王**')
  await expect.poll(() => page.locator('[data-understood]').textContent()).toContain('餐饮油烟')
})
