import { createHash } from 'node:crypto'
import type { FeatureCollection } from 'geojson'
import { sql } from 'kysely'
import { representativePoint } from '../../geo/representative-point.ts'
import { findCity } from '../city/find-city.ts'
import { type Trx, withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { expectationOf } from '../exchange/formats/expectations.ts'
import type { PlacedRow } from '../exchange/formats/place-rows.ts'
import { readInWorker, type SourceReply } from '../exchange/formats/read-in-worker.ts'
import type { Fault } from '../exchange/formats/source-table.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import type { ImportCounts } from './import-counts.ts'
import type { ImportInput } from './import-input.ts'
import { refuseWhileLoading, removeUnloaded } from './import-run.ts'
import type { ImportRow } from './import-writer.ts'
import { tellLayerChanged } from './tell-layer-changed.ts'
import { layerWriter, openLayer } from './write-layer.ts'
import { partsWriter } from './write-parts.ts'

/** Degrees round the city within which a thing may still lie. */
const MARGIN_DEGREES = 0.2
const PREVIEWED = 500
const REPORTED_FAULTS = 1000
const CHUNK = 500

export type ImportReport = {
  readonly source: SourceReply['source']
  readonly counts: ImportCounts
  /** The first of them; `counts.bad` is all. */
  readonly faults: readonly Fault[]
  readonly preview: FeatureCollection
  readonly loaded: boolean
  /** Of a load: by which it is found in the history, and undone. */
  readonly importId: number | null
}

export type ImportProgress = {
  readonly stage: 'read' | 'check' | 'load'
  readonly done: number
  readonly total: number
}

/** Thrown to undo a dry run. */
const UNDO = Symbol('dry run')

/**
 * Brings a file in. Bad rows are left out, each with its reason; good ones go in piece by piece, so that on the embedded
 * database everybody else has a turn, seen by nobody until all are there; a row that came before, by its id, is changed
 * and not doubled. A dry run does the same and undoes it.
 */
export async function importFile(
  services: Services,
  actor: Actor,
  bytes: Uint8Array,
  input: ImportInput,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportReport> {
  const city = await findCity(services.db)
  if (!city) throw new CodedError('conflict', 'NO_CITY', '还没有城市数据', 'There is no city yet')
  const [west, south, east, north] = city.bbox
  onProgress({ stage: 'read', done: 0, total: 1 })
  const { source, placed } = await readInWorker({
    bytes,
    fileName: input.fileName,
    system: input.system,
    geometry: input.geometry,
    ...(input.isLatFirst && { isLatFirst: true }),
    around: [west - MARGIN_DEGREES, south - MARGIN_DEGREES, east + MARGIN_DEGREES, north + MARGIN_DEGREES],
  })
  onProgress({ stage: 'read', done: 1, total: 1 })
  const faults = [...placed.faults]
  const rows = rowsInReach(services, actor, placed.rows, input, faults)
  const done = { inserted: 0, changed: 0, same: 0 }
  const summary = (): Pick<ImportReport, 'counts' | 'faults'> => {
    const bad = new Set(faults.map((fault) => fault.row)).size
    return {
      counts: { rows: source.rowCount, good: source.rowCount - bad, bad, ...done },
      faults: [...source.notes, ...faults.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0))]
        .slice(0, REPORTED_FAULTS)
        .map((fault) => ({ ...fault, ...expected(fault) })),
    }
  }
  let importId: number | null = null
  const isLoad = input.mode === 'load'
  if (input.mode !== 'inspect') {
    const target = input.target
    if (!target) {
      throw new CodedError('bad_input', 'NO_TARGET', '请选择导入到哪里', 'Say where the rows go', {
        field: 'target',
        expected: 'layer, parts',
      })
    }
    const at = services.clock.now()
    const begin = async (trx: Trx) => {
      const { layer_import_id } = await trx
        .insertInto('layer_import')
        .values({
          target: target.kind,
          layer_id: null,
          target_name: target.kind === 'layer' ? target.name : '',
          file_name: input.fileName,
          format: source.format,
          coordinate_system: source.system.slice(0, 200),
          counts: JSON.stringify(summary().counts),
          faults: '[]',
          user_id: actor.userId,
          user_name: actor.name,
          imported_at: at,
          loading_at: sql`now()`,
        })
        .returning('layer_import_id')
        .executeTakeFirstOrThrow()
      const layerId =
        target.kind === 'layer' ? await openLayer(trx, actor, target, layer_import_id, at) : null
      const writer =
        target.kind === 'layer' ? layerWriter(layerId!, target, at) : partsWriter(services, actor, target, at)
      return { importId: layer_import_id, layerId, writer }
    }
    const writePiece = async (
      trx: Trx,
      { importId: id, writer }: Awaited<ReturnType<typeof begin>>,
      from: number,
    ) => {
      const piece = rows.slice(from, from + CHUNK)
      for (const [i, outcome] of (await writer.write(trx, id, piece)).entries()) {
        if (typeof outcome === 'string') done[outcome]++
        else faults.push({ row: piece[i]!.row, ...outcome })
      }
      onProgress({ stage: isLoad ? 'load' : 'check', done: from + piece.length, total: rows.length })
    }
    if (isLoad) importId = await load()
    else await tryOut()

    /** Each piece is tried in a transaction of its own, which is undone. */
    async function tryOut(): Promise<void> {
      for (let from = 0; from === 0 || from < rows.length; from += CHUNK) {
        await withScope(services.db, actor, async (trx) => {
          await writePiece(trx, await begin(trx), from)
          throw UNDO
        }).catch((error: unknown) => {
          if (error !== UNDO) throw refusalOf(error)
        })
      }
    }

    /**
     * Pieces that nobody sees, pieces of what changes, which are put back if the import dies, then one short transaction
     * that lets everybody see what is new.
     */
    async function load(): Promise<number> {
      const begun = await withScope(services.db, actor, async (trx) => {
        await refuseWhileLoading(trx, target!)
        return begin(trx)
      })
      const { importId: id, layerId, writer } = begun
      try {
        for (let from = 0; from < rows.length; from += CHUNK) {
          await withScope(services.db, actor, async (trx) => {
            await stayAlive(trx, id)
            await writePiece(trx, begun, from)
          })
        }
        for (let afterId: string | null = ''; afterId !== null; ) {
          const from: string = afterId
          afterId = await withScope(services.db, actor, async (trx) => {
            await stayAlive(trx, id)
            return writer.change(trx, id, from)
          })
        }
        await withScope(services.db, actor, async (trx) => {
          await writer.finish?.(trx)
          const { counts, faults: told } = summary()
          const { numUpdatedRows } = await trx
            .updateTable('layer_import')
            .set({ counts: JSON.stringify(counts), faults: JSON.stringify(told), loading_at: null })
            .where('layer_import_id', '=', id)
            .where('loading_at', 'is not', null)
            .executeTakeFirstOrThrow()
          if (numUpdatedRows === 0n) throw takenForDead()
          if (layerId !== null && done.inserted + done.changed > 0) {
            await tellLayerChanged(trx, actor, layerId, at)
          }
        })
      } catch (error) {
        // What cannot be cleaned now, such as while the database is away, the job takes away.
        await removeUnloaded(services, id).catch((left: unknown) =>
          services.log.error({ err: left, importId: id }, 'an import left rows that nobody sees'),
        )
        throw refusalOf(error)
      }
      await writer.tell?.(id)
      return id
    }
  }
  return {
    source,
    ...summary(),
    preview: {
      type: 'FeatureCollection',
      features: rows
        .slice(0, PREVIEWED)
        .map(({ row, geometry }) => ({ type: 'Feature', id: row, geometry, properties: { row } })),
    },
    loaded: isLoad,
    importId,
  }
}

function expected({ code }: Fault): Pick<Fault, 'expected'> {
  const words = expectationOf(code)
  return words ? { expected: words } : {}
}

/** A row that the actor cannot see is no row to be changed, and its id is taken (23505). */
function refusalOf(error: unknown): unknown {
  const { code } = error as { code?: unknown }
  if (code !== '42501' && code !== '23505') return error
  return new CodedError(
    'forbidden',
    'ID_OUT_OF_REACH',
    '有编号已用于您辖区外的对象，未导入',
    'An id of the file belongs to something outside your areas; nothing was imported',
  )
}

/** Says that the import goes on. @throws CodedError where it was given up meanwhile */
async function stayAlive(trx: Trx, importId: number): Promise<void> {
  const { rows } = await sql`update layer_import set loading_at = now()
    where layer_import_id = ${importId} and loading_at is not null returning layer_import_id`.execute(trx)
  if (rows.length === 0) throw takenForDead()
}

function takenForDead(): CodedError {
  return new CodedError(
    'conflict',
    'IMPORT_STOPPED',
    '导入停顿太久，已被取消，请重新导入',
    'The import stood still for too long and was given up; bring the file in again',
  )
}

/** Those that lie where the actor may write, each once; of two with one id the later is a fault. */
function rowsInReach(
  { locator }: Services,
  actor: Actor,
  placed: readonly PlacedRow[],
  { target }: ImportInput,
  faults: Fault[],
): ImportRow[] {
  const idColumn = target?.kind === 'layer' ? target.idColumn : target?.codeColumn
  const seen = new Map<string, number>()
  const rows: ImportRow[] = []
  for (const row of placed) {
    const [lng, lat] = representativePoint(row.geometry) ?? [0, 0]
    const place = locator.locate(lng, lat)
    const fault = (code: string, field: string | null, zh: string, en: string) =>
      faults.push({ row: row.row, code, field, zh, en })
    if (!actor.scopeAreaIds.includes(place.scopeAreaId)) {
      fault('OUT_OF_REACH', 'geometry', '不在您的辖区内', 'It lies outside your areas')
      continue
    }
    const sourceId = idColumn ? (row.values[idColumn] ?? '').trim() : contentId(row)
    if (sourceId === '' || sourceId.length > 200) {
      fault('NO_ID', idColumn ?? null, '编号为空或太长', 'The id is empty or too long')
      continue
    }
    const earlier = seen.get(sourceId)
    if (earlier !== undefined) {
      fault('DOUBLE', idColumn ?? null, `与第 ${earlier} 行重复`, `The same as row ${earlier}`)
      continue
    }
    seen.set(sourceId, row.row)
    rows.push({ ...row, place, sourceId })
  }
  return rows
}

/** Where a file has no ids, a row is what it says: the same row again is the same. */
function contentId({ values, geometry }: PlacedRow): string {
  return createHash('sha256')
    .update(JSON.stringify([values, geometry]))
    .digest('hex')
    .slice(0, 32)
}
