import { expect } from 'vitest'
import { rendered } from './map-of.ts'
import { journey, visit } from './visitor.ts'

journey(
  'a month is calculated, published, appealed twice and adjusted, and both scores stay; then it is withdrawn with a reason',
  async () => {
    const planner = await visit('/appraisal', { role: 'planner' })
    await planner.locator('[data-calculate]').click()
    // A trial that was there before is calculated anew.
    await planner.locator('[data-step="publish"][data-step-state="now"]').waitFor()
    await planner.locator('[data-calculate]:enabled').waitFor()
    await planner.locator('[data-line]').first().waitFor()
    // Best first, and a trial is nobody else's business.
    const scores = await planner
      .locator('[data-line]')
      .evaluateAll((rows) =>
        rows
          .filter((row) => /^\d+$/.test(row.querySelector('td')?.textContent ?? ''))
          .map((row) => Number(row.getAttribute('data-score'))),
      )
    expect(scores.length).toBeGreaterThan(3)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    await planner.locator('[data-verify]').click()
    await planner.getByText('全部一致').first().waitFor()
    // The same by where the cases lie, on the map.
    await planner.locator('[data-tab="areas"]').click()
    await planner.locator('[data-area-map]').waitFor()
    await expect
      .poll(async () => (await rendered(planner, 'heat')).length, { timeout: 40_000 })
      .toBeGreaterThan(0)
    await planner.locator('[data-line] button').first().click()
    await planner.locator('[data-line-panel] [data-show="all"]').click()
    await planner.locator('[data-line-panel] [data-item]').first().waitFor()
    const handler = await visit('/appraisal', { role: 'department_handler' })
    await handler.getByText('还没有考核单').first().waitFor()

    const leader = await visit('/appraisal', { role: 'shift_leader' })
    await leader.locator('[data-publish]').click()
    await leader.getByLabel('申诉期（天）').fill('5')
    await leader.getByRole('dialog').getByRole('button', { name: '公布' }).click()
    await leader.locator('[data-step="appeal"][data-step-state="now"]').waitFor()

    // It comes by itself to the page that waits for it; the department sees why it has its score, and where.
    const own = handler.locator('[data-line]').filter({ hasText: '本单位' })
    await own.getByRole('button').click()
    const panel = handler.locator('[data-line-panel]')
    await panel.locator('[data-item]').first().waitFor()
    const places = Number(await panel.locator('[data-places]').getAttribute('data-places'))
    expect(places).toBeGreaterThan(0)
    await expect
      .poll(async () => (await rendered(handler, 'preview')).length, { timeout: 40_000 })
      .toBeGreaterThan(0)
    const before = Number(await own.getAttribute('data-score'))
    const item = panel.locator('[data-item]').first()
    const number = await item.getAttribute('data-item')
    await item.locator('[data-appeal]').click()
    await handler.getByLabel('申诉理由').fill('停水等料，附停水通知')
    await handler.getByRole('button', { name: '提交申诉' }).click()
    await panel.locator(`[data-item="${number}"]`).getByText('待初审').waitFor()

    const supervisor = await visit('/appraisal?tab=appeals', { role: 'supervisor' })
    const card = (page: typeof supervisor) => page.locator(`[data-appeal-of="${number}"]`)
    await card(supervisor).locator('[data-decide]').click()
    await supervisor.getByLabel('不准').check()
    await supervisor.getByLabel('答复意见').fill('通知上没有日期')
    await supervisor.getByRole('dialog').getByRole('button', { name: '答复' }).click()
    await card(supervisor).getByText('初审未准').waitFor()

    await handler.locator('[data-tab="appeals"]').click()
    await card(handler).locator('[data-ask-again]').click()
    await handler.getByLabel('申诉理由').fill('补上有日期的通知')
    await handler.getByRole('dialog').getByRole('button', { name: '要求复核' }).click()
    await card(handler).getByText('待复核').waitFor()
    // Whoever refused does not decide again.
    await supervisor.locator(`[data-appeal-of="${number}"][data-appeal-state="asked_again"]`).waitFor()
    expect(await card(supervisor).locator('[data-decide]').count()).toBe(0)

    await leader.locator('[data-tab="appeals"]').click()
    await card(leader).locator('[data-decide]').click()
    await leader.getByLabel('改为').fill('0')
    await leader.getByLabel('答复意见').fill('属实，不扣分')
    await leader.getByRole('dialog').getByRole('button', { name: '答复' }).click()
    await card(leader).getByText('已准').waitFor()
    await card(leader).locator('del').waitFor()

    await handler.locator('[data-tab="scores"]').click()
    await own.locator('[data-was]').waitFor()
    expect(Number(await own.getAttribute('data-score'))).toBeGreaterThan(before)
    expect(await own.locator('[data-was]').textContent()).toContain(before.toFixed(1))

    await leader.locator('[data-withdraw]').click()
    await leader.getByLabel('撤回理由').fill('漏了补录的案件')
    await leader.getByRole('dialog').getByRole('button', { name: '撤回' }).click()
    await leader.locator('[data-withdrawn]').first().waitFor()
    await handler.getByText('漏了补录的案件').first().waitFor()
  },
)
