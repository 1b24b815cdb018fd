import { extractText, getDocumentProxy } from 'unpdf'
import { expect } from 'vitest'
import { query } from './api-of.ts'
import { journey, visit } from './visitor.ts'

type Queue = { rows: { caseId: number; number: string }[] }

journey('a case is printed on A4, with its number, its place and its steps', async () => {
  const page = await visit('/monitor', { role: 'supervisor' })
  const { rows } = await query<Queue>(page, 'cases.queue', { filter: { states: ['closed'] }, limit: 1 })
  const { caseId, number } = rows[0]!
  await page.goto(`/cases/${caseId}`)
  await page.click('[data-act=file]')
  await page.waitForSelector(`[data-case-file="${number}"]`)
  await page.waitForSelector('[data-map-picture=true]')
  await page.waitForSelector('[data-case-basis]')
  const pdf = await page.pdf({ preferCSSPageSize: true })
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false })
  // One size, and no empty sheet of another behind the last.
  const sizes = pdf.toString('latin1').match(/\/MediaBox\s*\[[^\]]*\]/g)
  expect(new Set(sizes).size).toBe(1)
  const said = text.join('\n')
  expect(said).toContain(number)
  expect(said).toContain('案件卷宗')
  expect(said).toContain('办理过程')
})
