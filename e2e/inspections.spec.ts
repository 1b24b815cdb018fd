import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import { query } from './api-of.ts'
import { journey, visit } from './visitor.ts'

type Draw = {
  seed: string
  listText: string
  visits: { visitId: number; objectCode: string; lngLat: [number, number] }[]
}
type Visit = {
  state: string
  checklist: { code: string }[]
  photos: object[]
  cases: { caseId: number; number: string }[]
}
const picture = {
  name: 'photo.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}
const lotOf = (words: string) => createHash('sha256').update(words).digest('hex')

journey('an inspection is drawn, drawn again by anybody, made without a network, and published', async () => {
  const page = await visit('/inspections', { role: 'supervisor' })
  await page.click('[data-act=draw]')
  const dialog = page.locator('[role=dialog]')
  await dialog.locator('input[type=number]').fill('0.1')
  await dialog.locator('input:not([type=number])').first().fill('4711')
  await dialog.locator('[data-act=draw-now]:not([disabled])').click()
  await page.waitForURL(/draw=\d+/)
  const drawId = Number(new URL(page.url()).searchParams.get('draw'))
  await page.locator(`[data-draw-detail="${drawId}"]`).waitFor()

  // From the seed and the lists that everybody may have, the same object comes out.
  const draw = await query<Draw>(page, 'inspections.draw', { drawId })
  const codes = draw.listText
    .split('\n')
    .flatMap((line) => (line.startsWith('O\t') ? [line.split('\t')[1]!] : []))
  const [drawn] = codes.toSorted((a, b) => (lotOf(`${draw.seed}|${a}`) < lotOf(`${draw.seed}|${b}`) ? -1 : 1))
  expect(draw.visits.map(({ objectCode }) => objectCode)).toEqual([drawn])

  // On site there is no network: checked in, filled in with a photo, all of it kept on the phone.
  const { visitId, lngLat } = draw.visits[0]!
  const phone = await visit(`/inspections/visits/${visitId}`, { role: 'supervisor', width: 390, height: 844 })
  await phone.context().grantPermissions(['geolocation'])
  await phone.context().setGeolocation({ longitude: lngLat[0], latitude: lngLat[1], accuracy: 8 })
  await phone.reload({ waitUntil: 'domcontentloaded' })
  await phone.locator('[data-act=check-in]:not([disabled])').waitFor()
  await phone.context().setOffline(true)
  await phone.click('[data-act=check-in]')
  await phone.waitForSelector('[data-arrived]')
  const { checklist } = await query<Visit>(page, 'inspections.visit', { visitId })
  for (const { code } of checklist.slice(1)) await phone.click(`[data-check="${code}"] [data-answer=pass]`)
  const first = phone.locator(`[data-check="${checklist[0]!.code}"]`)
  await first.locator('[data-answer=problem]').click()
  await first.locator('textarea').fill('消防通道被堵')
  await first.locator('[data-field=photo]').setInputFiles(picture)
  await first.locator('img').first().waitFor()
  await phone.click('[data-act=submit]')
  await phone.waitForSelector('[data-outbox="2"]')
  expect((await query<Visit>(page, 'inspections.visit', { visitId })).state).toBe('drawn')
  await phone.context().setOffline(false)
  await phone.waitForSelector('[data-outbox]', { state: 'detached' })
  const done = await query<Visit>(page, 'inspections.visit', { visitId })
  expect(done).toMatchObject({ state: 'done', cases: [{ caseId: expect.any(Number) }] })
  expect(done.photos).toHaveLength(1)

  await page.reload({ waitUntil: 'domcontentloaded' })
  await page.click('[data-act=publish]:not([disabled])')
  await page.waitForSelector('[data-act=publish]', { state: 'detached' })
  const anybody = await visit('/inspections/results')
  await anybody.waitForSelector(`[data-published="${drawId}"]`)
})
