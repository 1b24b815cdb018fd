import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { rules } from '../../seed/packs/city-management/rules.ts'
import { freshEmbedded, type TestEmbedded } from '../../test/embedded.ts'
import { attachmentStore } from '../attachments/attachment-store.ts'
import { blobFolder } from '../attachments/blob-folder.ts'
import { importCity } from './import-city.ts'
import { cityProfile } from './profile.ts'

const folder = path.join(import.meta.dirname, '../../../shared/data/baltimore_311')
const profile = path.join(import.meta.dirname, '../../seed/profiles/baltimore.json')
const isThere = existsSync(folder)
if (!isThere)
  console.warn(
    '! No real data beside the project: the import of Baltimore on the embedded database is SKIPPED.',
  )

let database: TestEmbedded
beforeAll(async () => {
  database = await freshEmbedded()
})
afterAll(() => database.drop())

test.skipIf(!isThere)('Baltimore comes in on the embedded database as on the native one', async () => {
  const report = await importCity(
    {
      db: database.db,
      clock: { now: () => new Date('2026-11-23T06:00:00Z') },
      attachments: attachmentStore(blobFolder(database.dataDir)),
    },
    {
      folders: [folder],
      profiles: [cityProfile.parse(JSON.parse(readFileSync(profile, 'utf8')))],
      rules,
      liveFrom: null,
      onProgress: () => {},
    },
  )
  expect(report.loaded.dutyGrids.created).toBe(278)
  expect(report.agreement).toMatchObject({
    located: 4268,
    postgisAgrees: 4268,
    labelled: 4174,
    labelAgrees: 4099,
  })
})

test.skipIf(!isThere)(
  'a statement that breaks inside is an error, never an empty answer, and the database goes on',
  async () => {
    // On these borders the geometry library throws, and the embedded database cannot catch it.
    const broken = sql`
    select sum(ST_Area(ST_Intersection(a.geom, b.geom))) from duty_grid a join duty_grid b
      on a.duty_grid_id < b.duty_grid_id and a.geom && b.geom and ST_Overlaps(a.geom, b.geom)`
    await expect(broken.execute(database.db)).rejects.toThrow()
    // Other connections learn of the restart a moment later.
    const grids = await vi.waitFor(
      async () => {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from duty_grid`.execute(
          database.db,
        )
        return rows
      },
      { timeout: 20_000, interval: 200 },
    )
    expect(grids).toEqual([{ n: 278 }])
  },
)
