import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { untilMapIdle } from './map-of.ts'
import { journey, visit } from './visitor.ts'

type Point = { x: number; y: number }

/** The middle of a cell on the page; its last digits name it. */
async function cellBox(
  page: Page,
  digits: string,
): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.locator(`path[data-cell$="${digits}"]`).boundingBox()
  if (!box) throw new Error(`no cell ${digits}`)
  return box
}

async function clickCell(page: Page, digits: string, modifiers: 'Shift'[] = []): Promise<void> {
  const { x, y, width, height } = await cellBox(page, digits)
  if (modifiers.length > 0) await page.keyboard.down('Shift')
  await page.mouse.click(x + width / 2, y + height / 2)
  if (modifiers.length > 0) await page.keyboard.up('Shift')
}

async function isKept(page: Page): Promise<void> {
  await page.getByText('已保存', { exact: true }).first().waitFor()
}

const cellCount = (page: Page) => page.locator('path[data-cell]').count()

journey(
  'a chief splits, drags and founds a grid; the shift leader publishes it and takes it back',
  async () => {
    const page = await visit('/studio', { role: 'grid_chief' })
    await page.locator('button[title="新建草稿"]').first().click()
    await untilMapIdle(page)
    await page.locator('path[data-cell]').first().waitFor({ state: 'attached' })
    const before = await cellCount(page)

    // Cut a cell from west to east.
    await clickCell(page, '006')
    await page.keyboard.press('x')
    const { x, y, width, height } = await cellBox(page, '006')
    const [from, to]: [Point, Point] = [
      { x: x - 12, y: y + height / 2 },
      { x: x + width + 12, y: y + height / 2 },
    ]
    await page.mouse.click(from.x, from.y)
    await page.waitForTimeout(350)
    await page.mouse.click(to.x, to.y)
    await page.keyboard.press('Enter')
    await expect.poll(() => cellCount(page)).toBe(before + 1)
    await isKept(page)

    // Undo and redo by keys.
    await page.keyboard.press('Control+z')
    await expect.poll(() => cellCount(page)).toBe(before)
    await page.keyboard.press('Control+y')
    await expect.poll(() => cellCount(page)).toBe(before + 1)

    // Drag a shared border: both sides follow, the community's area stays.
    await clickCell(page, '006')
    await page.keyboard.press('b')
    const handle = page.locator('[data-handle="corner"]').first()
    await handle.first().waitFor()
    const shapes = () =>
      page.locator('path[data-cell]').evaluateAll((all) => all.map((path) => path.getAttribute('d')))
    const shapesBefore = await shapes()
    const at = await handle.boundingBox()
    if (!at) throw new Error('no handle')
    await page.mouse.move(at.x + at.width / 2, at.y + at.height / 2)
    await page.mouse.down()
    await page.mouse.move(at.x + at.width / 2 + 8, at.y + at.height / 2 + 6, { steps: 4 })
    await page.mouse.up()
    await expect
      .poll(async () => (await shapes()).filter((shape, i) => shape !== shapesBefore[i]).length)
      .toBeGreaterThan(1)
    await page.keyboard.press('Escape')

    // A duty grid of its own, not yet named: an error that keeps it from review.
    await clickCell(page, '009')
    await page.getByRole('button', { name: '另立责任网格' }).click()
    await page.locator('[data-fault="unnamed-duty"]').first().waitFor()
    await page.getByLabel('名称', { exact: true }).fill('新立网格')
    await page.locator('[data-fault="unnamed-duty"]').waitFor({ state: 'detached' })
    await isKept(page)
    await page.getByText('新设单元').first().waitFor()
    await page.locator('[data-verb="submit"]').click()
    await page.getByText('待审', { exact: true }).first().waitFor()

    const leader = await visit(new URL(page.url()).pathname + new URL(page.url()).search, {
      role: 'shift_leader',
    })
    await leader.locator('[data-verb="approve"]').click()
    await leader.locator('[data-confirm="approve"]').click()
    await leader.getByText('已发布', { exact: true }).first().waitFor()
    await leader.locator('[data-verb="roll_back"]').click()
    await leader.locator('[data-confirm="roll_back"]').click()
    await leader.getByText('已回退', { exact: true }).first().waitFor()
  },
)

journey('two grids become one, and a fault zooms to where it is', async () => {
  const page = await visit('/studio', { role: 'grid_chief' })
  await page.locator('button[title="新建草稿"]').nth(1).click()
  await untilMapIdle(page)
  await page.locator('path[data-cell]').first().waitFor({ state: 'attached' })
  const before = await cellCount(page)
  const digits = (await page
    .locator('path[data-cell]')
    .evaluateAll((all) => all.map((path) => path.getAttribute('data-cell')?.slice(-3) ?? ''))) as string[]
  // Until two are met that touch: the tool says so of those that do not.
  const merge = page.locator('[data-tool=merge]')
  await page.keyboard.press('v')
  await clickCell(page, digits[0]!)
  for (const other of digits.slice(1)) {
    await clickCell(page, digits[0]!)
    await clickCell(page, other, ['Shift'])
    if (await merge.isEnabled()) await merge.click()
    if ((await cellCount(page)) === before - 1) break
  }
  await expect.poll(() => cellCount(page)).toBe(before - 1)
  await isKept(page)
  await page.getByText('撤销单元').first().waitFor()

  // A duty grid without a name: its fault leads to its place.
  await page.keyboard.press('Control+z')
  await expect.poll(() => cellCount(page)).toBe(before)
  await clickCell(page, digits[0]!)
  await page.getByRole('button', { name: '另立责任网格' }).click()
  const fault = page.locator('[data-fault="unnamed-duty"]').first()
  await fault.waitFor()
  const zoom = () =>
    page.evaluate(
      () => (window as unknown as { __tongguanMap: { camera: { zoom: number } } }).__tongguanMap.camera.zoom,
    )
  const far = await zoom()
  await fault.click()
  await expect.poll(zoom).toBeGreaterThan(far + 0.3)
  await expect
    .poll(async () => {
      const cell = await cellBox(page, digits[0]!)
      const view = (await page.locator('canvas.maplibregl-canvas').boundingBox())!
      return cell.x >= view.x && cell.y >= view.y && cell.x + cell.width <= view.x + view.width
    })
    .toBe(true)
  await page.locator('[data-verb="discard"]').click()
  await page.locator('[data-confirm="discard"]').click()
})
