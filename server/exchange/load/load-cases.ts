import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { CASE_EVENTS } from '../../cases/case-events.ts'
import { caseNumber } from '../../cases/case-number.ts'
import { clockLevelAt, deadlinesOf, type Limit } from '../../clocks/deadlines.ts'
import { type WorkCalendar, workCalendar } from '../../clocks/work-calendar.ts'
import type { Locator } from '../../locate/locator.ts'
import { type Place, UNLOCATED } from '../../locate/place.ts'
import { contentSha256 } from '../../reports/content-sha256.ts'
import { CHANNELS } from '../../reports/report-input.ts'
import type { ParsedReport } from '../../reports/take-report.ts'
import type { BundleCase, CaseState, CaseVerb } from '../bundle.ts'
import { chargeOf } from './charge-of.ts'
import { insertRows, jsonColumn, pointColumn } from './insert-rows.ts'
import type { Loaded } from './load-geography.ts'
import { partIdsBySource } from './load-objects.ts'
import { idsByCode } from './load-organization.ts'
import { inTransaction, type Loader } from './loader.ts'

const CHUNK_CASES = 1000

type Prepared = BundleCase & {
  readonly place: Place
  readonly state: CaseState
  readonly at: ReadonlyMap<CaseVerb, string>
  readonly contentSha256: string
  readonly departmentCode: string | null
  readonly unitCode: string | null
  readonly dueAt: string | null
  readonly handleDueAt: string | null
  readonly warnAt: string | null
  readonly clockLevel: 'normal' | 'near' | 'overdue'
  readonly isBackdated: boolean
}

/**
 * Past cases with their reports, their steps at every moment, and one backdated event each, that of the last step. A case whose source id is there with the same content
 * stays; with other content it waits in the conflict queue; nothing is written twice.
 *
 * @param hasLiveCases open cases keep running clocks (a seeded city); else they are the source's and have none
 */
export async function loadCases(
  loader: Loader,
  locator: Locator,
  hasLiveCases: boolean,
): Promise<Loaded & { readonly conflicts: number }> {
  const { bundle } = loader
  const lookups = await inTransaction(loader, async (trx) => ({
    categoryIds: await idsByCode(trx, 'category'),
    departmentIds: await idsByCode(trx, 'department'),
    unitIds: await idsByCode(trx, 'unit'),
    partIds: await partIdsBySource(trx, bundle.sourceSystem),
    standing: new Map(
      (
        await trx
          .selectFrom('report')
          .select(['source_id', 'report_id', 'content_sha256', 'scope_area_id'])
          .where('source_system', '=', bundle.sourceSystem)
          .execute()
      ).map((row) => [row.source_id, row]),
    ),
  }))
  const calendar = workCalendar(bundle.city.timeZone, bundle.calendar)
  const categories = new Map(bundle.categories.map((category) => [category.code, category]))
  const prepared = bundle.cases
    .map((row) => prepare(row, calendar, categories, locator, hasLiveCases, loader.now))
    // The log is written in the order in which things last happened.
    .sort((a, b) => compare(lastOf(a).at, lastOf(b).at) || compare(a.sourceId, b.sourceId))
  const fresh = prepared.filter(({ sourceId }) => !lookups.standing.has(sourceId))
  const changed = prepared.filter((row) => {
    const standing = lookups.standing.get(row.sourceId)
    return standing !== undefined && standing.content_sha256 !== row.contentSha256
  })
  for (let start = 0; start < fresh.length; start += CHUNK_CASES) {
    await writeCases(loader, fresh.slice(start, start + CHUNK_CASES), lookups)
    loader.onProgress('cases', Math.min(1, (start + CHUNK_CASES) / fresh.length))
  }
  const conflicts = await inTransaction(loader, (trx) =>
    insertRows(
      trx,
      {
        table: 'report_conflict',
        columns: [
          { name: 'source_system', type: 'text', value: () => bundle.sourceSystem },
          { name: 'source_id', type: 'text', value: ({ sourceId }) => sourceId },
          { name: 'content_sha256', type: 'text', value: (row) => row.contentSha256 },
          {
            name: 'report_id',
            type: 'bigint',
            value: ({ sourceId }) => lookups.standing.get(sourceId)!.report_id,
          },
          jsonColumn<Prepared>('payload', (row) => asReport(row, bundle.sourceSystem)),
          { name: 'received_at', type: 'timestamptz', value: () => loader.now.toISOString() },
          {
            name: 'scope_area_id',
            type: 'int',
            value: ({ sourceId }) => lookups.standing.get(sourceId)!.scope_area_id,
          },
        ],
        conflict: sql`on conflict (source_system, source_id, content_sha256) do nothing`,
      },
      changed,
    ),
  )
  return {
    created: fresh.length,
    changed: 0,
    unchanged: prepared.length - fresh.length - changed.length,
    conflicts,
  }
}

/** The row as a report, so that a person who decides that it is another matter can make it a case. */
function asReport(row: Prepared, sourceSystem: string): ParsedReport {
  const { x, y, coordinateSystem } = row.original
  return {
    sourceSystem,
    sourceId: row.sourceId,
    channel: CHANNELS.find((channel) => channel === row.channel) ?? 'other_system',
    categoryCode: row.categoryCode ?? undefined,
    description: row.description,
    address: row.address,
    x,
    y,
    coordinateSystem,
    reportedAt: row.reportedAt,
    reporterName: row.reporterName,
    reporterPhone: row.reporterPhone,
    sourceAreaLabel: row.sourceAreaLabel ?? undefined,
    lngLat: row.lngLat,
    photos: [],
    contentSha256: row.contentSha256,
  }
}

function prepare(
  row: BundleCase,
  calendar: WorkCalendar,
  categories: ReadonlyMap<string, { readonly limits: readonly Limit[] }>,
  locator: Locator,
  hasLiveCases: boolean,
  now: Date,
): Prepared {
  const at = new Map(row.steps.map(({ verb, at }) => [verb, at]))
  const state = lastOf(row).toState
  const isOpen = state !== 'closed' && state !== 'canceled'
  const isLive = isOpen && hasLiveCases
  const registeredAt = at.get('register')
  const dispatchedAt = at.get('dispatch')
  const deadlines = deadlinesOf({
    calendar,
    limits: (row.categoryCode === null ? undefined : categories.get(row.categoryCode)?.limits) ?? [],
    state,
    reportedAtMs: Date.parse(row.reportedAt),
    registeredAtMs: registeredAt === undefined ? null : Date.parse(registeredAt),
    dispatchedAtMs: dispatchedAt === undefined ? null : Date.parse(dispatchedAt),
  })
  const dueAt = row.dueAt ?? instant(deadlines.dueAtMs)
  const closedAt = at.get('check_pass')
  return {
    ...row,
    at,
    state,
    place: row.lngLat ? locator.locate(...row.lngLat) : UNLOCATED,
    contentSha256: contentSha256({
      category: row.categoryCode,
      description: row.description,
      address: row.address,
      x: row.original.x,
      y: row.original.y,
      reportedAt: row.reportedAt,
    }),
    ...chargeOf(row.steps),
    // An open case of another system runs on that system's clock, not on ours.
    dueAt: isOpen && !isLive ? null : dueAt,
    handleDueAt: isLive && deadlines.handleDueAtMs !== null ? instant(deadlines.handleDueAtMs) : null,
    warnAt: isLive ? instant(deadlines.warnAtMs) : null,
    clockLevel: isLive
      ? clockLevelAt(deadlines, state, now.getTime())
      : closedAt !== undefined && closedAt > dueAt
        ? 'overdue'
        : 'normal',
    isBackdated: !isLive,
  }
}

type Lookups = {
  readonly categoryIds: ReadonlyMap<string, number>
  readonly departmentIds: ReadonlyMap<string, number>
  readonly unitIds: ReadonlyMap<string, number>
  readonly partIds: ReadonlyMap<string, number>
}

/** One transaction: the cases and everything that hangs on them, or nothing. */
async function writeCases(loader: Loader, cases: readonly Prepared[], lookups: Lookups): Promise<void> {
  const { bundle } = loader
  const { sourceSystem, city } = bundle
  const idOf = (ids: ReadonlyMap<string, number>, code: string | null) =>
    code === null ? null : (ids.get(code) ?? null)
  const severityOf = new Map(bundle.categories.map(({ code, severity }) => [code, severity]))
  await inTransaction(loader, async (trx) => {
    const { rows: ids } = await sql<{ caseId: number; serial: number }>`
      select nextval(pg_get_serial_sequence('case_record', 'case_id'))::bigint as "caseId",
        nextval('case_number_seq')::bigint as serial
      from generate_series(1, ${cases.length}::int)`.execute(trx)
    const rows = cases.map((row, i) => ({
      ...row,
      caseId: ids[i]!.caseId,
      number: caseNumber(city.code, city.timeZone, Date.parse(row.reportedAt), ids[i]!.serial),
    }))
    type Row = (typeof rows)[number]
    const moment = (name: string, ...verbs: CaseVerb[]) => ({
      name,
      type: 'timestamptz',
      value: ({ at }: Row) => verbs.map((verb) => at.get(verb)).find((time) => time !== undefined) ?? null,
    })
    const count = (name: string, counted: CaseVerb) => ({
      name,
      type: 'smallint',
      value: ({ steps }: Row) => steps.filter(({ verb }) => verb === counted).length,
    })
    await insertRows<Row>(
      trx,
      {
        table: 'case_record',
        hasIds: true,
        columns: [
          { name: 'case_id', type: 'bigint', value: ({ caseId }) => caseId },
          { name: 'number', type: 'text', value: ({ number }) => number },
          { name: 'version', type: 'int', value: ({ steps }) => steps.length },
          { name: 'state', type: 'text', value: ({ state }) => state },
          { name: 'channel', type: 'text', value: ({ channel }) => channel },
          { name: 'found_by', type: 'text', value: ({ foundBy }) => foundBy },
          {
            name: 'category_id',
            type: 'int',
            value: ({ categoryCode }) => idOf(lookups.categoryIds, categoryCode),
          },
          { name: 'description', type: 'text', value: ({ description }) => description },
          { name: 'address', type: 'text', value: ({ address }) => address },
          pointColumn('geom', ({ lngLat }) => lngLat),
          { name: 'scope_area_id', type: 'int', value: ({ place }) => place.scopeAreaId },
          { name: 'area_version_id', type: 'uuid', value: ({ place }) => place.areaVersionId },
          {
            name: 'unit_grid_version_id',
            type: 'uuid',
            value: ({ place }) => place.unitGrid?.versionId ?? null,
          },
          {
            name: 'duty_grid_version_id',
            type: 'uuid',
            value: ({ place }) => place.dutyGrid?.versionId ?? null,
          },
          { name: 'unit_grid_id', type: 'int', value: ({ place }) => place.unitGrid?.unitGridId ?? null },
          { name: 'duty_grid_id', type: 'int', value: ({ place }) => place.dutyGrid?.dutyGridId ?? null },
          jsonColumn('locate_reason', ({ place }) => place.reason),
          { name: 'part_id', type: 'int', value: ({ partSourceId }) => idOf(lookups.partIds, partSourceId) },
          {
            name: 'severity',
            type: 'text',
            value: ({ categoryCode }) =>
              categoryCode === null ? 'normal' : (severityOf.get(categoryCode) ?? 'normal'),
          },
          {
            name: 'department_id',
            type: 'int',
            value: ({ departmentCode }) => idOf(lookups.departmentIds, departmentCode),
          },
          { name: 'unit_id', type: 'int', value: ({ unitCode }) => idOf(lookups.unitIds, unitCode) },
          {
            name: 'auto_dispatched',
            type: 'boolean',
            value: ({ autoDispatched }) => autoDispatched ?? false,
          },
          { name: 'reported_at', type: 'timestamptz', value: ({ reportedAt }) => reportedAt },
          moment('accepted_at', 'accept'),
          moment('registered_at', 'register'),
          moment('dispatched_at', 'dispatch'),
          moment('signed_at', 'sign'),
          moment('handled_at', 'handle'),
          moment('fed_back_at', 'feed_back'),
          moment('checked_at', 'check_pass', 'check_fail'),
          moment('closed_at', 'check_pass', 'cancel'),
          { name: 'handle_due_at', type: 'timestamptz', value: ({ handleDueAt }) => handleDueAt },
          { name: 'due_at', type: 'timestamptz', value: ({ dueAt }) => dueAt },
          { name: 'warn_at', type: 'timestamptz', value: ({ warnAt }) => warnAt },
          { name: 'clock_level', type: 'text', value: ({ clockLevel }) => clockLevel },
          count('return_count', 'return'),
          count('rework_count', 'check_fail'),
          { name: 'is_backdated', type: 'boolean', value: ({ isBackdated }) => isBackdated },
          { name: 'source_system', type: 'text', value: () => sourceSystem },
          { name: 'source_id', type: 'text', value: ({ sourceId }) => sourceId },
          { name: 'updated_at', type: 'timestamptz', value: (row) => lastOf(row).at },
        ],
      },
      rows,
    )
    await insertRows<Row>(
      trx,
      {
        table: 'report',
        columns: [
          { name: 'source_system', type: 'text', value: () => sourceSystem },
          { name: 'source_id', type: 'text', value: ({ sourceId }) => sourceId },
          { name: 'content_sha256', type: 'text', value: (row) => row.contentSha256 },
          { name: 'follow_token', type: 'text', value: () => randomBytes(24).toString('base64url') },
          { name: 'channel', type: 'text', value: ({ channel }) => channel },
          {
            name: 'category_id',
            type: 'int',
            value: ({ categoryCode }) => idOf(lookups.categoryIds, categoryCode),
          },
          { name: 'description', type: 'text', value: ({ description }) => description },
          { name: 'address', type: 'text', value: ({ address }) => address },
          pointColumn('geom', ({ lngLat }) => lngLat),
          { name: 'original_x', type: 'float8', value: ({ original }) => original.x },
          { name: 'original_y', type: 'float8', value: ({ original }) => original.y },
          { name: 'coordinate_system', type: 'text', value: ({ original }) => original.coordinateSystem },
          { name: 'reported_at', type: 'timestamptz', value: ({ reportedAt }) => reportedAt },
          { name: 'received_at', type: 'timestamptz', value: ({ reportedAt }) => reportedAt },
          { name: 'case_id', type: 'bigint', value: ({ caseId }) => caseId },
          { name: 'source_area_label', type: 'text', value: ({ sourceAreaLabel }) => sourceAreaLabel },
          { name: 'scope_area_id', type: 'int', value: ({ place }) => place.scopeAreaId },
        ],
      },
      rows,
    )
    await insertRows<Row>(
      trx,
      {
        table: 'report_private',
        columns: [
          {
            name: 'report_id',
            type: 'text',
            value: ({ sourceId }) => sourceId,
            as: (id) => sql`(
            select report_id from report where source_system = ${sourceSystem} and source_id = ${id})`,
          },
          { name: 'reporter_name', type: 'text', value: ({ reporterName }) => reporterName },
          { name: 'reporter_phone', type: 'text', value: ({ reporterPhone }) => reporterPhone },
        ],
      },
      rows.filter(({ reporterName, reporterPhone }) => reporterName !== null || reporterPhone !== null),
    )
    const steps = rows.flatMap((row) =>
      row.steps.map((step, i) => ({
        ...step,
        caseId: row.caseId,
        version: i + 1,
        fromState: i === 0 ? null : row.steps[i - 1]!.toState,
        scopeAreaId: row.place.scopeAreaId,
      })),
    )
    await insertRows<(typeof steps)[number]>(
      trx,
      {
        table: 'case_step',
        columns: [
          { name: 'case_id', type: 'bigint', value: ({ caseId }) => caseId },
          { name: 'version', type: 'int', value: ({ version }) => version },
          { name: 'verb', type: 'text', value: ({ verb }) => verb },
          { name: 'from_state', type: 'text', value: ({ fromState }) => fromState },
          { name: 'to_state', type: 'text', value: ({ toState }) => toState },
          { name: 'at', type: 'timestamptz', value: ({ at }) => at },
          { name: 'recorded_at', type: 'timestamptz', value: () => loader.now.toISOString() },
          { name: 'actor_name', type: 'text', value: ({ actorName }) => actorName },
          {
            name: 'department_id',
            type: 'int',
            value: ({ departmentCode }) => idOf(lookups.departmentIds, departmentCode),
          },
          { name: 'unit_id', type: 'int', value: ({ unitCode }) => idOf(lookups.unitIds, unitCode) },
          { name: 'note', type: 'text', value: ({ note }) => note },
          { name: 'scope_area_id', type: 'int', value: ({ scopeAreaId }) => scopeAreaId },
        ],
      },
      steps,
    )
    await insertRows<Row>(
      trx,
      {
        table: 'case_history',
        columns: [
          { name: 'case_id', type: 'bigint', value: ({ caseId }) => caseId },
          { name: 'version', type: 'int', value: ({ steps }) => steps.length },
          {
            name: 'valid',
            type: 'text',
            value: (row) => `[${lastOf(row).at},)`,
            as: (range) => sql`${range}::tstzrange`,
          },
          { name: 'state', type: 'text', value: ({ state }) => state },
          {
            name: 'department_id',
            type: 'int',
            value: ({ departmentCode }) => idOf(lookups.departmentIds, departmentCode),
          },
          { name: 'unit_id', type: 'int', value: ({ unitCode }) => idOf(lookups.unitIds, unitCode) },
          { name: 'duty_grid_id', type: 'int', value: ({ place }) => place.dutyGrid?.dutyGridId ?? null },
          {
            name: 'category_id',
            type: 'int',
            value: ({ categoryCode }) => idOf(lookups.categoryIds, categoryCode),
          },
          { name: 'scope_area_id', type: 'int', value: ({ place }) => place.scopeAreaId },
        ],
      },
      rows,
    )
    await insertRows<Row>(
      trx,
      {
        table: 'event_log',
        columns: [
          { name: 'at', type: 'timestamptz', value: (row) => lastOf(row).at },
          { name: 'type', type: 'text', value: (row) => CASE_EVENTS[lastOf(row).verb] },
          { name: 'scope_area_id', type: 'int', value: ({ place }) => place.scopeAreaId },
          { name: 'entity', type: 'text', value: () => 'case' },
          { name: 'entity_id', type: 'text', value: ({ caseId }) => String(caseId) },
          { name: 'actor', type: 'text', value: () => sourceSystem },
          jsonColumn('data', ({ number, state, steps }) => ({
            number,
            state,
            version: steps.length,
            isBackdated: true,
          })),
        ],
      },
      rows,
    )
  })
}

function lastOf(row: Pick<BundleCase, 'steps'>): BundleCase['steps'][number] {
  return row.steps[row.steps.length - 1]!
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
