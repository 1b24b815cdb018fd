import { sql } from 'kysely'
import { CASE_EVENTS } from '../../cases/case-events.ts'
import { caseNumber } from '../../cases/case-number.ts'
import { workCalendar } from '../../clocks/work-calendar.ts'
import type { Trx } from '../../db/client.ts'
import type { Locator } from '../../locate/locator.ts'
import { CHANNELS } from '../../reports/report-input.ts'
import type { ParsedReport } from '../../reports/take-report.ts'
import type { BundleCase } from '../bundle.ts'
import {
  type CaseTables,
  caseTables,
  hasReporter,
  type Lookups,
  stepsOf,
  type WrittenCase,
} from './case-tables.ts'
import { chunksOf } from './chunks-of.ts'
import { CopyIn } from './copy-rows.ts'
import { type Insert, insertRows, jsonColumn } from './insert-rows.ts'
import type { Loaded } from './load-geography.ts'
import { partIdsBySource } from './load-objects.ts'
import { idsByCode } from './load-organization.ts'
import { inTransaction, type Loader } from './loader.ts'
import { PastCases } from './past-cases.ts'
import { lastOf, type PreparedCase, prepareCase } from './prepare-case.ts'

const CHUNK_CASES = 1000

type LoadedCases = Loaded & { readonly conflicts: number }

/**
 * Past cases with their reports, their steps at every moment, and one backdated event each, that of the last step; the
 * log is written in the order in which things last happened. A case whose source id is there with the same content
 * stays; with other content it waits in the conflict queue; nothing is written twice.
 *
 * @param hasLiveCases open cases keep running clocks (a seeded city); else they are the source's and have none
 */
export async function loadCases(
  loader: Loader,
  locator: Locator,
  hasLiveCases: boolean,
): Promise<LoadedCases> {
  const { bundle } = loader
  const lookups = await inTransaction(loader, async (trx) => ({
    categoryIds: await idsByCode(trx, 'category'),
    departmentIds: await idsByCode(trx, 'department'),
    unitIds: await idsByCode(trx, 'unit'),
    partIds: await partIdsBySource(trx, bundle.sourceSystem),
  }))
  const calendar = workCalendar(bundle.city.timeZone, bundle.calendar)
  const categories = new Map(bundle.categories.map((category) => [category.code, category]))
  const prepare = (row: BundleCase) =>
    prepareCase(row, calendar, categories, locator, hasLiveCases, loader.now)
  return loader.isFresh
    ? await loadFreshCases(loader, prepare, lookups)
    : await loadMoreCases(loader, prepare, lookups)
}

/** A whole city's past, chunk by chunk as it is made: it never is in memory at once. */
async function loadFreshCases(
  loader: Loader,
  prepare: (row: BundleCase) => PreparedCase,
  lookups: Lookups,
): Promise<LoadedCases> {
  const { bundle, copyUrl } = loader
  const tables = caseTables(loader, lookups)
  const past = new PastCases(bundle.sourceSystem)
  const sink = copyUrl === undefined ? undefined : await CaseCopies.open(copyUrl, tables)
  const expected = Array.isArray(bundle.cases) ? bundle.cases.length : bundle.expectedCases
  let created = 0
  try {
    for (const chunk of chunksOf(bundle.cases, CHUNK_CASES)) {
      const prepared = chunk.map(prepare)
      const rows = await inTransaction(loader, async (trx) => {
        const numbered = await numberCases(trx, bundle.city, prepared)
        if (!sink) await writeCases(trx, tables, numbered)
        return numbered
      })
      await sink?.write(rows)
      for (const row of rows) past.add(row)
      created += rows.length
      loader.onProgress('cases', expected ? Math.min(0.999, created / expected) : 0, created)
    }
    await sink?.commit()
  } catch (error) {
    await sink?.abandon()
    throw error
  }
  loader.onProgress('cases', 1, created)
  await past.writeEvents(loader)
  return { created, changed: 0, unchanged: 0, conflicts: 0 }
}

/** What a source says beside, or again. */
async function loadMoreCases(
  loader: Loader,
  prepare: (row: BundleCase) => PreparedCase,
  lookups: Lookups,
): Promise<LoadedCases> {
  const { bundle } = loader
  const standing = await standingReports(loader)
  const prepared = [...bundle.cases]
    .map(prepare)
    .sort((a, b) => compare(lastOf(a).at, lastOf(b).at) || compare(a.sourceId, b.sourceId))
  const fresh = prepared.filter(({ sourceId }) => !standing.has(sourceId))
  const changed = prepared.filter((row) => {
    const there = standing.get(row.sourceId)
    return there !== undefined && there.content_sha256 !== row.contentSha256
  })
  const tables = caseTables(loader, lookups)
  const event = eventTable(bundle.sourceSystem)
  let written = 0
  for (const chunk of chunksOf(fresh, CHUNK_CASES)) {
    // The cases and everything that hangs on them, or nothing.
    await inTransaction(loader, async (trx) => {
      const rows = await numberCases(trx, bundle.city, chunk)
      await writeCases(trx, tables, rows)
      await insertRows(trx, event, rows)
    })
    written += chunk.length
    loader.onProgress('cases', written / fresh.length, written)
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
            value: ({ sourceId }) => standing.get(sourceId)!.report_id,
          },
          jsonColumn<PreparedCase>('payload', (row) => asReport(row, bundle.sourceSystem)),
          { name: 'received_at', type: 'timestamptz', value: () => loader.now.toISOString() },
          {
            name: 'scope_area_id',
            type: 'int',
            value: ({ sourceId }) => standing.get(sourceId)!.scope_area_id,
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

async function standingReports(loader: Loader) {
  const rows = await inTransaction(loader, (trx) =>
    trx
      .selectFrom('report')
      .select(['source_id', 'report_id', 'content_sha256', 'scope_area_id'])
      .where('source_system', '=', loader.bundle.sourceSystem)
      .execute(),
  )
  return new Map(rows.map((row) => [row.source_id, row]))
}

/** The row as a report, so that a person who decides that it is another matter can make it a case. */
function asReport(row: PreparedCase, sourceSystem: string): ParsedReport {
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

/** Ids and numbers, drawn from the database's own sequences. */
async function numberCases(
  trx: Trx,
  city: { readonly code: string; readonly timeZone: string },
  cases: readonly PreparedCase[],
): Promise<WrittenCase[]> {
  const { rows: ids } = await sql<{ caseId: number; reportId: number; serial: number }>`
    select nextval(pg_get_serial_sequence('case_record', 'case_id'))::bigint as "caseId",
      nextval(pg_get_serial_sequence('report', 'report_id'))::bigint as "reportId",
      nextval('case_number_seq')::bigint as serial
    from generate_series(1, ${cases.length}::int)`.execute(trx)
  return cases.map((row, i) => ({
    ...row,
    caseId: ids[i]!.caseId,
    reportId: ids[i]!.reportId,
    number: caseNumber({
      cityCode: city.code,
      timeZone: city.timeZone,
      atMs: Date.parse(row.reportedAt),
      serial: ids[i]!.serial,
    }),
  }))
}

async function writeCases(trx: Trx, tables: CaseTables, rows: readonly WrittenCase[]): Promise<void> {
  await insertRows(trx, tables.record, rows)
  await insertRows(trx, tables.report, rows)
  await insertRows(trx, tables.reportPrivate, rows.filter(hasReporter))
  await insertRows(trx, tables.step, rows.flatMap(stepsOf))
  await insertRows(trx, tables.history, rows)
}

/** The tables of a case written side by side, a COPY each: while one is fed, the database works on the others. */
class CaseCopies {
  readonly #record: CopyIn<WrittenCase>
  readonly #report: CopyIn<WrittenCase>
  readonly #reportPrivate: CopyIn<WrittenCase>
  readonly #step: CopyIn<ReturnType<typeof stepsOf>[number]>
  readonly #history: CopyIn<WrittenCase>

  private constructor(copies: {
    readonly record: CopyIn<WrittenCase>
    readonly report: CopyIn<WrittenCase>
    readonly reportPrivate: CopyIn<WrittenCase>
    readonly step: CopyIn<ReturnType<typeof stepsOf>[number]>
    readonly history: CopyIn<WrittenCase>
  }) {
    this.#record = copies.record
    this.#report = copies.report
    this.#reportPrivate = copies.reportPrivate
    this.#step = copies.step
    this.#history = copies.history
  }

  static async open(url: string, tables: CaseTables): Promise<CaseCopies> {
    return new CaseCopies({
      record: await CopyIn.open(url, tables.record),
      report: await CopyIn.open(url, tables.report),
      reportPrivate: await CopyIn.open(url, tables.reportPrivate),
      step: await CopyIn.open(url, tables.step),
      history: await CopyIn.open(url, tables.history),
    })
  }

  async write(rows: readonly WrittenCase[]): Promise<void> {
    for (const row of rows) {
      this.#record.add(row)
      this.#report.add(row)
      if (hasReporter(row)) this.#reportPrivate.add(row)
      for (const step of stepsOf(row)) this.#step.add(step)
      this.#history.add(row)
    }
    for (const copy of this.#all) await copy.drain()
  }

  async commit(): Promise<void> {
    for (const copy of this.#all) await copy.commit()
  }

  async abandon(): Promise<void> {
    for (const copy of this.#all) await copy.abandon()
  }

  get #all() {
    return [this.#record, this.#report, this.#reportPrivate, this.#step, this.#history]
  }
}

/** Events that the sequencer numbers. */
function eventTable(sourceSystem: string): Insert<WrittenCase> {
  return {
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
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
