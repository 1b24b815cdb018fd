import { expect } from 'vitest'
import { rendered } from './map-of.ts'
import { journey, visit } from './visitor.ts'

journey(
  'a planner reads a rule, sees why a case went its way, drafts another and runs it over the past; the leader publishes it',
  async () => {
    const page = await visit('/rules', { role: 'planner' })
    await page.locator('[data-rule="REG-01"]').click()
    await page.locator('tr[data-row="R-09"]').first().waitFor()

    // Why: one row decides, each row above it has a condition that does not hold, with what the fact was.
    await page.locator('[data-case]').first().click()
    const fired = page.locator('tr[data-how="fired"]')
    await fired.first().waitFor()
    const rowId = await fired.getAttribute('data-row')
    expect(await page.locator('[data-fired]').getAttribute('data-fired')).toBe(rowId)
    const above = (
      await page
        .locator('tr[data-row]')
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')))
    ).indexOf(rowId)
    expect(await page.locator('[data-failed]').count()).toBeGreaterThanOrEqual(above)
    await page.locator('select[data-fact="severity"]').selectOption('"urgent"')
    await page.locator('select[data-fact="hasCategory"]').selectOption('true')
    await page.locator('select[data-fact="isLocated"]').selectOption('true')
    await page.locator('tr[data-row="R-03"][data-how="fired"]').first().waitFor()

    // A broken cell is named, in its place and in the list, and mended.
    await page.locator('[data-start-draft]').click()
    const cell = page.locator('[data-cell="R-04/foundBy"]')
    await cell.fill('"us')
    await page.locator('[data-finding="bad-cell"]').first().waitFor()
    expect(await page.locator('[data-finding="bad-cell"]').textContent()).toMatch(/R-04.*发现方式/)
    expect(await cell.getAttribute('aria-invalid')).toBe('true')
    await cell.fill('"us"')
    await page.locator('[data-finding="bad-cell"]').waitFor({ state: 'detached' })

    await page.locator('tr[data-row="R-08"] [data-outcome="decision"]').selectOption('"accept"')
    await page.locator('[data-add-test]').click()
    await page.getByLabel('名称').fill('未分类转人工')
    await page.locator('[data-expected="decision"]').selectOption('"accept"')
    await page.locator('[data-keep-test]').click()
    await page.locator('[data-tests-failed="0"]').getByText('1 / 1').first().waitFor()
    await page.getByText('已保存', { exact: true }).first().waitFor()

    await page.locator('[data-run-back-test]').click()
    const differences = page.locator('[data-changed]')
    await differences.waitFor({ timeout: 60_000 })
    const [changed, total] = await Promise.all(
      ['data-changed', 'data-total'].map(async (name) => Number(await differences.getAttribute(name))),
    )
    expect(changed).toBeGreaterThan(0)
    expect(total).toBeGreaterThan(changed!)
    // The map shows where: no more marks than cases that differ.
    await expect
      .poll(async () => (await rendered(page, 'preview')).length, { timeout: 40_000 })
      .toBeGreaterThan(0)
    const marks = new Set((await rendered(page, 'preview')).map(({ id }) => id))
    expect(marks.size).toBeLessThanOrEqual(changed!)

    await page.locator('[data-verb="submit"]').click()
    await page.locator('[data-confirm="submit"]').click()
    await page.getByText('待另一人审核发布').first().waitFor()

    const { pathname, search } = new URL(page.url())
    const leader = await visit(pathname + search, { role: 'shift_leader' })
    await leader.locator('[data-verb="publish"]').click()
    // Far ahead: the city's other journeys go by the rule as it is.
    await leader.getByLabel('生效时间').fill('2099-01-01T00:00')
    await leader.locator('[data-confirm="publish"]').click()
    await leader
      .getByText(/已发布为第 \d+ 版/)
      .first()
      .waitFor()
    await leader.goto('/rules?rule=REG-01')
    await leader.getByText('生效中').first().waitFor()
    expect(await leader.locator('select option').allTextContents()).toContainEqual(
      expect.stringMatching(/待生效/),
    )
  },
)

journey(
  'a planner makes a rule of a new code from the dialog, and the page says what is wrong with it',
  async () => {
    const page = await visit('/rules', { role: 'planner' })
    await page.locator('[data-new-rule="dispatch"]').click()
    const form = page.locator('[data-form="new-rule"]')
    await form.locator('[name="name"]').fill('学校周边派遣')
    await form.locator('[name="nameEn"]').fill('Dispatch near schools')
    await form.locator('[name="code"]').fill('DIS-SCHOOL')
    await form.locator('button[type="submit"]').click()
    // No fact is chosen yet: it says so and keeps what was typed.
    await form.getByRole('alert').waitFor()
    expect(await form.locator('[name="code"]').inputValue()).toBe('DIS-SCHOOL')
    await form.locator('input[value="schoolDistanceMeters"]').check()
    await form.locator('input[value="severity"]').check()
    await form.locator('button[type="submit"]').click()
    await form.waitFor({ state: 'detached' })
    // A draft with a table of these facts; what is missing for publishing is named.
    const cell = page.locator('[data-cell$="/schoolDistanceMeters"]').first()
    await cell.waitFor()
    await cell.fill('<= many')
    await page.locator('[data-finding="bad-cell"], [data-finding="wrong-type"]').first().waitFor()
    await cell.fill('<= 200')
    await page
      .locator('[data-finding="bad-cell"], [data-finding="wrong-type"]')
      .waitFor({ state: 'detached' })
    await page.getByText('已保存', { exact: true }).first().waitFor()
    // The same code a second time is refused, and nothing typed is lost.
    await page.goto('/rules')
    await page.locator('[data-new-draft="DIS-SCHOOL"]').waitFor()
    await page.locator('[data-new-rule="dispatch"]').click()
    await form.locator('[name="name"]').fill('又一条')
    await form.locator('[name="nameEn"]').fill('Another')
    await form.locator('[name="code"]').fill('DIS-SCHOOL')
    await form.locator('input[value="severity"]').check()
    await form.locator('button[type="submit"]').click()
    await form.getByRole('alert').waitFor()
    expect(await form.locator('[name="name"]').inputValue()).toBe('又一条')
  },
)
