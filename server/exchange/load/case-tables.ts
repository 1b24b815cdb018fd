import { randomFillSync } from 'node:crypto'
import { sql } from 'kysely'
import { closureLevelOf } from '../../cases/closure-level.ts'
import type { BundleCase, CaseState, CaseVerb } from '../bundle.ts'
import { type Column, type Insert, jsonColumn, pointColumn } from './insert-rows.ts'
import type { Loader } from './loader.ts'
import { lastOf, type PreparedCase } from './prepare-case.ts'

export type Lookups = {
  readonly categoryIds: ReadonlyMap<string, number>
  readonly departmentIds: ReadonlyMap<string, number>
  readonly unitIds: ReadonlyMap<string, number>
  readonly partIds: ReadonlyMap<string, number>
}
export type WrittenCase = PreparedCase & {
  readonly caseId: number
  readonly reportId: number
  readonly number: string
}
type WrittenStep = BundleCase['steps'][number] & {
  readonly caseId: number
  readonly version: number
  readonly fromState: CaseState | null
  readonly scopeAreaId: number
}
export type CaseTables = {
  readonly record: Insert<WrittenCase>
  readonly report: Insert<WrittenCase>
  /** For those that say who reported. */
  readonly reportPrivate: Insert<WrittenCase>
  readonly step: Insert<WrittenStep>
  readonly history: Insert<WrittenCase>
}

const TOKEN_BYTES = 24
const drawn = Buffer.alloc(TOKEN_BYTES * 512)
let used = drawn.length

/** An unguessable name; drawn many at once, as one by one costs a load of millions its twentieth part. */
function followToken(): string {
  if (used === drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  used += TOKEN_BYTES
  return drawn.toString('base64url', used - TOKEN_BYTES, used)
}

/** What a past case becomes: its row, its report, its steps at every moment and its last version. */
export function caseTables({ bundle, now }: Pick<Loader, 'bundle' | 'now'>, lookups: Lookups): CaseTables {
  const { sourceSystem } = bundle
  const recordedAt = now.toISOString()
  const idOf = (ids: ReadonlyMap<string, number>, code: string | null) =>
    code === null ? null : (ids.get(code) ?? null)
  const severityOf = new Map(bundle.categories.map(({ code, severity }) => [code, severity]))
  const areaLevels = new Map(bundle.areas.map(({ code, level }) => [code, level]))
  const departmentLevels = new Map(
    bundle.departments.map(({ code, areaCode }) => [code, areaLevels.get(areaCode ?? '') ?? null]),
  )
  const levelOf = (departmentCode: string) => departmentLevels.get(departmentCode) ?? null
  type Row = WrittenCase
  const moment = (name: string, ...verbs: CaseVerb[]): Column<Row> => ({
    name,
    type: 'timestamptz',
    value: ({ at }) => {
      for (const verb of verbs) {
        const time = at.get(verb)
        if (time !== undefined) return time
      }
      return null
    },
  })
  const count = (name: string, counted: CaseVerb): Column<Row> => ({
    name,
    type: 'smallint',
    value: ({ steps }) => steps.reduce((sum, { verb }) => sum + (verb === counted ? 1 : 0), 0),
  })
  return {
    record: {
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
        {
          name: 'closure_level',
          type: 'text',
          value: ({ state, departmentCode }) =>
            state === 'closed'
              ? closureLevelOf({
                  departmentLevels: departmentCode === null ? [] : [levelOf(departmentCode)],
                  isEscalated: false,
                  oversightLevel: 0,
                })
              : null,
        },
        { name: 'is_backdated', type: 'boolean', value: ({ isBackdated }) => isBackdated },
        { name: 'source_system', type: 'text', value: () => sourceSystem },
        { name: 'source_id', type: 'text', value: ({ sourceId }) => sourceId },
        { name: 'updated_at', type: 'timestamptz', value: (row) => lastOf(row).at },
      ],
    },
    report: {
      table: 'report',
      hasIds: true,
      columns: [
        { name: 'report_id', type: 'bigint', value: ({ reportId }) => reportId },
        { name: 'source_system', type: 'text', value: () => sourceSystem },
        { name: 'source_id', type: 'text', value: ({ sourceId }) => sourceId },
        { name: 'content_sha256', type: 'text', value: (row) => row.contentSha256 },
        { name: 'follow_token', type: 'text', value: followToken },
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
    reportPrivate: {
      table: 'report_private',
      columns: [
        { name: 'report_id', type: 'bigint', value: ({ reportId }) => reportId },
        { name: 'reporter_name', type: 'text', value: ({ reporterName }) => reporterName },
        { name: 'reporter_phone', type: 'text', value: ({ reporterPhone }) => reporterPhone },
      ],
    },
    step: {
      table: 'case_step',
      columns: [
        { name: 'case_id', type: 'bigint', value: ({ caseId }) => caseId },
        { name: 'version', type: 'int', value: ({ version }) => version },
        { name: 'verb', type: 'text', value: ({ verb }) => verb },
        { name: 'from_state', type: 'text', value: ({ fromState }) => fromState },
        { name: 'to_state', type: 'text', value: ({ toState }) => toState },
        { name: 'at', type: 'timestamptz', value: ({ at }) => at },
        { name: 'recorded_at', type: 'timestamptz', value: () => recordedAt },
        { name: 'actor_name', type: 'text', value: ({ actorName }) => actorName },
        {
          name: 'department_id',
          type: 'int',
          value: ({ departmentCode }) => idOf(lookups.departmentIds, departmentCode),
        },
        { name: 'unit_id', type: 'int', value: ({ unitCode }) => idOf(lookups.unitIds, unitCode) },
        { name: 'note', type: 'text', value: ({ note }) => note },
        jsonColumn('data', ({ score }) => (score === undefined ? {} : { score })),
        { name: 'scope_area_id', type: 'int', value: ({ scopeAreaId }) => scopeAreaId },
      ],
    },
    history: {
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
  }
}

export function hasReporter({ reporterName, reporterPhone }: WrittenCase): boolean {
  return reporterName !== null || reporterPhone !== null
}

export function stepsOf({ steps, caseId, place }: WrittenCase): WrittenStep[] {
  return steps.map((step, i) => ({
    ...step,
    caseId,
    version: i + 1,
    fromState: i === 0 ? null : steps[i - 1]!.toState,
    scopeAreaId: place.scopeAreaId,
  }))
}
