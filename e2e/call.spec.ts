import { expect } from 'vitest'
import { query } from './api-of.ts'
import { pixelOf, untilMapIdle } from './map-of.ts'
import { journey, visit } from './visitor.ts'

type CaseDetail = { reports: { description: string; isConfidential: boolean }[] }

journey(
  'a second call about the same thing finds its case by the number and is written into it',
  async () => {
    const page = await visit('/desk', { role: 'call_taker' })
    await untilMapIdle(page)
    const { city } = await query<{ city: { center: [number, number] } }>(page, 'session.me')
    const form = page.locator('[data-form=call]')
    const phone = '13900004711'

    await page.keyboard.press('i')
    await form.locator('input[name=phone]').fill(phone)
    await form.locator('textarea[name=description]').fill('小区门口垃圾堆了三天没人清')
    await form.locator('[data-field=place]').click()
    const { x, y } = await pixelOf(page, city.center)
    await page.mouse.click(x, y)
    await form.locator('text=责任网格').first().waitFor()
    await form.getByRole('button', { name: '生成案件' }).click()
    await page.waitForURL(/case=\d+/)
    const caseId = Number(new URL(page.url()).searchParams.get('case'))

    await page.keyboard.press('i')
    await form.locator('input[name=phone]').fill('139-0000-4711')
    await form.locator('input[type=checkbox]').first().check()
    await form.getByRole('button', { name: '就是这件' }).first().click()
    await page.locator('[data-form=attach] textarea').fill('还是没有人来')
    await page.getByRole('button', { name: '记入案件' }).click()
    await page.waitForURL(new RegExp(`case=${caseId}`))
    await page.locator('text=催办：还是没有人来').first().waitFor()
    const { reports } = await query<CaseDetail>(page, 'cases.get', { caseId })
    expect(reports).toMatchObject([
      { description: '小区门口垃圾堆了三天没人清', isConfidential: false },
      { description: '催办：还是没有人来', isConfidential: true },
    ])
  },
)
