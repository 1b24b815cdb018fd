import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { databaseForTest } from '../../test/db.ts'
import { loadTinyCity, TINY_POINTS, tinyActor, tinyServices } from '../../test/tiny-city.ts'
import { submitReport } from '../reports/submit.ts'
import { getCaseFile } from './get-case-file.ts'

test('a case on paper has no phone numbers, stays in its area, and says who took it', async () => {
  const { db } = await databaseForTest()
  const folder = await mkdtemp(join(tmpdir(), 'file-'))
  await loadTinyCity(db)
  const services = await tinyServices(db, folder)
  const leader = tinyActor('shift_leader')
  const [lng, lat] = TINY_POINTS.eastSouth
  const { caseId, caseNumber } = await submitReport(services, leader, {
    fields: {
      source_system: 'test',
      source_id: 'f1',
      description: '路边有垃圾，打 13812345678 找我',
      category_code: '200102',
      channel: 'patrol',
      lng,
      lat,
    },
    photos: [],
  })
  const file = await getCaseFile(services, leader, caseId)
  expect(file.detail).toMatchObject({ number: caseNumber, description: '路边有垃圾，打 138******78 找我' })
  expect(file.detail.steps.length).toBeGreaterThan(0)
  const taken = await db.selectFrom('access_log').select(['user_id', 'subject', 'subject_id']).execute()
  expect(taken).toEqual([{ user_id: leader.userId, subject: 'case_file', subject_id: String(caseId) }])
  const ofWest = tinyActor('shift_leader', { isWholeCity: false, scopeAreaIds: [4, 5] })
  await expect(getCaseFile(services, ofWest, caseId)).rejects.toMatchObject({ code: 'CASE_NOT_FOUND' })
  await rm(folder, { recursive: true })
})
