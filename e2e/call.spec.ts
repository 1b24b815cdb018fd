import { expect } from 'vitest'
import { query } from './api-of.ts'
import { pixelOf, untilMapIdle } from './map-of.ts'
import { journey, visit } from './visitor.ts'

type Hit = { name: string; lngLat: [number, number] }
type CaseDetail = { reports: { description: string; isConfidential: boolean }[] }

journey(
  'a second call about the same thing finds its case by the number and is written into it',
  async () => {
    const page = await visit('/desk', { role: 'call_taker' })
    await untilMapIdle(page)
    const form = page.locator('[data-form=call]')
    const phone = '13900004711'

    await page.keyboard.press('i')
    await form.locator('input[name=phone]').fill(phone)
    await form.locator('textarea[name=description]').fill('小区门口垃圾堆了三天没人清')
    // The place comes of words, by the keyboard alone, or of a click.
    const [school] = await query<Hit[]>(page, 'search.find', { text: '小学', limit: 5 })
    await form.locator('input[name=address]').fill('小学')
    await form.locator(`[data-found-place="${school!.name}"]`).waitFor()
    await form.locator('input[name=address]').press('Enter')
    await form.locator(`[data-field=place]:has-text("${school!.lngLat[0].toFixed(4)}")`).waitFor()
    expect(await form.locator('input[name=address]').inputValue()).toBe(school!.name)
    await untilMapIdle(page)
    await form.locator('[data-field=place]').click()
    const { x, y } = await pixelOf(page, school!.lngLat)
    await page.mouse.click(x, y)
    await form.locator('text=责任网格').first().waitFor()
    await form.getByRole('button', { name: '生成案件' }).click()
    await page.waitForURL(/case=\d+/)
    const caseId = Number(new URL(page.url()).searchParams.get('case'))
    // The address changes before the form has gone, which would take the key for a letter.
    await form.waitFor({ state: 'detached' })

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
