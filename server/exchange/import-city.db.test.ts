import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rules } from '../../seed/packs/city-management/rules.ts'
import { databaseForTest, freshDatabase, type TestDatabase } from '../../test/db.ts'
import { tinyActor, tinyServices } from '../../test/tiny-city.ts'
import { attachmentStore } from '../attachments/attachment-store.ts'
import { blobFolder } from '../attachments/blob-folder.ts'
import { listConflicts } from '../reports/list-conflicts.ts'
import { resolveConflict } from '../reports/resolve-conflict.ts'
import { type ImportReport, importCity } from './import-city.ts'
import { type CityProfile, cityProfile } from './profile.ts'

const realData = path.join(import.meta.dirname, '../../../shared/data')
const now = new Date('2026-11-23T06:00:00Z')
const scratch = mkdtempSync(path.join(tmpdir(), 'import-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

function run(
  database: TestDatabase,
  folders: string[],
  profiles: CityProfile[],
  liveFrom: string | null = null,
): Promise<ImportReport> {
  return importCity(
    {
      db: database.db,
      clock: { now: () => now },
      attachments: attachmentStore(blobFolder(path.join(scratch, 'attachments'))),
    },
    { folders, profiles, rules, liveFrom, onProgress: () => {} },
  )
}

const square = (west: number, south: number) => [
  [
    [west, south],
    [west + 1, south],
    [west + 1, south + 1],
    [west, south + 1],
    [west, south],
  ],
]
const bowTie = [
  [
    [12, 0],
    [13, 1],
    [13, 0],
    [12, 1],
    [12, 0],
  ],
]

const dirtyProfile = cityProfile.parse({
  sourceSystem: 'dirty',
  match: ['grids.geojson'],
  city: {
    code: 'dirty1',
    name: '脏数据市',
    nameEn: 'Dirty City',
    timeZone: 'Asia/Shanghai',
    languages: ['zh'],
    unitSystem: 'metric',
    bbox: [10, 0, 14, 1],
    codeLengths: { area: 0, unitGrid: 0, part: 0 },
  },
  validFrom: '2020-01-01T00:00:00Z',
  areas: [
    { level: 'community', file: 'grids.geojson', fields: { code: 'code', name: 'name' } },
    { level: 'city', unionOf: 'community', code: 'dirty', name: '脏数据市', nameEn: 'Dirty City' },
  ],
  dutyGrids: 'leaf_areas',
  departments: [{ code: 'center', name: '监督中心', nameEn: 'Center', kind: 'supervision' }],
  calendar: { workPeriods: [{ startMinute: 480, endMinute: 720 }] },
  defaultLimits: [{ stage: 'total', clock: 'work_days', amount: 2 }],
  cases: [
    {
      file: '上报.csv',
      timeFormat: 'YYYY/MM/DD HH:mm',
      coordinateSystem: 'WGS84',
      fields: {
        sourceId: '编号',
        x: '经度',
        y: '纬度',
        reportedAt: '时间',
        status: { map: { 已结: 'closed', 在办: 'open' }, of: '状态' },
        channel: { const: 'hotline' },
        foundBy: { const: 'public' },
        description: '描述',
        areaLabel: '社区',
        categoryCode: '小类',
        categoryName: '小类',
        classCode: { const: '01' },
        className: { const: '市容环境' },
        departmentName: '部门',
      },
    },
  ],
})

const csvRows = [
  '编号,经度,纬度,时间,状态,描述,社区,小类,部门',
  '1,10.5,0.5,2026/11/01 09:00,已结,垃圾成堆,甲社区,暴露垃圾,环卫',
  '2,11.5,0.5,2026/11/02 09:00,在办,路面坑洼,乙社区,路面破损,市政',
  '3,,,2026/11/02 10:00,在办,没有坐标,乙社区,路面破损,市政',
  '4,abc,0.5,2026/11/02 11:00,在办,坐标不是数,乙社区,路面破损,市政',
  '5,50,0.5,2026/11/02 12:00,在办,在城外,乙社区,路面破损,市政',
  '6,10.5,0.5,昨天,在办,时间不对,甲社区,暴露垃圾,环卫',
  '7,10.5,0.5,2026/11/03 09:00,归档,状态不明,甲社区,暴露垃圾,环卫',
  '8,10.5,0.5',
  '1,10.6,0.5,2026/11/03 09:00,在办,编号重复,甲社区,暴露垃圾,环卫',
  ',10.6,0.5,2026/11/03 09:00,在办,没有编号,甲社区,暴露垃圾,环卫',
]

function dirtyFolder(): string {
  const folder = mkdtempSync(path.join(scratch, 'dirty-'))
  const feature = (code: string, name: string, coordinates: unknown) =>
    JSON.stringify({
      type: 'Feature',
      properties: { code, name },
      geometry: { type: 'Polygon', coordinates },
    })
  const features = [
    feature('a', '甲社区', square(10, 0)),
    feature('b', '乙社区', square(11, 0)),
    feature('c', '丙社区', bowTie),
    '{"type":"Feature","properties":{"code":"x"},"geometry":null}',
  ]
  // The file breaks off in the middle of its last feature.
  const text = `{"type":"FeatureCollection","features":[${features.join(',')},{"type":"Feature","properties":{"code":"d"},"geometry":{"type":"Poly`
  writeFileSync(path.join(folder, 'grids.geojson'), text)
  writeFileSync(path.join(folder, '上报.csv'), iconv.encode(csvRows.join('\r\n'), 'gbk'))
  return folder
}

let dirty: TestDatabase
beforeAll(async () => {
  dirty = await freshDatabase()
})
afterAll(() => dirty.drop())

test('a dirty folder: good rows are kept, each bad one is named by row and reason', async () => {
  const report = await run(dirty, [dirtyFolder()], [dirtyProfile])
  expect(report.loaded.areas.created).toBe(4)
  expect(report.loaded.cases.created).toBe(5)
  const found = report.problems.map(({ file, row, reason, action }) => `${file}:${row} ${reason} ${action}`)
  expect(found).toEqual([
    'grids.geojson:5 broken_file repaired',
    'grids.geojson:4 missing_field skipped',
    'grids.geojson:3 invalid_geometry repaired',
    '上报.csv:null encoding kept',
    '上报.csv:9 bad_row skipped',
    '上报.csv:4 no_coordinates unlocated',
    '上报.csv:5 bad_value unlocated',
    '上报.csv:7 bad_value skipped',
    '上报.csv:8 bad_value skipped',
    '上报.csv:10 duplicate skipped',
    '上报.csv:11 missing_field skipped',
    '上报.csv:6 outside_city unlocated',
  ])
  const names = await dirty.db.selectFrom('department').select('name').orderBy('name').execute()
  expect(names.map(({ name }) => name)).toContain('环卫')
})

test('what could not be placed waits in the unlocated queue; the rest stands in its grid', async () => {
  const rows = await dirty.db
    .selectFrom('case_record')
    .leftJoin('area', 'area.area_id', 'case_record.scope_area_id')
    .select(['case_record.source_id', 'area.name', 'is_backdated'])
    .orderBy('case_record.source_id')
    .execute()
  expect(rows.map(({ source_id, name }) => [source_id, name])).toEqual([
    ['1', '甲社区'],
    ['2', '乙社区'],
    ['3', null],
    ['4', null],
    ['5', null],
  ])
  expect(rows.every(({ is_backdated }) => is_backdated)).toBe(true)
})

test('again: nothing doubles, and a row that changed at its source waits in the conflict queue', async () => {
  const same = await run(dirty, [dirtyFolder()], [dirtyProfile])
  expect(same.loaded.cases).toEqual({ created: 0, changed: 0, unchanged: 5, conflicts: 0 })
  expect(same.loaded.areas).toEqual({ created: 0, changed: 0, unchanged: 4 })
  const folder = dirtyFolder()
  const changed = csvRows.map((row) => row.replace('路面坑洼', '路面塌陷'))
  writeFileSync(path.join(folder, '上报.csv'), changed.join('\n'))
  expect((await run(dirty, [folder], [dirtyProfile])).loaded.cases).toMatchObject({
    unchanged: 4,
    conflicts: 1,
  })
  expect((await run(dirty, [folder], [dirtyProfile])).loaded.cases).toMatchObject({
    unchanged: 4,
    conflicts: 0,
  })
  const steps = await dirty.db
    .selectFrom('case_step')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirst()
  expect(Number(steps?.n)).toBe(8 + 4 * 4)
})

test('a row that changed can be decided to be another matter, and becomes a case', async () => {
  const services = await tinyServices(dirty.db, scratch)
  const scopeAreaIds = [0, ...services.locator.leafAreaIds]
  const leader = tinyActor('shift_leader', { scopeAreaIds })
  const [conflict] = await listConflicts(services, leader)
  const { caseNumber } = await resolveConflict(services, leader, {
    conflictId: conflict!.conflictId,
    resolution: 'new_case',
  })
  const made = await dirty.db
    .selectFrom('case_record')
    .select(['description', 'is_backdated', 'duty_grid_id'])
    .where('number', '=', caseNumber)
    .executeTakeFirstOrThrow()
  expect(made).toMatchObject({ description: '路面塌陷', is_backdated: false })
  expect(made.duty_grid_id).not.toBeNull()
})

test('a moved border makes a new version; the old one keeps its time and the case keeps its grid', async () => {
  const folder = dirtyFolder()
  const wider = readFileSync(path.join(folder, 'grids.geojson'), 'utf8')
    .replaceAll('[11,0]', '[10.9,0]')
    .replaceAll('[11,1]', '[10.9,1]')
  writeFileSync(path.join(folder, 'grids.geojson'), wider)
  const report = await run(dirty, [folder], [dirtyProfile])
  expect(report.loaded.dutyGrids).toEqual({ created: 0, changed: 2, unchanged: 1 })
  const versions = await dirty.db
    .selectFrom('duty_grid')
    .select(['duty_grid_id', 'code', 'version_id'])
    .where('code', '=', 'a')
    .execute()
  expect(new Set(versions.map(({ duty_grid_id }) => duty_grid_id)).size).toBe(1)
  expect(versions).toHaveLength(2)
  const { duty_grid_version_id: kept } = await dirty.db
    .selectFrom('case_record')
    .select('duty_grid_version_id')
    .where('source_id', '=', '1')
    .executeTakeFirstOrThrow()
  expect(versions.map(({ version_id }) => version_id)).toContain(kept)
})

test('new reports run through the loop by the rules', async () => {
  const database = await databaseForTest()
  const report = await run(database, [dirtyFolder()], [dirtyProfile], '2026-11-02T00:00:00Z')
  expect(report.live).toEqual({ created: 4, same: 0, conflict: 0 })
  const row = await database.db
    .selectFrom('case_record')
    .select(['state', 'is_backdated', 'rule_id', 'duty_grid_id'])
    .where('source_id', '=', '2')
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ is_backdated: false })
  expect(row.rule_id).not.toBeNull()
  expect(row.duty_grid_id).not.toBeNull()
})

test('another city is refused before anything is written', async () => {
  const other = { ...dirtyProfile, city: { ...dirtyProfile.city, code: 'other1' } }
  await expect(run(dirty, [dirtyFolder()], [other])).rejects.toMatchObject({ code: 'ANOTHER_CITY' })
  await expect(run(dirty, [scratch], [dirtyProfile])).rejects.toMatchObject({ code: 'NO_PROFILE' })
})

const shipped = (name: string) =>
  cityProfile.parse(
    JSON.parse(readFileSync(path.join(import.meta.dirname, `../../seed/profiles/${name}.json`), 'utf8')),
  )

test.skipIf(!existsSync(path.join(realData, 'baltimore_311')))(
  'Baltimore: our join is that of PostGIS on every row, and the source’s labels differ only at borders',
  async () => {
    const database = await databaseForTest()
    const report = await run(
      database,
      [path.join(realData, 'baltimore_311')],
      [shipped('cambridge'), shipped('baltimore')],
    )
    expect(report.loaded.dutyGrids.created).toBe(278)
    expect(report.loaded.cases.created).toBe(5000)
    expect(report.agreement).toMatchObject({
      located: 4268,
      postgisAgrees: 4268,
      postgisDiffers: [],
      labelled: 4174,
      labelAgrees: 4099,
    })
    const explanations = new Set(report.agreement.labelDiffers.map(({ explanation }) => explanation))
    expect([...explanations].sort()).toEqual(['both_cover', 'on_the_border'])
    const unlocated = report.problems.filter(({ action }) => action === 'unlocated')
    expect(unlocated).toHaveLength(296 + 436 + 94)
  },
)

test.skipIf(!existsSync(path.join(realData, 'cambridge_ma_areas')))(
  'Cambridge: 117 districts, 17,468 parts in them',
  async () => {
    const database = await databaseForTest()
    const folders = ['cambridge_ma_areas', 'cambridge_ma_parts'].map((name) => path.join(realData, name))
    const report = await run(database, folders, [shipped('baltimore'), shipped('cambridge')])
    expect(report.loaded.dutyGrids.created).toBe(117)
    expect(report.loaded.parts).toBe(17_468)
    const { n } = await database.db
      .selectFrom('part')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('duty_grid_id', 'is', null)
      .executeTakeFirstOrThrow()
    expect(Number(n)).toBe(report.problems.filter(({ reason }) => reason === 'outside_city').length)
  },
)
