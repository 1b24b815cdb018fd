import { expect } from 'vitest'
import { query } from './api-of.ts'
import { rendered, untilMapIdle } from './map-of.ts'
import { journey, visit } from './visitor.ts'

type Hit = { kind: string; lngLat: [number, number] | null }
type Way = { lngLats: [number, number][] }

journey('a stretch of road is closed on the desk, barred on its map, and opened again', async () => {
  const first = await visit('/desk', { role: 'shift_leader' })
  const hits = await query<Hit[]>(first, 'search.find', { text: '路', limit: 50 })
  const from = hits.find(({ kind, lngLat }) => kind === 'road' && lngLat !== null)!.lngLat!
  const to = [from[0] + 0.004, from[1] + 0.001]
  const { lngLats } = await query<Way>(first, 'roads.between', { from, to })
  const middle = lngLats[Math.floor(lngLats.length / 2)]!
  const stretch = lngLats.map(([lng, lat]) => `${lng.toFixed(5)},${lat.toFixed(5)}`).join('_')
  await first.close()

  const page = await visit(`/desk?shape=50m_${stretch}&at=@${middle.join(',')},15`, { role: 'shift_leader' })
  await untilMapIdle(page)
  await page.click('[data-close-road]')
  await page.selectOption('[data-form=close-road] [name=reason]', 'flood')
  await page.fill('[data-form=close-road] [name=note]', '旅程测试')
  await page.click('[data-form=close-road] button[type=submit]')
  await page.waitForSelector('[data-form=close-road]', { state: 'detached' })
  const closures = await query<{ roadClosureId: number; note: string }[]>(page, 'roads.closures')
  const made = closures.find(({ note }) => note === '旅程测试')?.roadClosureId
  expect(made).toBeDefined()
  const barred = async () =>
    (await rendered(page, 'road-closures')).filter(({ id }) => id === made).map(({ layer }) => layer)
  await expect.poll(barred, { timeout: 30_000 }).toContain('road-closures')
  await expect.poll(barred, { timeout: 30_000 }).toContain('road-closures-sign')

  await page.click('button[aria-label="更多画法"]')
  await page.click('[data-closures]')
  const own = page.locator('[data-closure=flood]').filter({ hasText: '旅程测试' })
  await own.waitFor()
  await own.locator('[data-reopen]').click()
  await own.waitFor({ state: 'detached' })
  await expect.poll(barred, { timeout: 30_000 }).toEqual([])
})
