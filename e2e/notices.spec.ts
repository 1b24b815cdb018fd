import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import { journey, visit } from './visitor.ts'

journey('a notice that its gateway refuses is tried again, and arrives with a receipt', async () => {
  let isTaking = false
  const bodies: string[] = []
  const gateway = createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      bodies.push(Buffer.concat(chunks).toString())
      res.writeHead(isTaking ? 200 : 503).end(isTaking ? '{"receipt":"R-7"}' : 'busy')
    })
  })
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
  try {
    const page = await visit('/notices', { role: 'admin' })
    await page.click('[data-act=add]')
    const dialog = page.locator('[role=dialog]')
    const name = `短信平台 ${Date.now()}`
    await dialog.locator('[name=name]').fill(name)
    await dialog
      .locator('[name=url]')
      .fill(`http://127.0.0.1:${(gateway.address() as AddressInfo).port}/hook`)
    // Kinds are chosen by their names; nobody has to know a code.
    await dialog.getByLabel('吹哨').check()
    await dialog.getByLabel('督办', { exact: true }).check()
    await dialog.getByRole('button', { name: '保存' }).click()
    await page.waitForSelector('[data-secret]')
    await page.getByRole('button', { name: '已保存好' }).click()
    const destination = page.locator('[data-destination]', { hasText: name })
    expect(await destination.textContent()).toContain('督办、吹哨')

    await destination.locator('[data-act=test]').click()
    const delivery = page.locator('[data-delivery]', { hasText: name })
    await delivery.getByText('HTTP 503').waitFor()
    expect(await delivery.getAttribute('data-delivery')).toBe('waiting')
    expect(await delivery.textContent()).toContain('已试 1 次')
    isTaking = true
    await page.locator('[data-delivery=sent]', { hasText: name }).waitFor()
    expect(await delivery.textContent()).toContain('回执 R-7')
    expect(new Set(bodies.map((body) => (JSON.parse(body) as { id: number }).id)).size).toBe(1)
    expect(bodies.length).toBeGreaterThan(1)
    // It is off again, or it would have every whistle of the journeys to come.
    await destination.getByRole('button', { name: '修改' }).click()
    await dialog.locator('[name=isActive]').uncheck()
    await dialog.getByRole('button', { name: '保存' }).click()
    await destination.getByText('停用').waitFor()
  } finally {
    gateway.closeAllConnections()
    await new Promise((resolve) => gateway.close(resolve))
  }
})
