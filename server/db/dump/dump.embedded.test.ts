import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDataDir, freshEmbedded, type TestEmbedded } from '../../../test/embedded.ts'
import { attachmentStore } from '../../attachments/attachment-store.ts'
import { blobFolder } from '../../attachments/blob-folder.ts'
import { appendEvent } from '../../events/append-event.ts'
import { numberEvents } from '../../events/number-events.ts'
import { verifyChain } from '../../events/verify-chain.ts'
import { createDb, withSystem } from '../client.ts'
import { migrate } from '../migrate.ts'
import { findNativePostgis, type NativePostgis, startNativePostgis } from '../native-postgis.ts'
import { openDatabase } from '../open-database.ts'
import type { Database } from '../schema.ts'

const root = join(import.meta.dirname, '../../..')
/** A PNG of one pixel. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const hasPostgis = 'programs' in findNativePostgis()

let folder: string
let source: TestEmbedded
let native: NativePostgis | undefined
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongguan-dump-'))
  source = await freshEmbedded()
  await fill(source.db, source.dataDir)
  if (hasPostgis) native = await startNativePostgis()
  else if (process.env.CI) throw new Error('The move needs native PostGIS')
})
afterAll(async () => {
  await Promise.all([native?.stop(), source.drop()])
  rmSync(folder, { recursive: true, force: true })
})

/** Rows of every awkward kind: geometry, ranges, arrays, jsonb, identity columns, references, floats, odd text. */
async function fill(db: Kysely<Database>, dataDir: string): Promise<void> {
  await sql`insert into city (code, name, name_en, time_zone, min_lng, min_lat, max_lng, max_lat, profile)
    values ('329901', '临江区', 'Linjiang', 'Asia/Shanghai', 120.1, 30.1, 120.3, 30.3, '{"a": [1, null]}')`.execute(
    db,
  )
  await sql`insert into area (area_id, code, name, level, path, valid, geom, source_system, source_id)
    select nextval('area_id_seq'), 'A' || n, ${'街道\t"'} || n || ${'"\n\\'}, 'subdistrict', array[1, n],
      tstzrange('2020-01-01', null),
      st_multi(st_makeenvelope(120 + n / 7.0, 30, 120.05 + n / 7.0, 30 + 1.0 / 3, 4326)), 't', n::text
    from generate_series(1, 30) n`.execute(db)
  await sql`insert into category (code, kind, class_code, class_name, name) values ('01', 'part', '1', 'c', '井盖')`.execute(
    db,
  )
  await sql`insert into part (code, category_id, scope_area_id, geom, source_system, source_id, installed_on)
    select 'P' || n, (select category_id from category), n % 30,
      st_setsrid(st_makepoint(120 + random(), 30 + random()), 4326), 't', n::text, '2019-02-28'
    from generate_series(1, 5000) n`.execute(db)
  await sql`insert into sensor (code, name, kind, unit_of_measure, scope_area_id, geom, last_value)
    values ('S1', 's', 'rain', 'mm', 1, st_setsrid(st_makepoint(120, 30), 4326), ${0.1 + 0.2})`.execute(db)
  await withSystem(db, 'test', async (trx) => {
    for (const entityId of [1, 2, 3]) {
      await appendEvent(trx, {
        type: 'case.reported',
        at: new Date('2026-03-02T08:30:00.123Z'),
        scopeAreaId: 1,
        entity: 'case',
        entityId,
        data: { 名: '井盖' },
      })
    }
  })
  await numberEvents(db)
  const kept = await attachmentStore(blobFolder(join(dataDir, 'attachments'))).put(PHOTO)
  if ('refusal' in kept) throw new Error(kept.refusal.message)
  await sql`insert into attachment values (${kept.sha256}, ${kept.mime}, ${kept.bytes}, '2026-03-02T08:30:00Z')`.execute(
    db,
  )
}

type Run = { readonly code: number; readonly output: string }

function run(tool: string, argument: string, env: Readonly<Record<string, string>>): Promise<Run> {
  const { DATABASE_URL: _, ...rest } = process.env
  return promisify(execFile)(process.execPath, [join(root, 'bin', tool), argument], {
    env: { ...rest, ...env },
  }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      output: error.stdout + error.stderr,
    }),
  )
}

async function expectFilled(db: Kysely<Database>): Promise<void> {
  const { rows } =
    await sql`select (select count(*) from part) as parts, (select count(*) from area) as areas,
    (select last_value from sensor) as value, (select name from area where code = 'A7') as name`.execute(db)
  expect(rows).toEqual([{ parts: 5000, areas: 30, value: 0.1 + 0.2, name: '街道\t"7"\n\\' }])
  expect(await verifyChain(db)).toEqual({ events: 3 })
  const added = await sql<{ part_id: number; area_id: number }>`
    insert into part (code, category_id, scope_area_id, geom, source_system, source_id)
    select 'new', category_id, 1, st_setsrid(st_makepoint(1, 1), 4326), 't', 'new' from category
    returning part_id, nextval('area_id_seq') as area_id`.execute(db)
  expect(added.rows).toEqual([{ part_id: 5001, area_id: 31 }])
}

test('backup and restore: the same rows, sequences, event chain and attachments; a broken file restores nothing', async () => {
  const file = join(folder, 'city.backup')
  const backup = await run('backup.ts', file, { DATA_DIR: source.dataDir })
  expect(backup).toMatchObject({ code: 0, output: expect.stringContaining('1 attachments') })
  expect(backup.output).toContain('Tongguan is running')
  expect(await run('backup.ts', file, { DATA_DIR: source.dataDir })).toMatchObject({
    code: 1,
    output: expect.stringContaining('it is not overwritten'),
  })

  const dataDir = await freshDataDir()
  const broken = join(folder, 'broken.backup')
  const bytes = readFileSync(file)
  writeFileSync(broken, bytes.subarray(0, bytes.length - 5000))
  expect((await run('restore.ts', broken, { DATA_DIR: dataDir })).code).toBe(1)
  expect(existsSync(join(dataDir, 'attachments'))).toBe(false)
  // Into the very folder that the broken one has left empty.
  const restore = await run('restore.ts', file, { DATA_DIR: dataDir })
  expect(restore).toMatchObject({ code: 0, output: expect.stringContaining('Restored 329901 临江区') })

  const { db, close } = await openDatabase({ databaseUrl: undefined, dataDir }, () => {})
  await expectFilled(db)
  const { sha256 } = await db.selectFrom('attachment').select('sha256').executeTakeFirstOrThrow()
  const photo = await attachmentStore(blobFolder(join(dataDir, 'attachments'))).read(sha256)
  expect(photo).toEqual(await attachmentStore(blobFolder(join(source.dataDir, 'attachments'))).read(sha256))
  const again = await run('restore.ts', file, { DATA_DIR: dataDir })
  expect(again).toMatchObject({ code: 1, output: expect.stringContaining('already holds a city') })
  expect(again.output).not.toContain('    at ')
  await close()
  rmSync(dataDir, { recursive: true })
})

test.skipIf(!hasPostgis)(
  'moves from the embedded to a native database, which backs up and restores too',
  async () => {
    const admin = createDb(native!.urlOf('postgres'))
    for (const name of ['moved', 'back']) await sql`create database ${sql.id(name)}`.execute(admin)
    await admin.destroy()
    const [movedUrl, backUrl] = [native!.urlOf('moved'), native!.urlOf('back')]
    const DATA_DIR = source.dataDir
    const moved = await run('move.ts', movedUrl, { DATA_DIR })
    expect(moved).toMatchObject({ code: 0, output: expect.stringContaining('all compared') })
    expect(await run('move.ts', movedUrl, { DATA_DIR })).toMatchObject({
      code: 1,
      output: expect.stringContaining('already holds a city'),
    })
    const file = join(folder, 'native.backup')
    expect(await run('backup.ts', file, { DATA_DIR, DATABASE_URL: movedUrl })).toMatchObject({ code: 0 })
    const text = join(folder, 'text.backup')
    writeFileSync(text, 'hello')
    expect((await run('restore.ts', text, { DATA_DIR, DATABASE_URL: backUrl })).code).toBe(1)
    expect(await run('restore.ts', file, { DATA_DIR, DATABASE_URL: backUrl })).toMatchObject({ code: 0 })
    for (const url of [movedUrl, backUrl]) {
      const db = createDb(url)
      expect(await migrate(db)).toMatchObject({ applied: [] })
      await expectFilled(db)
      await db.destroy()
    }
  },
)
