import type { Download, Page } from 'playwright-core'
import { expect } from 'vitest'
import { query } from './api-of.ts'
import { pixelOf, rendered, untilMapIdle } from './map-of.ts'
import { journey, visit } from './visitor.ts'

type City = { bbox: [number, number, number, number] }

/** Three wells round the middle of the city, one with its coordinates swapped, one without any, one with a phone number. */
function wells(
  [west, south, east, north]: City['bbox'],
  name: string,
): { csv: string; first: [number, number] } {
  const [lng, lat] = [(west + east) / 2, (south + north) / 2]
  const row = (id: string, x: number | string, y: number | string) =>
    `${id},${name}${id},13812345678,${x},${y}`
  const rows = [
    row('A1', lng, lat),
    row('A2', lng + 0.002, lat),
    row('A3', lng, lat + 0.002),
    row('A4', lat, lng),
    row('A5', '', ''),
  ]
  return { csv: `编号,名称,电话,经度,纬度\n${rows.join('\n')}\n`, first: [lng, lat] }
}

const fill = (page: Page, name: string, text: string | Buffer) =>
  page.locator('input[type=file]').setInputFiles({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(text as string),
  })
const patience = { timeout: 40_000 }
/** How many things a layer has drawn, each once, or only those whose names begin so. */
async function drawn(page: Page, layer: string, name = ''): Promise<number> {
  const features = (await rendered(page, layer)).filter(
    (feature) => feature.layer === layer && String(feature.properties.name ?? '').startsWith(name),
  )
  return new Set(features.map(({ id, properties }) => id ?? properties.row)).size
}
const count = (page: Page, key: string) => page.locator(`[data-count=${key}] dd`).last().textContent()

journey('a planner brings a table in, sees it on the map, and takes it back', async () => {
  const page = await visit('/data', { role: 'planner' })
  const { city } = await query<{ city: City }>(page, 'session.me')
  // Of this run alone: one that failed leaves its layer behind.
  const layer = `水井${Date.now().toString(36)}`
  const { csv, first } = wells(city.bbox, layer)
  // Somebody may have brought in something before.
  const imports = async () => (await query<unknown[]>(page, 'layers.imports')).length
  const earlier = await imports()
  await page.getByRole('button', { name: '导入文件' }).click()

  // What cannot be read says why, and changes nothing.
  await fill(page, 'broken.zip', 'PK\u0003\u0004')
  await page.locator('[data-refusal=BAD_ZIP]').first().waitFor()

  await fill(page, `${layer}.csv`, csv)
  await page.locator('[data-placed="3"]').first().waitFor()
  await expect.poll(() => drawn(page, 'preview'), patience).toBe(3)
  await page.getByText('疑似个人信息').first().waitFor()

  // Declared otherwise the picture moves; a wrong projection is told with one that would fit.
  await page.getByLabel('坐标系').selectOption('EPSG:3857')
  await page.locator('[data-suggested=WGS84] button').click()
  await page.locator('[data-placed="3"]').first().waitFor()

  await page.locator('[data-act=check]').click()
  await page.locator('[data-step=checked]').first().waitFor()
  expect([await count(page, 'inserted'), await count(page, 'bad')]).toEqual(['3', '2'])
  await page.locator('[data-fault=SWAPPED]').first().waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '下载问题清单' }).click(),
  ])
  expect(download.suggestedFilename()).toBe(`${layer}-问题清单.csv`)
  expect(await imports()).toBe(earlier)

  await page.locator('[data-act=load]').click()
  await page.locator('[data-act=undo]').first().waitFor()
  await expect.poll(() => drawn(page, 'layer-features', layer), patience).toBe(3)
  await expect.poll(() => drawn(page, 'preview'), patience).toBe(0)

  // A thing of the layer tells what the file said of it, but no phone number.
  await untilMapIdle(page)
  const at = await pixelOf(page, first)
  await page.mouse.click(at.x, at.y)
  const card = page.getByRole('dialog', { name: '属性' })
  await card.getByText(`${layer}A1`).first().waitFor()
  expect(await card.textContent()).not.toContain('138')

  await page.locator('[data-act=undo]').first().click()
  await page.locator('[data-confirm=undo]').click()
  await page.getByText('已撤销：移除 3，恢复 0', { exact: true }).first().waitFor()
  await expect.poll(() => drawn(page, 'layer-features', layer), patience).toBe(0)
})

journey('a dispatcher exports an area and prints the view', async () => {
  const page = await visit('/data?out=1', { role: 'dispatcher' })
  await page.getByLabel('内容').selectOption('duty_grids')
  const areas = await query<{ areaId: number; level: string; name: string }[]>(page, 'areas.list', {})
  const community = areas.find(({ level }) => level === 'community')
  await page.getByLabel('范围').selectOption(String(community?.areaId))
  await page.getByLabel('格式').selectOption('geojson')
  const [file] = await Promise.all([page.waitForEvent('download'), page.locator('[data-act=export]').click()])
  const { features } = JSON.parse(await textOf(file)) as { features: { geometry: { type: string } }[] }
  expect(features.length).toBeGreaterThan(0)
  expect(features.every(({ geometry }) => geometry.type.endsWith('Polygon'))).toBe(true)

  await untilMapIdle(page)
  await page.getByRole('button', { name: '打印地图' }).click()
  await page.getByLabel('标题').fill('责任网格图')
  const [pdf] = await Promise.all([
    page.waitForEvent('download', { timeout: 45_000 }),
    page.locator('[data-act=print]').click(),
  ])
  expect(pdf.suggestedFilename()).toBe('责任网格图.pdf')
  const content = await textOf(pdf)
  expect(content.startsWith('%PDF-1.4')).toBe(true)
  expect(content.length).toBeGreaterThan(50_000)
})

async function textOf(download: Download): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('latin1')
}
