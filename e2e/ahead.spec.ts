import { expect } from 'vitest'
import { query } from './api-of.ts'
import { journey, visit } from './visitor.ts'

type Me = { departmentIds: number[] }
type Listed = { candidates: { candidateId: number; finding: string | null }[] }

journey(
  'a leader makes a task of a place that comes back, and the department ends it on the phone',
  async () => {
    const phone = await visit('/phone', { role: 'department_handler', width: 390, height: 844 })
    const [departmentId] = (await query<Me>(phone, 'session.me')).departmentIds
    const page = await visit('/ahead?detector=repeat', { role: 'shift_leader' })
    await page.locator('[data-candidate]').first().waitFor()
    await page.keyboard.press('j')
    await page.waitForURL(/id=\d+/)
    const id = Number(new URL(page.url()).searchParams.get('id'))
    const panel = page.locator(`[data-panel="${id}"]`)
    await panel.locator('[data-chart]').waitFor()
    await panel.locator('[data-case]').first().waitFor()
    await page.keyboard.press('a')
    const form = panel.locator('[data-form=accept]')
    await form.locator('select[name=to]:enabled').selectOption(`department:${departmentId}`)
    await form.locator('button[type=submit]').click()
    await page.locator(`[data-candidate="${id}"]`).waitFor({ state: 'detached' })

    await phone.context().grantPermissions(['geolocation'])
    const accepted = await query<{ lngLat: [number, number] }>(page, 'ahead.get', { candidateId: id })
    const [longitude, latitude] = accepted.lngLat
    await phone.context().setGeolocation({ longitude, latitude, accuracy: 8 })
    await phone.goto(`/phone?kind=ahead&task=ahead:${id}`, { waitUntil: 'domcontentloaded' })
    const detail = phone.locator('[data-detail=ahead]')
    await detail.locator('textarea').fill('管径不足，已列入改造')
    await detail.locator('[data-finding=found]:enabled').click()
    await expect
      .poll(
        async () =>
          (await query<Listed>(page, 'ahead.list', { state: 'done' })).candidates.find(
            ({ candidateId }) => candidateId === id,
          )?.finding,
        { timeout: 60_000 },
      )
      .toBe('found')
  },
)
