import { type Kysely, sql } from 'kysely'
import pino from 'pino'
import type { LngLat } from '../geo/lng-lat.ts'
import { attachmentStore } from '../server/attachments/attachment-store.ts'
import { blobFolder } from '../server/attachments/blob-folder.ts'
import type { Database } from '../server/db/schema.ts'
import type { Actor } from '../server/identity/actor.ts'
import type { Role } from '../server/identity/permissions.ts'
import { readGeography } from '../server/locate/geography.ts'
import { Locator } from '../server/locate/locator.ts'
import type { Services } from '../server/services.ts'

/**
 * A city small enough to know by heart: 2 subdistricts (west, east) of 2 communities (south, north) of 4 unit grids;
 * each community is one duty grid. West begins at 118.80°, east at 118.82°; south at 31.90°, north at 31.92°.
 * Thursday 2026-03-05, 10:00 in Shanghai.
 */
export const TINY_NOON = new Date('2026-03-05T02:00:00Z')
const WEST = 118.8
const SOUTH = 31.9
/** Side of a community in degrees; a unit grid is half of it. */
const SIDE = 0.02

export const TINY_AREAS = {
  city: 1,
  west: 2,
  east: 3,
  westSouth: 4,
  westNorth: 5,
  eastSouth: 6,
  eastNorth: 7,
} as const
export const TINY_LEAVES = [4, 5, 6, 7] as const
export const TINY_POINTS = {
  westSouth: [118.805, 31.905],
  westNorth: [118.805, 31.925],
  eastSouth: [118.825, 31.905],
  eastNorth: [118.835, 31.935],
  /** Some kilometers off: in no grid. */
  outside: [118.9, 31.99],
} as const satisfies Record<string, LngLat>

export type TinyCity = {
  readonly departments: {
    readonly supervision: number
    readonly sanitation: number
    readonly westOffice: number
  }
  readonly categories: {
    readonly garbage: number
    readonly flooding: number
    readonly cover: number
    readonly orphan: number
  }
  readonly units: {
    readonly near: number
    readonly offShift: number
    readonly stale: number
    readonly patrol: number
  }
}

export async function loadTinyCity(db: Kysely<Database>): Promise<TinyCity> {
  await loadGeography(db)
  const departments = await loadDepartments(db)
  const categories = await loadCategories(db, departments)
  const units = await loadUnits(db, departments)
  await loadRules(db)
  return { departments, categories, units }
}

/** Services on a loaded tiny city; `clock.set` moves the time. */
export async function tinyServices(
  db: Kysely<Database>,
  attachmentFolder: string,
): Promise<Services & { readonly clock: { now(): Date; set(at: Date): void } }> {
  let now = TINY_NOON
  return {
    db,
    clock: {
      now: () => now,
      set: (at) => {
        now = at
      },
    },
    log: pino({ level: 'silent' }),
    locator: new Locator(await readGeography(db)),
    events: { position: 0, subscribe: () => () => {} },
    attachments: attachmentStore(blobFolder(attachmentFolder)),
  }
}

/** Somebody with a role; the whole city and the unlocated unless said otherwise. */
export function tinyActor(role: Role, some: Partial<Actor> = {}): Actor {
  return {
    userId: `user-${role}`,
    name: `测试 ${role}`,
    roles: [role],
    scopeAreaIds: [0, ...TINY_LEAVES],
    isWholeCity: true,
    handedTo: null,
    departmentIds: [],
    personId: null,
    ...some,
  }
}

function box(west: number, south: number, side: { readonly x: number; readonly y: number }) {
  const [w, s, e, n] = [west, south, west + side.x, south + side.y].map((degrees) =>
    Number(degrees.toFixed(6)),
  )
  return sql<string>`st_multi(st_makeenvelope(${w}, ${s}, ${e}, ${n}, 4326))`
}

async function loadGeography(db: Kysely<Database>): Promise<void> {
  const source = { source_system: 'tiny', valid: '[2020-01-01T00:00:00Z,)' }
  await db
    .insertInto('city')
    .values({
      code: '329901',
      name: '微城区',
      name_en: 'Tiny District',
      time_zone: 'Asia/Shanghai',
      min_lng: WEST,
      min_lat: SOUTH,
      max_lng: WEST + 2 * SIDE,
      max_lat: SOUTH + 2 * SIDE,
      profile: '{}',
    })
    .execute()
  const { city, west, east } = TINY_AREAS
  const area = (
    area_id: number,
    code: string,
    name: string,
    level: 'city' | 'subdistrict' | 'community',
    path: number[],
    geom: ReturnType<typeof box>,
  ) => ({
    ...source,
    area_id,
    code,
    name,
    name_en: `Area ${area_id}`,
    level,
    parent_area_id: path.at(-2) ?? null,
    path,
    geom,
    source_id: code,
  })
  const whole = { x: 2 * SIDE, y: 2 * SIDE }
  const half = { x: SIDE, y: 2 * SIDE }
  const quarter = { x: SIDE, y: SIDE }
  const communities = [
    { id: 4, parent: west, code: '329901001001', name: '西南社区', x: WEST, y: SOUTH },
    { id: 5, parent: west, code: '329901001002', name: '西北社区', x: WEST, y: SOUTH + SIDE },
    { id: 6, parent: east, code: '329901002001', name: '东南社区', x: WEST + SIDE, y: SOUTH },
    { id: 7, parent: east, code: '329901002002', name: '东北社区', x: WEST + SIDE, y: SOUTH + SIDE },
  ]
  await db
    .insertInto('area')
    .values([
      area(city, '329901000000', '微城区', 'city', [city], box(WEST, SOUTH, whole)),
      area(west, '329901001000', '西街道', 'subdistrict', [city, west], box(WEST, SOUTH, half)),
      area(east, '329901002000', '东街道', 'subdistrict', [city, east], box(WEST + SIDE, SOUTH, half)),
      ...communities.map(({ id, parent, code, name, x, y }) =>
        area(id, code, name, 'community', [city, parent, id], box(x, y, quarter)),
      ),
    ])
    .execute()
  await db
    .insertInto('duty_grid')
    .values(
      communities.map(({ id, code, name, x, y }) => ({
        ...source,
        duty_grid_id: id,
        code: `${code}D1`,
        name: `${name}责任网格`,
        scope_area_id: id,
        geom: box(x, y, quarter),
        source_id: code,
      })),
    )
    .execute()
  const cell = { x: SIDE / 2, y: SIDE / 2 }
  const cells = communities.flatMap(({ id, code, x, y }) =>
    [0, 1, 2, 3].map((n) => ({
      ...source,
      unit_grid_id: id * 10 + n,
      code: `${code}00${n + 1}`,
      duty_grid_id: id,
      scope_area_id: id,
      area_square_meters: 1_000_000,
      geom: box(x + (n % 2) * cell.x, y + Math.floor(n / 2) * cell.y, cell),
      source_id: `${code}00${n + 1}`,
    })),
  )
  await db.insertInto('unit_grid').values(cells).execute()
  await db
    .insertInto('work_period')
    .values([
      { start_minute: 480, end_minute: 720 },
      { start_minute: 840, end_minute: 1080 },
    ])
    .execute()
}

async function loadDepartments(db: Kysely<Database>): Promise<TinyCity['departments']> {
  const rows = await db
    .insertInto('department')
    .values([
      { code: 'D1', name: '监督中心', name_en: 'Supervision Center', kind: 'supervision' },
      { code: 'D2', name: '环卫局', name_en: 'Sanitation Bureau', kind: 'bureau' },
      { code: 'D3', name: '西街道办', name_en: 'West Office', kind: 'subdistrict', area_id: TINY_AREAS.west },
    ])
    .returning('department_id')
    .execute()
  const [supervision, sanitation, westOffice] = rows.map((row) => row.department_id) as [
    number,
    number,
    number,
  ]
  return { supervision, sanitation, westOffice }
}

async function loadCategories(
  db: Kysely<Database>,
  departments: TinyCity['departments'],
): Promise<TinyCity['categories']> {
  const event = {
    kind: 'event',
    class_code: '01',
    class_name: '市容环境',
    class_name_en: 'City appearance',
  } as const
  const rows = await db
    .insertInto('category')
    .values([
      { ...event, code: '200102', name: '暴露垃圾', name_en: 'Exposed garbage', skill: 'sanitation' },
      {
        ...event,
        code: '200111',
        name: '道路积水',
        name_en: 'Road flooding',
        severity: 'urgent',
        skill: 'sanitation',
      },
      { ...event, kind: 'part', code: '100102', name: '污水井盖', name_en: 'Sewer cover' },
      { ...event, code: '200699', name: '其他事件', name_en: 'Other' },
    ])
    .returning('category_id')
    .execute()
  const [garbage, flooding, cover, orphan] = rows.map((row) => row.category_id) as [
    number,
    number,
    number,
    number,
  ]
  await db
    .insertInto('category_limit')
    .values([
      { category_id: garbage, stage: 'handle', clock: 'work_hours', amount: 240 },
      { category_id: garbage, stage: 'total', clock: 'work_days', amount: 1 },
      { category_id: flooding, stage: 'dispatch', clock: 'urgent', amount: 10 },
      { category_id: flooding, stage: 'total', clock: 'urgent', amount: 120 },
    ])
    .execute()
  await db
    .insertInto('duty')
    .values([
      { category_id: garbage, area_id: null, department_id: departments.sanitation },
      { category_id: flooding, area_id: null, department_id: departments.sanitation },
      { category_id: flooding, area_id: TINY_AREAS.westNorth, department_id: departments.westOffice },
    ])
    .execute()
  return { garbage, flooding, cover, orphan }
}

async function loadUnits(
  db: Kysely<Database>,
  departments: TinyCity['departments'],
): Promise<TinyCity['units']> {
  const sanitation = { kind: 'sanitation', department_id: departments.sanitation, skills: ['sanitation'] }
  const at = (lngLat: LngLat) => sql<string>`st_setsrid(st_makepoint(${lngLat[0]}, ${lngLat[1]}), 4326)`
  const rows = await db
    .insertInto('unit')
    .values([
      {
        ...sanitation,
        code: 'U1',
        name: '环卫一班',
        name_en: 'Sanitation 1',
        home: at(TINY_POINTS.eastSouth),
      },
      {
        ...sanitation,
        code: 'U2',
        name: '环卫夜班',
        name_en: 'Sanitation night',
        home: at(TINY_POINTS.westSouth),
      },
      {
        ...sanitation,
        code: 'U3',
        name: '环卫三班',
        name_en: 'Sanitation 3',
        home: at(TINY_POINTS.westSouth),
      },
      {
        code: 'U4',
        name: '西街道巡查',
        name_en: 'West patrol',
        kind: 'patrol',
        department_id: departments.westOffice,
        home: at(TINY_POINTS.westNorth),
      },
    ])
    .returning('unit_id')
    .execute()
  const [near, offShift, stale, patrol] = rows.map((row) => row.unit_id) as [number, number, number, number]
  await db
    .insertInto('unit_shift')
    .values({ unit_id: offShift, weekday: 4, start_minute: 1200, end_minute: 1920 })
    .execute()
  const fix = (unit_id: number, [lng, lat]: LngLat, ageMinutes: number) => ({
    unit_id,
    lng,
    lat,
    at: new Date(TINY_NOON.getTime() - ageMinutes * 60_000),
  })
  await db
    .insertInto('unit_state')
    .values([
      fix(near, TINY_POINTS.eastSouth, 1),
      fix(offShift, TINY_POINTS.westSouth, 1),
      fix(stale, TINY_POINTS.westSouth, 41),
      fix(patrol, TINY_POINTS.westNorth, 2),
    ])
    .execute()
  return { near, offShift, stale, patrol }
}

async function loadRules(db: Kysely<Database>): Promise<void> {
  const table = (inputs: string[], outputs: string[], rules: Record<string, string>[]) =>
    JSON.stringify({
      contentType: 'application/vnd.gorules.decision',
      nodes: [
        { id: 'in', type: 'inputNode', name: 'facts', position: { x: 0, y: 0 } },
        {
          id: 'table',
          type: 'decisionTableNode',
          name: 'table',
          position: { x: 200, y: 0 },
          content: {
            hitPolicy: 'first',
            inputs: inputs.map((field) => ({ id: field, name: field, field })),
            outputs: outputs.map((field) => ({ id: field, name: field, field })),
            rules,
          },
        },
        { id: 'out', type: 'outputNode', name: 'decision', position: { x: 400, y: 0 } },
      ],
      edges: [
        { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
        { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
      ],
    })
  const valid = '[2020-01-01T00:00:00Z,)'
  await db
    .insertInto('rule')
    .values([
      {
        code: 'registration',
        kind: 'registration',
        name: '立案规则',
        valid,
        content: table(
          ['severity', 'foundBy', 'isLocated', 'hasCategory'],
          ['decision', 'reasonZh', 'reasonEn'],
          [
            {
              _id: 'R-01',
              _description: '紧急',
              severity: '"urgent"',
              foundBy: '',
              isLocated: 'true',
              hasCategory: 'true',
              decision: '"register"',
              reasonZh: '"紧急事项直接立案"',
              reasonEn: '"Urgent: registered at once"',
            },
            {
              _id: 'R-02',
              _description: '我方发现',
              severity: '',
              foundBy: '"us"',
              isLocated: 'true',
              hasCategory: 'true',
              decision: '"register"',
              reasonZh: '"我方发现直接立案"',
              reasonEn: '"Found by us: registered at once"',
            },
            {
              _id: 'R-03',
              _description: '其他',
              severity: '',
              foundBy: '',
              isLocated: '',
              hasCategory: '',
              decision: '"verify"',
              reasonZh: '"先受理核实"',
              reasonEn: '"Accepted, to be verified"',
            },
          ],
        ),
      },
      {
        code: 'dispatch',
        kind: 'dispatch',
        name: '派遣规则',
        valid,
        content: table(
          ['severity', 'hasUnit'],
          ['autoDispatch', 'reasonZh', 'reasonEn'],
          [
            {
              _id: 'D-01',
              _description: '紧急自动派遣',
              severity: '"urgent"',
              hasUnit: 'true',
              autoDispatch: 'true',
              reasonZh: '"紧急事项自动派遣最近力量"',
              reasonEn: '"Urgent: nearest unit sent"',
            },
            {
              _id: 'D-02',
              _description: '其余人工',
              severity: '',
              hasUnit: '',
              autoDispatch: 'false',
              reasonZh: '"由派遣员派遣"',
              reasonEn: '"Left to the dispatcher"',
            },
          ],
        ),
      },
    ])
    .execute()
}
