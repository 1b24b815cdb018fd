import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { areaSquareMeters } from '../../geo/area-square-meters.ts'
import { ewkbHex } from '../../geo/ewkb-hex.ts'
import type { MultiPolygonCoordinates } from '../../geo/lng-lat.ts'
import { mergeCells } from '../../geo/merge-cells.ts'
import { RULE_ACTOR } from '../cases/rule-actor.ts'
import { changeCase } from '../cases/work/change-case.ts'
import type { Trx } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { appendEvent } from '../events/append-event.ts'
import type { Locator } from '../locate/locator.ts'
import { compareGrids, type GridChanges } from './compare-grids.ts'
import type { DraftRow } from './draft-row.ts'
import type { GridCell, GridContent, GridDuty } from './grid-content.ts'
import { gridLocator } from './grid-locator.ts'
import { listPlaced } from './list-placed.ts'
import { readGrids } from './read-grids.ts'

type Versioned = { readonly id: number; readonly versionId: string }

/**
 * Puts a division into effect: grids that change end their version and begin another at this moment, new ones begin,
 * parts and open cases follow, closed cases keep what they had. Everything in the caller's transaction, as the system.
 *
 * @returns the versions that now stand
 * @throws {CodedError} DRAFT_STALE where the community's grids are no longer those in `expectedVersionIds`
 */
export async function publishGrids(
  trx: Trx,
  draft: Pick<DraftRow, 'draft_id' | 'scope_area_id'>,
  {
    from,
    to,
    expectedVersionIds,
  }: { from: GridContent; to: GridContent; expectedVersionIds: readonly string[] },
  { at, actor }: { at: Date; actor: string },
): Promise<string[]> {
  const areaId = draft.scope_area_id
  await sql`select pg_advisory_xact_lock(hashtext('grid_studio'))`.execute(trx)
  const current = await readGrids(trx, areaId)
  if (String(current.versionIds) !== String(expectedVersionIds.toSorted())) {
    throw new CodedError(
      'conflict',
      'DRAFT_STALE',
      '网格在起草后已被改动，请按现状重新起草',
      'The grids have changed since the draft began; begin again from those of today',
    )
  }
  const changes = compareGrids(to, from)
  const ids = await idsOf(trx, areaId, to, changes)
  await endVersions(trx, changes, at)
  for (const duty of [...changes.newDuties, ...changes.changedDuties]) {
    const { id, versionId } = idOf(ids.duties, duty.key)
    const own = to.cells.filter(({ dutyKey }) => dutyKey === duty.key)
    await insertDuty(
      trx,
      areaId,
      duty,
      { id, versionId, at },
      mergeCells(own.map(({ polygons }) => polygons)),
    )
    if (duty.dutyGridId === null) await bringPeople(trx, id, duty.from)
  }
  for (const cell of [...changes.newCells, ...changes.changedCells]) {
    const { id, versionId } = idOf(ids.cells, cell)
    await insertCell(trx, areaId, cell, { id, versionId, at }, idOf(ids.duties, cell.dutyKey).id)
    if (cell.unitGridId === null) await bringLooks(trx, id, cell.from)
  }
  await writeLineage(trx, draft, changes, ids, at)
  const locator = gridLocator(areaId, to, {
    ofCell: (index) => idOf(ids.cells, to.cells[index]!),
    ofDuty: (key) => idOf(ids.duties, key),
  })
  const moved = await moveAlong(trx, areaId, locator, at)
  await appendEvent(trx, {
    type: 'grids.published',
    at,
    scopeAreaId: areaId,
    entity: 'grid_draft',
    entityId: draft.draft_id,
    actor,
    data: {
      newUnitGrids: changes.newCells.length,
      endedUnitGrids: changes.endedCells.length,
      changedUnitGrids: changes.changedCells.length,
      ...moved,
    },
  })
  return (await readGrids(trx, areaId)).versionIds
}

type Ids = {
  readonly cells: ReadonlyMap<GridCell, Versioned>
  readonly duties: ReadonlyMap<string, Versioned>
}

function idOf<Key>(ids: ReadonlyMap<Key, Versioned>, key: Key): Versioned {
  const found = ids.get(key)
  if (!found) throw new Error('A grid without an id')
  return found
}

/** Versions that stand stay; whatever changes gets one of its own, and new grids get the next ids: publications come one at a time. */
async function idsOf(trx: Trx, areaId: number, to: GridContent, changes: GridChanges): Promise<Ids> {
  const { rows } = await sql<{ kind: string; id: number; versionId: string }>`
    select 'unit' as kind, unit_grid_id as id, version_id as "versionId" from unit_grid
      where scope_area_id = ${areaId} and upper_inf(valid)
    union all
    select 'duty', duty_grid_id, version_id from duty_grid where scope_area_id = ${areaId} and upper_inf(valid)`.execute(
    trx,
  )
  const standing = new Map(rows.map(({ kind, id, versionId }) => [`${kind} ${id}`, versionId]))
  const last = await trx
    .selectNoFrom((eb) => [
      eb.selectFrom('unit_grid').select(sql<number>`max(unit_grid_id)`.as('id')).as('unit'),
      eb.selectFrom('duty_grid').select(sql<number>`max(duty_grid_id)`.as('id')).as('duty'),
    ])
    .executeTakeFirstOrThrow()
  let unit = last.unit ?? 0
  let duty = last.duty ?? 0
  const duties = new Map<string, Versioned>()
  for (const grid of to.duties) {
    const isKept = !changes.newDuties.includes(grid) && !changes.changedDuties.includes(grid)
    const id = grid.dutyGridId ?? ++duty
    duties.set(grid.key, { id, versionId: (isKept && standing.get(`duty ${id}`)) || randomUUID() })
  }
  const cells = new Map<GridCell, Versioned>()
  for (const cell of to.cells) {
    const isKept = !changes.newCells.includes(cell) && !changes.changedCells.includes(cell)
    const id = cell.unitGridId ?? ++unit
    cells.set(cell, { id, versionId: (isKept && standing.get(`unit ${id}`)) || randomUUID() })
  }
  return { cells, duties }
}

async function endVersions(trx: Trx, changes: GridChanges, at: Date): Promise<void> {
  const ended = sql<string>`tstzrange(lower(valid), greatest(lower(valid), ${at}::timestamptz))`
  const idsOfCells = [...changes.changedCells, ...changes.endedCells].flatMap(
    ({ unitGridId }) => unitGridId ?? [],
  )
  const idsOfDuties = [...changes.changedDuties, ...changes.endedDuties].flatMap(
    ({ dutyGridId }) => dutyGridId ?? [],
  )
  if (idsOfCells.length > 0)
    await trx
      .updateTable('unit_grid')
      .set({ valid: ended })
      .where('unit_grid_id', 'in', idsOfCells)
      .where(sql<boolean>`upper_inf(valid)`)
      .execute()
  if (idsOfDuties.length > 0)
    await trx
      .updateTable('duty_grid')
      .set({ valid: ended })
      .where('duty_grid_id', 'in', idsOfDuties)
      .where(sql<boolean>`upper_inf(valid)`)
      .execute()
}

type At = Versioned & { readonly at: Date }

async function insertDuty(
  trx: Trx,
  areaId: number,
  duty: GridDuty,
  { id, versionId, at }: At,
  polygons: MultiPolygonCoordinates,
): Promise<void> {
  await trx
    .insertInto('duty_grid')
    .values({
      version_id: versionId,
      duty_grid_id: id,
      code: duty.code,
      name: duty.name,
      name_en: duty.nameEn,
      scope_area_id: areaId,
      valid: sql<string>`tstzrange(${at}::timestamptz, null)`,
      geom: geometryOf(polygons),
      source_system: sql<string>`coalesce((select source_system from duty_grid where duty_grid_id = ${id} limit 1), 'studio')`,
      source_id: sql<string>`coalesce((select source_id from duty_grid where duty_grid_id = ${id} limit 1), ${`duty-${id}`})`,
    })
    .execute()
}

async function insertCell(
  trx: Trx,
  areaId: number,
  cell: GridCell,
  { id, versionId, at }: At,
  dutyGridId: number,
) {
  await trx
    .insertInto('unit_grid')
    .values({
      version_id: versionId,
      unit_grid_id: id,
      code: cell.code,
      duty_grid_id: dutyGridId,
      scope_area_id: areaId,
      land_use: cell.landUse,
      area_square_meters: Math.round(areaSquareMeters(cell.polygons) * 10) / 10,
      valid: sql<string>`tstzrange(${at}::timestamptz, null)`,
      geom: geometryOf(cell.polygons),
      source_system: sql<string>`coalesce((select source_system from unit_grid where unit_grid_id = ${id} limit 1), 'studio')`,
      source_id: sql<string>`coalesce((select source_id from unit_grid where unit_grid_id = ${id} limit 1), ${`unit-${id}`})`,
    })
    .execute()
}

function geometryOf(polygons: MultiPolygonCoordinates) {
  return sql<string>`${ewkbHex({ type: 'MultiPolygon', coordinates: polygons })}::text::geometry`
}

/** A new duty grid takes over the people of those it came of; a person may have several grids. */
async function bringPeople(trx: Trx, dutyGridId: number, from: readonly number[]): Promise<void> {
  if (from.length === 0) return
  await sql`insert into duty_grid_person (duty_grid_id, person_id, duty)
    select distinct ${dutyGridId}::int, person_id, duty from duty_grid_person where duty_grid_id = any(${[...from]}::int[])
    on conflict do nothing`.execute(trx)
}

/** Ground that was looked at yesterday has been looked at, whatever its cell is called today. */
async function bringLooks(trx: Trx, unitGridId: number, from: readonly number[]): Promise<void> {
  if (from.length === 0) return
  await sql`insert into unit_grid_seen (unit_grid_id, track_at, report_at, inspection_at)
    select ${unitGridId}::int, max(track_at), max(report_at), max(inspection_at) from unit_grid_seen
    where unit_grid_id = any(${[...from]}::int[]) having count(*) > 0
    on conflict do nothing`.execute(trx)
}

async function writeLineage(
  trx: Trx,
  draft: Pick<DraftRow, 'draft_id' | 'scope_area_id'>,
  changes: GridChanges,
  ids: Ids,
  at: Date,
): Promise<void> {
  const base = { draft_id: draft.draft_id, at, scope_area_id: draft.scope_area_id }
  const rows = [
    ...changes.newCells.flatMap((cell) =>
      cell.from.map((from_id) => ({
        ...base,
        kind: 'unit' as const,
        from_id,
        to_id: idOf(ids.cells, cell).id,
      })),
    ),
    ...changes.newDuties.flatMap(({ key, from }) =>
      from.map((from_id) => ({ ...base, kind: 'duty' as const, from_id, to_id: idOf(ids.duties, key).id })),
    ),
  ]
  if (rows.length === 0) return
  await trx
    .insertInto('grid_lineage')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Parts and open cases go where the new borders say; each case's timeline says so. */
async function moveAlong(
  trx: Trx,
  areaId: number,
  locator: Locator,
  at: Date,
): Promise<{ movedCases: number; movedParts: number }> {
  const { cases, parts } = await listPlaced(trx, areaId)
  let movedCases = 0
  for (const record of cases) {
    const place = locator.locate(record.lngLat[0], record.lngLat[1])
    if (!place.dutyGrid) continue
    const unitGridId = place.unitGrid?.unitGridId ?? null
    if (place.dutyGrid.dutyGridId === record.dutyGridId && unitGridId === record.unitGridId) continue
    movedCases++
    await changeCase(
      trx,
      record.caseId,
      {
        verb: 'regrid',
        note: `网格调整：${place.dutyGrid.code}`,
        data: {
          fromDutyGridId: record.dutyGridId,
          toDutyGridId: place.dutyGrid.dutyGridId,
          en: `Grids redrawn: ${place.dutyGrid.code}`,
        },
        set: {
          unit_grid_id: unitGridId,
          duty_grid_id: place.dutyGrid.dutyGridId,
          unit_grid_version_id: place.unitGrid?.versionId ?? null,
          duty_grid_version_id: place.dutyGrid.versionId,
          locate_reason: JSON.stringify(place.reason),
        },
      },
      RULE_ACTOR,
      at,
    )
  }
  const moved = parts.flatMap(({ partId, lngLat, unitGridId, dutyGridId }) => {
    const { unitGrid, dutyGrid } = locator.locate(lngLat[0], lngLat[1])
    if (!unitGrid || !dutyGrid) return []
    if (unitGrid.unitGridId === unitGridId && dutyGrid.dutyGridId === dutyGridId) return []
    return [{ partId, unitGridId: unitGrid.unitGridId, dutyGridId: dutyGrid.dutyGridId }]
  })
  if (moved.length > 0)
    await sql`update part set unit_grid_id = m.unit_grid_id, duty_grid_id = m.duty_grid_id
      from unnest(${moved.map(({ partId }) => partId)}::int[], ${moved.map(({ unitGridId }) => unitGridId)}::int[],
        ${moved.map(({ dutyGridId }) => dutyGridId)}::int[]) as m(part_id, unit_grid_id, duty_grid_id)
      where part.part_id = m.part_id`.execute(trx)
  return { movedCases, movedParts: moved.length }
}
