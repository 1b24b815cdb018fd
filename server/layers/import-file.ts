import { createHash } from 'node:crypto'
import type { FeatureCollection } from 'geojson'
import { representativePoint } from '../../geo/representative-point.ts'
import { findCity } from '../city/find-city.ts'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { expectationOf } from '../exchange/formats/expectations.ts'
import type { PlacedRow } from '../exchange/formats/place-rows.ts'
import { readInWorker, type SourceReply } from '../exchange/formats/read-in-worker.ts'
import type { Fault } from '../exchange/formats/source-table.ts'
import type { Actor } from '../identity/actor.ts'
import type { Services } from '../services.ts'
import type { ImportCounts } from './import-counts.ts'
import type { ImportInput } from './import-input.ts'
import type { ImportRow } from './import-writer.ts'
import { tellLayerChanged } from './tell-layer-changed.ts'
import { layerWriter } from './write-layer.ts'
import { type PartsTarget, partsWriter } from './write-parts.ts'

/** Degrees round the city within which a thing may still lie. */
const MARGIN_DEGREES = 0.2
const PREVIEWED = 500
const REPORTED_FAULTS = 1000
const CHUNK = 500
const TRIED_AT_ONCE = 1000

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
 * Brings a file in. Bad rows are left out, each with its reason; good ones go in by one transaction, so that nothing is
 * ever half there; a row that came before, by its id, is changed and not doubled. A dry run does the same and undoes it,
 * piece by piece.
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
    // A trial need not be whole: on the embedded database everybody else has a turn between its pieces.
    const most = isLoad ? Math.max(1, rows.length) : TRIED_AT_ONCE
    for (let start = 0; start === 0 || start < rows.length; start += most) {
      const piece = rows.slice(start, start + most)
      await withScope(services.db, actor, async (trx) => {
        const layer = target.kind === 'layer' ? await layerWriter(trx, actor, target, at) : undefined
        const write = layer?.write ?? (await partsWriter(trx, actor, target as PartsTarget, at))
        const { layer_import_id } = await trx
          .insertInto('layer_import')
          .values({
            target: target.kind,
            layer_id: layer?.layerId ?? null,
            target_name: target.kind === 'layer' ? target.name : '',
            file_name: input.fileName,
            format: source.format,
            coordinate_system: source.system.slice(0, 200),
            counts: JSON.stringify(summary().counts),
            faults: '[]',
            user_id: actor.userId,
            user_name: actor.name,
            imported_at: at,
          })
          .returning('layer_import_id')
          .executeTakeFirstOrThrow()
        for (let from = 0; from < piece.length; from += CHUNK) {
          const chunk = piece.slice(from, from + CHUNK)
          for (const [i, outcome] of (await write(chunk, layer_import_id)).entries()) {
            if (typeof outcome === 'string') done[outcome]++
            else faults.push({ row: chunk[i]!.row, ...outcome })
          }
          const now = start + from + chunk.length
          onProgress({ stage: isLoad ? 'load' : 'check', done: now, total: rows.length })
        }
        if (!isLoad) throw UNDO
        const { counts, faults: told } = summary()
        await trx
          .updateTable('layer_import')
          .set({ counts: JSON.stringify(counts), faults: JSON.stringify(told) })
          .where('layer_import_id', '=', layer_import_id)
          .execute()
        if (layer && done.inserted + done.changed > 0) {
          await tellLayerChanged(trx, actor, layer.layerId, at)
        }
        importId = layer_import_id
      }).catch((error: unknown) => {
        if (error !== UNDO) throw refusalOf(error)
      })
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

/** PostgreSQL refuses by 42501 to change a row that the actor cannot see. */
function refusalOf(error: unknown): unknown {
  if ((error as { code?: unknown }).code !== '42501') return error
  return new CodedError(
    'forbidden',
    'ID_OUT_OF_REACH',
    '有编号已用于您辖区外的对象，未导入',
    'An id of the file belongs to something outside your areas; nothing was imported',
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
