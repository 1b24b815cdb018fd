import type { Feature } from 'geojson'
import { z } from 'zod'
import { caseFilterSchema, shapeSchema, whereCases } from '../cases/case-filter.ts'
import { withScope } from '../db/client.ts'
import { CodedError } from '../errors.ts'
import { EXPORT_FORMATS, writeFeatures } from '../exchange/formats/write-features.ts'
import type { Actor } from '../identity/actor.ts'
import { authorize } from '../identity/authorize.ts'
import { COLLECTIONS, type Collection } from '../ogc/collections.ts'
import { CRS84 } from '../ogc/crs.ts'
import { readItems } from '../ogc/read-items.ts'
import type { Services } from '../services.ts'
import { readJson } from './read-body.ts'
import type { Route } from './route.ts'

/** What stands in memory at once, as a workbook or a shapefile is written whole. */
const MAX_EXPORTED = 50_000
const MAX_BODY_BYTES = 4 * 1024 * 1024

const exportSchema = z.object({
  collection: z.enum(COLLECTIONS.map(({ id }) => id)),
  format: z.enum(EXPORT_FORMATS),
  /** What touches this shape. */
  within: shapeSchema.optional(),
  /** What lies in this area. */
  areaId: z.number().int().positive().optional(),
  /** Of own layers alone: the layer's code. */
  layer: z.string().max(50).optional(),
  ids: z.array(z.number().int()).max(MAX_EXPORTED).optional(),
  /** All but these. */
  exceptIds: z.array(z.number().int()).max(MAX_EXPORTED).optional(),
  /** Of cases alone: the queue's filter. */
  filter: caseFilterSchema.optional(),
})
export type ExportInput = z.output<typeof exportSchema>

/** `POST /api/exports`: what is selected, as a file, with the asker's own permissions. */
export function exportRoute(services: Services): Route {
  return {
    method: 'POST',
    path: '/api/exports',
    permission: 'data.export',
    async handle({ req, res, actor }) {
      const input = parse(await readJson(req, MAX_BODY_BYTES))
      const collection = COLLECTIONS.find(({ id }) => id === input.collection)!
      authorize(actor, collection.permission)
      const keys = await keysOf(services, actor!, input)
      const except = new Set(input.exceptIds)
      const features: Feature[] = []
      const query = {
        limit: MAX_EXPORTED + 1 + except.size,
        bbox: null,
        crs: CRS84,
        datetime: null,
        after: null,
        filters: layerFilter(collection, input.layer),
        keys,
        within: input.within,
        inArea: input.areaId,
      }
      for await (const page of readItems(services, actor, collection, query)) {
        for (const { key, text } of page)
          if (!except.has(key)) features.push(withOwnColumns(JSON.parse(text) as Feature))
      }
      if (features.length > MAX_EXPORTED) throw tooMany()
      const file = await writeFeatures(input.format, collection.id, features)
      res.writeHead(200, {
        'content-type': file.type,
        'content-length': file.bytes.length,
        'content-disposition': `attachment; filename="${collection.id}.${file.ending}"`,
        'cache-control': 'no-store',
        'x-feature-count': String(features.length),
      })
      res.end(file.bytes)
    },
  }
}

function layerFilter({ id, properties }: Collection, layer: string | undefined) {
  const property = id === 'layer_features' && properties.find(({ name }) => name === 'layer')
  return property && layer !== undefined ? [{ property, value: layer }] : []
}

/** What a file said of a thing of an own layer, as columns of their own. */
function withOwnColumns(feature: Feature): Feature {
  const { attributes, ...properties } = feature.properties ?? {}
  if (typeof attributes !== 'string') return feature
  const own = JSON.parse(attributes) as Record<string, string>
  return { ...feature, properties: { ...own, ...properties } }
}

async function keysOf(
  services: Services,
  actor: Actor,
  { collection, filter, ids }: ExportInput,
): Promise<readonly number[] | undefined> {
  if (!filter || collection !== 'cases') return ids
  const rows = await withScope(services.db, actor, (trx) =>
    trx
      .selectFrom('case_record')
      .select('case_id')
      .where((eb) => whereCases(eb, ids ? { ...filter, ids: ids.slice(0, 5000) } : filter))
      .limit(MAX_EXPORTED + 1)
      .execute(),
  )
  return rows.map((row) => row.case_id)
}

function parse(body: unknown): ExportInput {
  const parsed = exportSchema.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new CodedError('bad_input', 'BAD_EXPORT', '导出选项不正确', issue?.message ?? 'Bad options', {
    field: issue?.path.join('.') ?? '',
  })
}

function tooMany(): CodedError {
  return new CodedError(
    'too_large',
    'TOO_MANY_FEATURES',
    `超过 ${MAX_EXPORTED} 条，请缩小范围，或用 OGC API 分页读取`,
    `More than ${MAX_EXPORTED}; narrow the selection, or page through the OGC API`,
    { expected: `at most ${MAX_EXPORTED}` },
  )
}
